"""The fit of the ranking's weights."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
from stepwise_training.weights import PARTS, fit, read


def row(bug: str, rule: str, fix: float, passes: bool, original: float = -9.0) -> dict:
    parts = {"location": -1.0, "fix": fix, "original": original, "prior": 0.0, "siblings": 2, "inserts": False}
    return {"bug": bug, "rule": rule, "passes": passes} | parts


class WeightsTest(unittest.TestCase):
    def read(self, rows):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "parts.jsonl"
            file.write_text("\n".join(json.dumps(r) for r in rows))
            return read(file)

    def test_prefers_the_rule_that_is_right(self):
        rows = []
        for bug in "abc":
            rows += [row(bug, "rule:right", -5.0, True), row(bug, "rule:wrong", -4.0, False)]
        bugs, rules = self.read(rows)
        weights = fit(bugs, len(rules))
        right, wrong = (weights[len(PARTS) + rules.index(f"rule:{name}")] for name in ("right", "wrong"))
        self.assertGreater(right, wrong)
        self.assertEqual([1, 1, 1], [bug.place(weights) for bug in bugs])

    def test_leaves_out_bugs_that_nothing_fixes(self):
        bugs, _ = self.read([row("a", "rule:x", -5.0, False), row("b", "rule:x", -5.0, True)])
        self.assertEqual(["b"], [bug.name for bug in bugs])

    def test_counts_those_before_the_first_that_passes(self):
        rows = [row("a", "rule:x", fix, passes) for fix, passes in ((-1, False), (-2, False), (-3, True), (-4, True))]
        bugs, rules = self.read(rows)
        plain = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0] + [0.0] * len(rules)
        self.assertEqual(3, bugs[0].place(np.array(plain)))


if __name__ == "__main__":
    unittest.main()
