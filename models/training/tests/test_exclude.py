"""Benchmark programs stay out: by name, and by text even with other names."""

import unittest

from stepwise_training.exclude import Likeness, named_like_a_benchmark

KNOWN = """def bitsum(n):
    count = 0
    while n:
        n ^= n - 1
        count += 1
    return count
"""


class ExcludeTest(unittest.TestCase):
    def test_names(self) -> None:
        self.assertTrue(named_like_a_benchmark("quickSort", "Sorts.java"))
        self.assertTrue(named_like_a_benchmark("run", "a/b/BucketSort.java"))
        self.assertTrue(named_like_a_benchmark("gcd", "Numbers.java"))
        self.assertTrue(named_like_a_benchmark("run", "solutions/72. Edit Distance/72.java"))
        self.assertFalse(named_like_a_benchmark("parse", "Reader.java"))

    def test_copies_are_known_by_their_text(self) -> None:
        likeness = Likeness([KNOWN])
        self.assertTrue(likeness.alike(KNOWN))
        self.assertTrue(likeness.alike(KNOWN.replace("count", "total").replace("bitsum", "ones")))
        self.assertFalse(likeness.alike("def parse(text):\n    parts = text.split(',')\n    return [p.strip() for p in parts]\n"))


if __name__ == "__main__":
    unittest.main()
