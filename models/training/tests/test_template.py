"""The template's Python side; the Java side has the same cases in its own tests."""

import unittest

from stepwise_training.template import code_lines, hunk, location, question, spaced, unspaced


class TemplateTest(unittest.TestCase):
    def test_lines_lose_depth_comments_and_blanks(self) -> None:
        text = "int f(int a) { // why\n\n        /* two\n         lines */\n        // one\n\treturn a;\n    }"
        self.assertEqual(["int f(int a) {", "return a;", "}"], code_lines("java", text, 4))

    def test_python_keeps_hash_inside_strings(self) -> None:
        self.assertEqual(["def f():", "    return '#'"], code_lines("python", "def f():  # x\n    return '#'\n", 0))

    def test_question_numbers_from_one(self) -> None:
        self.assertEqual("java\n1 int f() {\n2 }", question("java", ["int f() {", "}"]))

    def test_locations(self) -> None:
        self.assertEqual(["7", "7-9", "7+"], [location(6, 1), location(6, 3), location(7, 0)])

    def test_answers_are_read_as_written(self) -> None:
        lines = ["    a();", "b();"]
        self.assertEqual(lines, unspaced(spaced(lines)))

    def test_hunk_is_the_smallest(self) -> None:
        self.assertEqual((1, 1, 0), hunk(["a", "b", "c"], ["a", "c"]))
        self.assertEqual((1, 0, 0), hunk(["a"], ["a"]))


if __name__ == "__main__":
    unittest.main()
