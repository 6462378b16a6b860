"""How many examples of an epoch tell of a failure, and what an adapter's examples look like."""

import importlib.util
import json
import lzma
import tempfile
import unittest
from pathlib import Path

LINES = ["int f(int a) {", "    for (int i = 0; i < a; i++) {", "        a = a - 1;", "    }", "    return a;", "}"]


@unittest.skipUnless(importlib.util.find_spec("tokenizers"), "needs the packages of requirements.txt")
class PackTest(unittest.TestCase):
    def test_half_of_the_examples_tell_of_a_failure(self) -> None:
        from stepwise_training.mutate import Bug, worth
        from stepwise_training.pack import _beside

        told = [Bug("k", "java", LINES, 2, 1, LINES[2:3], failure="expected 1 but was 2")] * 300
        untold = [Bug("k", "java", LINES, 2, 1, LINES[2:3])] * 50
        chosen = _beside([("java", LINES)] * 1000, told + untold, 0.5, 2.0)
        examples = sum(worth(lines) for _, lines in chosen) + 350
        self.assertAlmostEqual(0.5, 300 / examples, delta=0.01)
        self.assertEqual(40, len(_beside([("java", LINES)] * 40, told, 0.5, 2.0)))

    def test_files_of_one_name_in_two_folders_are_both_read(self) -> None:
        from stepwise_training.pack import _read

        with tempfile.TemporaryDirectory() as folder:
            known: set[Path] = set()
            for part in ("functions", "algorithms"):
                Path(folder, part).mkdir()
                with lzma.open(Path(folder, part, "all.0.jsonl.xz"), "wt") as file:
                    file.write(json.dumps(["java", [part]]) + "\n")
                self.assertEqual([["java", [part]]], _read(Path(folder, part), known))
                self.assertEqual([], _read(Path(folder, part), known))

    def test_an_adapter_is_taught_words_that_its_base_knows(self) -> None:
        import numpy as np

        from stepwise_training.pack import load, save
        from stepwise_training.template import ISSUE_COMMENT, ISSUE_START, KNOWN

        with tempfile.TemporaryDirectory() as folder:
            ids = np.array([1, 500, ISSUE_START, 77, ISSUE_COMMENT, 2], dtype=np.uint16)
            save(Path(folder, "a.npz"), [(ids, np.zeros(6, dtype=np.uint8))], ["java k"])
            (same, _), (known, _) = (load(Path(folder, "a.npz"), as_known)[0][0] for as_known in (False, True))
        self.assertEqual(ids.tolist(), same.tolist())
        self.assertEqual([1, 500, KNOWN[ISSUE_START], 77, KNOWN[ISSUE_COMMENT], 2], known.tolist())


if __name__ == "__main__":
    unittest.main()
