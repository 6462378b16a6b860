"""That a pipeline goes on where it ended, and what it reads of repositories."""

import argparse
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from stepwise_training import pipeline, repositories


class PipelineTest(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.work = Path(scratch.name)

    def run_until(self, step: str) -> list[str]:
        ran: list[str] = []

        def done(one: pipeline.Step, _: Path) -> dict[str, object]:
            ran.append(one.name)
            return {"step": one.name, "seconds": 1, "said": ""}

        words = ["pipeline", "--work", str(self.work), "--base", "b", "--quixbugs", "q", "--until", step]
        with mock.patch.object(pipeline, "done", done), mock.patch("sys.argv", words), mock.patch("builtins.print"):
            pipeline.main()
        return ran

    def test_does_no_step_twice(self) -> None:
        self.assertEqual(["repositories", "packages"], self.run_until("packages"))
        self.assertEqual(["functions", "algorithms"], self.run_until("algorithms"))

    def test_expands_what_is_there_by_then(self) -> None:
        (self.work / "repositories" / "a+b").mkdir(parents=True)
        words = pipeline.command("commits --histories repositories/* --out x", self.work)
        self.assertEqual(["stepwise_training.commits", "--histories", "repositories/a+b", "--out", "x"], words[3:])

    def test_names_its_base_by_a_whole_path(self) -> None:
        given = argparse.Namespace(base=Path("b"), quixbugs=Path("q"), processes=2, epochs=1, seconds=1)
        train = next(step for step in pipeline.steps(given) if step.name == "train")
        self.assertIn(f"--base {Path('b').resolve()}", train.words)

    def test_archives_sources_and_the_licence_of_a_commit(self) -> None:
        repository = self.work / "a+b"
        for name, text in (("src/A.java", "class A {}"), ("src/A.txt", "-"), ("LICENSE", "MIT"), ("tests/T.java", "-")):
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(text)
        git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@b"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "a"]):
            subprocess.run([*git, *words], check=True)
        target = self.work / "a.zip"
        self.assertEqual(2, repositories.archive(repository, "HEAD", target))
        with zipfile.ZipFile(target) as archive:
            self.assertEqual({"LICENSE": b"MIT", "src/A.java": b"class A {}"}, {n: archive.read(n) for n in archive.namelist()})


if __name__ == "__main__":
    unittest.main()
