import subprocess
import tempfile
import unittest
from pathlib import Path

from stepwise_training.commits import bug_of, rows_of, same
from stepwise_training.exclude import Likeness
from stepwise_training.histories import History
from stepwise_training.subjects import issue_text

_MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n"
_JAVA = """package p;
import java.util.List;
/** Sums. */
class Sums {
    private int all;

    int of(List<Integer> given, int from) {
        int sum = 0;
        // Those behind `from`.
        for (int i = from; i %s given.size(); i++) {
            sum += given.get(i);
        }
        return sum;
    }

    int size(List<Integer> given) {
        return given.size();
    }
}
"""
_BROKEN = [
    "int of(List<Integer> given, int from) {",
    "    int sum = 0;",
    "    for (int i = from; i <= given.size(); i++) {",
    "        sum += given.get(i);",
    "    }",
    "    return sum;",
    "}",
]
_FIX = ["    for (int i = from; i < given.size(); i++) {"]


class HistoryTest(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self._git("init", "-q")
        self._commit("First", {"LICENSE": _MIT, "src/Sums.java": _JAVA % "<="})

    def _git(self, *words: str) -> str:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(self.folder), *who, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def _commit(self, subject: str, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        self._git("add", "-A")
        self._git("commit", "-q", "-m", subject)

    def _rows(self) -> list[object]:
        history = History(self.folder / ".git")
        self.addCleanup(history.close)
        head = self._git("rev-parse", "HEAD")
        self.assertEqual("MIT", history.licence(head))
        return [row for change in history.changes(head, 3) for row in rows_of(history, change, Likeness([]))]

    def test_a_fix_is_a_row(self) -> None:
        tests = {"src/test/java/SumsTest.java": "class SumsTest {}\n", "README.md": "Sums\n"}
        self._commit("[SUM-12] Fix IndexOutOfBounds in the last round (#7)", {"src/Sums.java": _JAVA % "<", **tests})
        words = "Fix IndexOutOfBounds in the last round"
        self.assertEqual([("commit", "java", _BROKEN, 2, 1, _FIX, "", words)], self._rows())

    def test_other_commits_are_none(self) -> None:
        fixed = _JAVA % "<"
        for subject, text in (
            ("Count faster", fixed),
            ("Fix style of loops", _JAVA % "!="),
            ("Fix a comment", fixed.replace("Those", "All")),
            ("Fix field", fixed.replace("private int all", "private long all")),
            ("Fix order of parameters", fixed.replace("int from)", "long from)")),
        ):
            self._commit(subject, {"src/Sums.java": text})
            with self.subTest(subject):
                self.assertEqual([], self._rows())
            self._git("reset", "-q", "--hard", "HEAD~1")

    def test_changes_elsewhere_are_none(self) -> None:
        self._commit("Fix the sum", {"src/Sums.java": _JAVA % "<", "src/sums.ts": "let a = 1;\n"})
        self.assertEqual([], self._rows())


class RowTest(unittest.TestCase):
    def test_what_repairs_nothing(self) -> None:
        whole = ["int f(int[] a) {", "    %s", "    return a[0];", "}"]
        for old, new, kept in (
            ("int n = a.length;", "int n = a.length - 1;", True),
            ("int n = Math.min(a.length, 3);", "int n = Math.max(a.length, 3);", True),
            ("int n = a.length;", "final int n = a.length;", False),
            ("int n = a.length;", "int  n=a.length;", False),
            ('check("a");', 'check("b");', False),
            ("log.info(a);", "log.debug(a.length);", False),
            ("int n = 1; n = n + 2;", "int m = 1; m = m + 2;", False),
        ):
            broken, right = ([line.replace("%s", text) for line in whole] for text in (old, new))
            with self.subTest(new):
                self.assertEqual(kept, bug_of("java", broken, right, "") is not None)

    def test_an_insertion_has_no_wrong_lines(self) -> None:
        right = ["def f(a):", "    if not a:", "        return 0", "    b = a[0]", "    return b"]
        row = bug_of("python", [right[0], *right[3:]], right, "")
        self.assertEqual(("commit", "python", [right[0], *right[3:]], 1, 0, right[1:3], "", ""), row)

    def test_long_hunks_are_none(self) -> None:
        old = ["def f(a):", *(f"    a += {n}" for n in range(7)), "    return a"]
        new = ["def f(a):", *(f"    a -= {n}" for n in range(7)), "    return a"]
        self.assertIsNone(bug_of("python", old, new, ""))

    def test_alike_but_for_spaces_and_numbers(self) -> None:
        whole = ["def f(a):", "    b = a[%d]", "    return b"]
        versions = ([line.replace("%d", str(index)) for line in whole] for index in range(4))
        one, two = bug_of("python", next(versions), next(versions), "x"), bug_of("python", next(versions), next(versions), "")
        assert one and two
        self.assertEqual(same(one), same(two))


class SubjectTest(unittest.TestCase):
    def test_cleaning(self) -> None:
        for subject, text in (
            ("fix(core): handle null in toString() (#1234)", "handle null in toString()"),
            ("[FLINK-123] Wrong offset after restore", "Wrong offset after restore"),
            ("KAFKA-4521: NPE when topic is deleted (#99)", "NPE when topic is deleted"),
            ("Fixes #12. Off-by-one in last page", "Off-by-one in last page"),
            ("[bugfix][scan] wrong row count, closes #3", "wrong row count"),
            ("Fix regression from 1a2b3c4d5e in parse", "Fix regression from in parse"),
            ("Fix leak of streams. Signed-off-by: A B <a@b.org>", "Fix leak of streams"),
            ("Fix infinite loop in reader. Patch provided by A. Person", "Fix infinite loop in reader"),
            ("HBASE-77 wrong key (A Person via B Other)", "wrong key"),
            ("fix bug", ""),
            ("Fix #123", ""),
            ("oops", ""),
            ("修复 NPE 问题", ""),
            ("Fix the word " + "verylong " * 20, "Fix the word" + " verylong" * 9),
        ):
            with self.subTest(subject):
                self.assertEqual(text, issue_text(subject))


if __name__ == "__main__":
    unittest.main()
