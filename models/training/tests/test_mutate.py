"""Every bug differs from its function, and its fix puts exactly that right."""

import importlib.util
import random
import unittest

JAVA = """static int last(int[] all, int from, int to) {
    int best = -1;
    if (all == null || all.length == 0) {
        return best;
    }
    for (int i = from; i <= to - 1; i++) {
        if (all[i] > all[to] && i != best) {
            best = Math.max(i, best);
        } else {
            best = best + 1;
        }
    }
    return last(all, from + 1, best);
}""".split("\n")
PYTHON = """def last(values, start, end):
    best = -1
    if values is None or not values:
        return best
    for i in range(start, end + 1):
        if values[i] > values[end] and i != best:
            best = max(i, best)
        else:
            best += 1
    return last(values[1:], start + 1, best)""".split("\n")
GO = """func last(all []int, from, to int) int {
    best := -1
    if all == nil || len(all) == 0 {
        return best
    }
    for i := from; i <= to-1; i++ {
        if all[i] > all[to] && i != best {
            best = max(i, best)
        } else {
            best = best + 1
        }
    }
    return last(all[1:], from+1, best)
}""".split("\n")
SEED = 20260


@unittest.skipUnless(importlib.util.find_spec("tree_sitter_java"), "needs the packages of requirements.txt")
class MutateTest(unittest.TestCase):
    def check(self, tag: str, lines: list[str], kinds: set[str]) -> None:
        from stepwise_training.mutate import bugs

        found = bugs(tag, lines, 400, random.Random(SEED))
        for bug in found:
            repaired = bug.lines[: bug.first] + bug.fix + bug.lines[bug.first + bug.count :]
            self.assertEqual(lines, repaired, f"seed {SEED}: {bug.kind}")
            self.assertNotEqual(lines, bug.lines)
        self.assertEqual(len(found), len({tuple(bug.lines) for bug in found}))
        self.assertEqual(set(), kinds - {bug.kind for bug in found})

    def test_java(self) -> None:
        wanted = "relation logic off-by-one variable guard-lost recursion loop-bound condition-part-lost statement-lost"
        self.check("java", JAVA, set(wanted.split()))

    def test_python(self) -> None:
        wanted = "relation logic variable guard-lost recursion loop-bound condition-part-lost call-lost index several"
        self.check("python", PYTHON, set(wanted.split()))

    def test_go(self) -> None:
        wanted = "relation logic variable guard-lost recursion loop-bound condition-part-lost call-lost index update"
        self.check("go", GO, set(wanted.split()))

    def test_go_is_written_as_gofmt_does(self) -> None:
        from stepwise_training.mutate import bugs

        found = bugs("go", GO, 400, random.Random(SEED))
        self.assertTrue(any("to-1-1;" in line or "to-1+1;" in line for bug in found for line in bug.lines))

    def test_what_does_not_parse_is_left_alone(self) -> None:
        from stepwise_training.mutate import bugs

        self.assertEqual([], bugs("java", ["int f( {", "}"], 5, random.Random(SEED)))


if __name__ == "__main__":
    unittest.main()
