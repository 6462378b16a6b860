"""Reads bug-fix commits and their files out of git directories, and the licences of repositories."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Iterator, NamedTuple

from .archives import wanted

# Whole words: of the commits that are read at all, and of subjects that tell another purpose than a bug.
_FIX = (
    r"\b(fix|fixe[sd]|fixing|bug|bugs|bugfix|hotfix|issue|wrong|wrongly|incorrect|incorrectly|npe|nullpointer\w*"
    r"|off.by.one|overflow\w*|underflow|exception|infinite|endless|leak|leaks|leaking|regression|crash|crash(es|ed|ing)"
    r"|broken|deadlock|race condition|mistake|mistakenly|corrupt\w*|inverted|unexpected\w*|hang|hangs|fails"
    r"|correct|corrected|correctly|missing)\b"
)
_OTHER = re.compile(
    r"\b(typos?|java ?docs?|js ?docs?|docs?|documentation|doc ?strings?|readme|reformat\w*|formatting|style|checkstyle|stylecheck"
    r"|coverage|demos?|examples?|pmd unnecessary\w*|generics"
    r"|warnings?|refactor\w*|renam\w*|merge[ds]?|merging|bump\w*|upgrad\w*|revert\w*|back ?out|lint\w*|eslint|pep-?8"
    r"|flake8|sonar\w*|findbugs|spotbugs|pylint|mypy|licen[cs]es?|copyright|comments?|white ?spaces?|indent\w*"
    r"|spelling|grammar|clean ?up|cleaning|polish\w*|simplif\w*|deprecat\w*|unused|imports?|translat\w+|version"
    r"|change ?log|releas\w+|compil\w+|builds?|flaky|(failing|broken|fix\w*|unit|integration) tests?|test ?cases?"
    r"|log ?level|logging|nits?|minor|cosmetic|optimi[sz]\w+|performance|perf|python ?3|py3k?|java ?\d+|jdk ?\d*"
    r"|wording|error messages?|messages?|modernize|migrat\w+|support for|add(s|ed|ing)? support|introduc\w+)\b"
    r"|^(test|tests|chore|ci|feat|build|docs|style|refactor|perf)\b",
    re.I,
)
_TEST = re.compile(
    r"(Tests?|TestCase|TestBase|IT|Spec|Benchmark)\.java$|[.-](test|tests|spec)\.[cm]?js$|(^|/)\w*[Tt]est(s|cases)?/"
    r"|(^|/)Test[A-Z]\w*\.java$"
)
_ELSEWHERE = re.compile(r"\.(ts|tsx|jsx|kt|scala|groovy|c|cc|cpp|h|pyx|pxd|go|rs|vue|coffee|rb|g4)$")
# Copies of the programs of Defects4J and its like inside other repositories.
_BENCHMARKS = re.compile(
    r"commons/(cli|codec|collections\d?|compress|csv|jxpath|lang\d?|math\d?)/|/(gson|jsoup|mockito|fasterxml|jfree)/"
    r"|joda/time/|google/javascript/|tomcat/util/codec/|apache/tools/(bzip2|tar|zip)/|quixbugs|humaneval|mbpp",
    re.I,
)
_LICENCES = tuple(
    (spdx, re.compile(said.replace(" ", r"[\s*]+"), re.S | re.I))
    for spdx, said in (
        ("", "GNU (Lesser |Affero |Library )?General Public License Version [23]|Mozilla Public License|Eclipse Public"),
        ("Apache-2.0", r"Apache License,? Version 2\.0|www\.apache\.org/licenses/LICENSE-2\.0"),
        ("MIT", "Permission is hereby granted, free of charge, to any person obtaining"),
        ("ISC", "Permission to use, copy, modify, and(/or)? distribute this software for any purpose with or without fee"),
        ("BSD-3-Clause", "Redistribution and use in source and binary forms.*endorse or promote"),
        ("BSD-2-Clause", "Redistribution and use in source and binary forms"),
    )
)


class Change(NamedTuple):
    """A commit's subject and its changed source files: path, blob before, blob after."""

    commit: str
    subject: str
    files: list[tuple[str, str, str]]


class History:
    """A repository's git directory, and its objects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["git", "-C", str(folder), "cat-file", "--batch"]
        self._objects = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def blob(self, name: str) -> bytes:
        """An object's content; empty if the copy lacks it."""
        asked, answered = self._objects.stdin, self._objects.stdout
        assert asked is not None and answered is not None
        asked.write(name.encode() + b"\n")
        asked.flush()
        head = answered.readline().split()
        if len(head) < 3:
            return b""
        content = answered.read(int(head[2]))
        answered.read(1)
        return content

    def names(self, commit: str) -> list[str]:
        """The paths of all files of a commit."""
        return self._git("ls-tree", "-r", "-z", "--name-only", commit).decode(errors="replace").split("\0")[:-1]

    def licence(self, commit: str) -> str:
        """The SPDX name that the text of the licence file tells; empty if it is none of the permissive ones."""
        listed = self._git("ls-tree", "--name-only", commit, "./", "legal/").decode().splitlines()
        named = re.compile(r"(legal/)?(licen[cs]e|copying)([.-](txt|md|rst|mit|apache))?", re.I)
        names = filter(named.fullmatch, listed)
        for name in sorted(names):
            text = self.blob(f"{commit}:{name}").decode(errors="replace")
            told = [(found.start(), spdx) for spdx, said in _LICENCES if (found := said.search(text[:9000]))]
            if told:
                return min(told, key=lambda pair: pair[0])[1]
        return ""

    def changes(self, commit: str, most_files: int) -> Iterator[Change]:
        """Small bug-fix commits, the newest first; those that also change other languages are left out."""
        command = ["git", "-C", str(self.folder), "log", commit, "--no-merges", "-i", "-E", f"--grep={_FIX}"]
        command += ["--raw", "--no-abbrev", "--no-renames", "--format=%x01%H %s"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as log:
            assert log.stdout is not None
            head, files, whole = "", [], True
            for raw in log.stdout:
                line = raw.decode(errors="replace").rstrip("\n")
                if line.startswith("\x01"):
                    if whole and 0 < len(files) <= most_files:
                        yield Change(head[1:41], head[42:], files)
                    head, files, whole = line, [], not _OTHER.search(line[42:])
                elif whole and line.startswith(":"):
                    fields, path = line.split("\t", 1)
                    status = fields.split()
                    if _source(path):
                        whole = status[4] == "M" and len(files) < most_files
                        files.append((path, status[2], status[3]))
                    elif _ELSEWHERE.search(path) and not _TEST.search(path):
                        whole = False
            if whole and 0 < len(files) <= most_files:
                yield Change(head[1:41], head[42:], files)

    def close(self) -> None:
        self._objects.communicate()

    def _git(self, *words: str) -> bytes:
        return subprocess.run(["git", "-C", str(self.folder), *words], capture_output=True, check=True).stdout


def _source(path: str) -> bool:
    return wanted(path) and not _TEST.search(path) and not _BENCHMARKS.search(path)
