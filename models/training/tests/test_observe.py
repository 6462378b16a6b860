"""Functions that are broken on purpose fail with the text that a test would give."""

import importlib.util
import lzma
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from stepwise_training.inputs import INT, Shape, inputs, java, listed, shape

SEED = 20261

PYTHON = """def total(values: list[int]) -> int:
    found = 0
    for i in range(len(values)):
        found += values[i]
    return found""".split("\n")
PYTHON_HALVES = """def halves(n):
    steps = 0
    while n > 0:
        n = n // 2
        steps += 1
    return steps""".split("\n")
PYTHON_RECURSION = """def down(n: int) -> int:
    if n <= 0:
        return 0
    return 1 + down(n - 1)""".split("\n")
PYTHON_IN_PLACE = """def put_first(self, values: List[int]) -> None:
    values[0] = 77""".split("\n")
JAVA = """@Override
public int total(int[] values) {
    int found = 0;
    for (int i = 0; i < values.length; i++)
        found += values[i];
    return found;
}""".split("\n")
JAVA_RECURSION = """static long down(int n) {
    if (n <= 0) {
        return 0;
    }
    return 1 + down(n - 1);
}""".split("\n")
JAVA_IN_PLACE = """<T extends Comparable<T>> void clear(T[] values, Map<String, List<Integer>> more, double by) {
    for (int i = 0; i < values.length; i++) {
        values[i] = null;
    }
}""".split("\n")


def changed(lines: list[str], old: str, new: str) -> list[str]:
    text = "\n".join(lines)
    assert old in text
    return text.replace(old, new).split("\n")


class InputsTest(unittest.TestCase):
    def test_types(self) -> None:
        self.assertEqual(listed(INT), Shape("list", "List", (shape("Integer"),)))
        for text in ("int[][]", "List<Map<String, int[]>>", "Optional[List[int]]", "dict[str, list[int]]", "int | None"):
            self.assertIsNotNone(shape(text), text)
        self.assertIsNone(shape("TreeNode"))
        self.assertIsNone(shape("List[ListNode]"))

    def test_java_values(self) -> None:
        self.assertEqual("new int[][]{new int[]{1}, new int[]{}}", java(shape("int[][]"), [[1], []]))
        self.assertEqual('Given.all(new ArrayList(), "a")', java(shape("List<String>"), ["a"]))

    def test_the_same_seed_gives_the_same_inputs(self) -> None:
        self.assertEqual(inputs([listed(INT), INT], ["a", "n"], SEED), inputs([listed(INT), INT], ["a", "n"], SEED))


@unittest.skipUnless(importlib.util.find_spec("tree_sitter_java"), "needs the packages of requirements.txt")
class ObserveTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        from stepwise_training import run_java

        program = run_java.java()
        cls.runner = run_java.Runner(program) if program else None
        if cls.runner:
            cls.addClassCleanup(cls.runner.close)

    def python(self, lines: list[str], old: str, new: str) -> str:
        from stepwise_training.run_python import run

        ran, failures = run(lines, [changed(lines, old, new)], SEED)
        self.assertTrue(ran)
        return failures.get(0, "")

    def java(self, lines: list[str], *changes: tuple[str, str]) -> list[str]:
        from stepwise_training import run_java

        if self.runner is None:
            self.skipTest(f"needs java {run_java.OLDEST_JAVA}")
        correct = run_java.method(lines, SEED)
        assert correct is not None
        ran, failures = self.runner.run({7: correct}, lambda _: [changed(lines, *change) for change in changes])
        self.assertEqual({7}, ran)
        return [failures.get((7, own), "") for own in range(len(changes))]

    def test_python(self) -> None:
        self.assertEqual("index out of bounds", self.python(PYTHON, "len(values)", "len(values) + 1"))
        self.assertRegex(self.python(PYTHON, "+=", "-="), r"^expected -?\d+ but was -?\d+$")
        self.assertEqual("no end", self.python(PYTHON_HALVES, "n // 2", "n // 1"))
        self.assertEqual("stack overflow", self.python(PYTHON_RECURSION, "down(n - 1)", "down(n)"))
        self.assertEqual("name not defined", self.python(PYTHON, "found = 0", "fount = 0"))
        self.assertEqual("wrong type", self.python(PYTHON, "values[i]", "values"))
        self.assertEqual("null used", self.python(PYTHON, "found = 0", "found = None"))
        self.assertEqual("", self.python(PYTHON, "found += values[i]", "found = found + values[i]"))

    def test_python_arguments_changed_in_place(self) -> None:
        self.assertRegex(self.python(PYTHON_IN_PLACE, "77", "78"), r"^expected \[77(, .*)?\] but was \[78(, .*)?\]$")

    def test_python_that_cannot_be_interrupted_is_killed(self) -> None:
        self.assertEqual("no end", self.python(PYTHON, "found = 0", "found = sum(itertools.repeat(0))"))

    def test_java(self) -> None:
        failures = self.java(
            JAVA, ("<", "<="), ("+=", "-="), ("i++", "i += 0"), ("int found", "String found"), ("found += v", "found = found + v")
        )
        self.assertEqual(["index out of bounds", "no end", "", ""], [failures[i] for i in (0, 2, 3, 4)])
        self.assertRegex(failures[1], r"^expected -?\d+ but was -?\d+$")
        self.assertEqual(["stack overflow"], self.java(JAVA_RECURSION, ("down(n - 1)", "down(n)")))

    def test_java_arguments_changed_in_place(self) -> None:
        failures = self.java(JAVA_IN_PLACE, ("i = 0", "i = 1"))
        self.assertRegex(failures[0], r"^expected \[null(, null)*\] but was \[\d+(, null)*\]$")

    def test_java_that_does_not_count_is_ended(self) -> None:
        endless = "IntStream.generate(() -> 1).sum()"
        self.assertEqual(["no end", "no end"], self.java(JAVA, ("found = 0", f"found = {endless}"), ("i++", "i += 0")))

    def test_what_touches_the_machine_is_refused(self) -> None:
        from stepwise_training.observe import refused

        for line in ("open('a')", "os.remove(a)", "System.exit(1);", "new Thread(r)", "new File(a)", "x.__class__"):
            self.assertTrue(refused(["f", line]), line)
        for line in ("throw new RuntimeException();", "reopened(a)", "profile = 1", "cost.x"):
            self.assertFalse(refused(["f", line]), line)

    def test_rows_put_the_function_right(self) -> None:
        from stepwise_training import observe

        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "all.jsonl.xz")
            with lzma.open(source, "wt") as file:
                file.writelines(json.dumps(row) + "\n" for row in (["python", PYTHON], ["js", ["f() {", "}"]]))
            words = ["observe", "--functions", str(source), "--out", folder + "/o", "--seed", str(SEED), "--processes", "1"]
            with mock.patch("sys.argv", words), mock.patch("builtins.print"):
                observe.main()
            with lzma.open(folder + "/o.0.jsonl.xz", "rt") as file:
                rows = [json.loads(line) for line in file]
        self.assertGreater(len(rows), 3)
        for _, tag, lines, first, count, fix, failure, words in rows:
            self.assertEqual(PYTHON, lines[:first] + fix + lines[first + count :])
            self.assertEqual(("python", ""), (tag, words))
            self.assertTrue(failure)


if __name__ == "__main__":
    unittest.main()
