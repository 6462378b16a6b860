"""Step 1b: real bugs, out of the bug-fix commits of the repositories in sources/histories.txt.

    git clone --bare https://github.com/OWNER/NAME histories/OWNER+NAME
    python -m stepwise_training.commits --histories histories/* --quixbugs QUIXBUGS --out OUT/commits

Writes commits.0.jsonl.xz, a bug a line: ["commit", tag, faulty lines, first, count, fix, failure, words], as
mutate.Bug, with no failure and the commit's subject as words; and commits.sources.json. Rows hold the code and
messages of others: they are for training, and not for the repository.
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import multiprocessing
import os
import random
import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

from tree_sitter import Node

from .archives import copyleft
from .collect import listed
from .cosmetic import cosmetic
from .exclude import Likeness, hash_of, named_like_a_benchmark
from .extract import fits, nodes, text_of
from .histories import Change, History
from .languages import Tongue, parser, tongue_of
from .subjects import issue_text
from .template import code_lines, hunk

_MOST_HUNK_LINES, _MOST_FUNCTIONS, _MOST_FILES = 5, 2, 3
_LARGEST_FILE, _MOST_CHANGED_LINES, _LONGEST = 300_000, 40, 110
_OUTSIDE = re.compile(
    r"\s*(import\b|from\b.*\bimport\b|package\b|//|/\*|\*|#|$|@Suppress|(const|var|let)\b.*\brequire\()"
)

Row = tuple[str, str, list[str], int, int, list[str], str, str]


class Part(NamedTuple):
    """A function of a file: its name, its text, and how far it is indented; column -1 if it does not parse."""

    name: str
    text: str
    column: int

    def lines(self, tag: str) -> list[str] | None:
        """Its lines as the template shows them; None if they cannot be shown."""
        return code_lines(tag, self.text, self.column) if self.column >= 0 and self.text.isascii() else None


Key = tuple[str, str, int]


def parts(tongue: Tongue, root: Node, content: bytes, start: int, end: int) -> tuple[dict[Key, Part], list[str]]:
    """The functions that touch a span, by name, parameters and number among such; and the code lines around them."""
    found: dict[Key, Part] = {}
    number: collections.Counter[tuple[str, str]] = collections.Counter()
    around: list[bytes] = []
    behind = covered = 0
    for node in nodes(tongue, root, (start, max(end, start + 1))):
        rows = node.end_point[0] - node.start_point[0] + 1
        body, parameters = node.child_by_field_name("body"), node.child_by_field_name("parameters")
        if node.start_byte < behind or body is None or rows > _LONGEST or rows < 2:
            continue
        around.append(content[max(covered, start) : node.start_byte])
        behind = covered = node.end_byte
        name_node = node.child_by_field_name("name")
        name = name_node.text.decode(errors="replace") if name_node and name_node.text else ""
        given = parameters.text.decode(errors="replace") if parameters and parameters.text else ""
        own = (name, "".join(given.split()))
        column = -1 if node.has_error else node.start_point[1]
        found[(*own, number[own])] = Part(name, text_of(tongue, content, node), column)
        number[own] += 1
    around.append(content[max(covered, start) : end])
    rest = b"\n".join(around).decode(errors="replace").splitlines()
    return found, [" ".join(line.split()) for line in rest if not _OUTSIDE.match(line)]


def _pairs(tongue: Tongue, old: bytes, new: bytes) -> list[tuple[Part, Part]] | None:
    """The functions that changed; None if other code changed too, or a function came, went or was renamed."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first, gone, come = hunk(a, b)
    lines_gone, lines_come = collections.Counter(a[first : first + gone]), collections.Counter(b[first : first + come])
    if (lines_gone - lines_come).total() + (lines_come - lines_gone).total() > _MOST_CHANGED_LINES:
        return None
    start = sum(map(len, a[:first]))
    old_end, new_end = start + sum(map(len, a[first : first + gone])), start + sum(map(len, b[first : first + come]))
    tree = parser(tongue.tag).parse(old)
    before, rest_before = parts(tongue, tree.root_node, old, start, old_end)
    tree.edit(start, old_end, new_end, (first, 0), (first + gone, 0), (first + come, 0))
    after, rest_after = parts(tongue, parser(tongue.tag).parse(new, tree).root_node, new, start, new_end)
    if rest_before != rest_after or before.keys() != after.keys():
        return None
    return [(part, after[key]) for key, part in before.items() if part.text != after[key].text]


def bug_of(tag: str, broken: list[str], right: list[str], words: str) -> Row | None:
    """A row, if the versions differ in one short hunk that is more than a matter of taste."""
    first, count, fixed = hunk(broken, right)
    if count == fixed == 0 or max(count, fixed) > _MOST_HUNK_LINES or (first == 0 and count == 0):
        return None
    fix = right[first : first + fixed]
    if not (fits(broken) and fits(right)) or cosmetic(tag, broken, right, broken[first : first + count], fix):
        return None
    return ("commit", tag, broken, first, count, fix, "", words)


def rows_of(history: History, change: Change, likeness: Likeness) -> Iterator[Row]:
    """The bugs that one commit fixes."""
    pairs: dict[tuple[str, str], tuple[str, str, str, list[str], list[str]]] = {}
    for path, old_name, new_name in change.files:
        tongue, old, new = tongue_of(path), history.blob(old_name), history.blob(new_name)
        if tongue is None or not old or max(len(old), len(new)) > _LARGEST_FILE:
            return
        if copyleft(old) or copyleft(new):
            return
        found = _pairs(tongue, old.replace(b"\r\n", b"\n"), new.replace(b"\r\n", b"\n"))
        if found is None:
            return
        for before, after in found:
            broken, right = before.lines(tongue.tag), after.lines(tongue.tag)
            if broken is None or right is None:
                return
            if broken != right:
                pairs["\n".join(broken), "\n".join(right)] = (tongue.tag, path, before.name, broken, right)
    if len(pairs) > _MOST_FUNCTIONS:
        return
    for texts, (tag, path, name, broken, right) in pairs.items():
        if named_like_a_benchmark(name, path):
            continue
        row = bug_of(tag, broken, right, issue_text(change.subject))
        if row and not any(likeness.alike(text) for text in texts):
            yield row


def _read(task: tuple[Path, str, str, Path]) -> tuple[str, str, list[Row]]:
    folder, repository, commit, quixbugs = task
    likeness, history = Likeness.of_quixbugs(quixbugs), History(folder)
    licence, rows = history.licence(commit), []
    for change in history.changes(commit, _MOST_FILES) if licence else ():
        try:
            rows.extend(rows_of(history, change, likeness))
        except (RecursionError, ValueError) as broken:
            print("broken", repository, change.commit, broken, file=sys.stderr)
    history.close()
    return repository, licence, rows


def tasks(folders: list[Path], quixbugs: Path) -> list[tuple[Path, str, str, Path, str]]:
    """The listed repositories among the folders (OWNER+NAME, or a git directory inside), the largest first."""
    known = {pinned.split("@")[0]: (pinned.split("@")[1], licence) for pinned, licence in listed("histories")}
    found = []
    for folder in folders:
        name = next((part for part in reversed(folder.parts) if "+" in part), "").replace("+", "/", 1)
        if not folder.is_dir():
            print("not there", folder, file=sys.stderr)
        elif name in known:
            inside = folder / "repo" if (folder / "repo").is_dir() else folder
            size = sum(file.stat().st_size for file in inside.glob("**/*.pack"))
            found.append((size, (inside, name, known[name][0], quixbugs, known[name][1])))
        else:
            print("not listed", folder, file=sys.stderr)
    return [task for _, task in sorted(found, key=lambda pair: -pair[0])]


def same(row: Row) -> int:
    """Equal for bugs that differ only in spaces and numbers."""
    return hash_of(re.sub(r"\s+|\d+", "", "\n".join(row[2]) + "\0" + "\n".join(row[5])))


def write(found: list[tuple[str, str, list[Row]]], out: Path, seed: int) -> None:
    """Rows that are not alike, shuffled, and the repositories they are from."""
    seen: set[int] = set()
    told: dict[str, dict[str, object]] = {}
    kept: list[Row] = []
    for repository, licence, rows in sorted(found):
        before = len(kept)
        for row in rows:
            if same(row) not in seen:
                seen.add(same(row))
                kept.append(row)
        told[repository] = {"licence": licence, "rows": len(kept) - before}
    random.Random(seed).shuffle(kept)
    target, scratch = Path(f"{out}.0.jsonl.xz"), Path(f"{out}.0.jsonl.xz.part")
    with lzma.open(scratch, "wt", preset=4) as file:
        file.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in kept)
    os.replace(scratch, target)
    Path(f"{out}.sources.json").write_text(json.dumps(told, indent=1))
    tags = collections.Counter(row[1] for row in kept)
    print("commits", dict(tags), "repositories", len(told), "with words", sum(bool(row[7]) for row in kept))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--histories", type=Path, required=True, nargs="+")
    arguments.add_argument("--quixbugs", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=Path("commits"))
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    found: list[tuple[str, str, list[Row]]] = []
    wanted = tasks(given.histories, given.quixbugs)
    declared = {task[1]: task[4] for task in wanted}
    with multiprocessing.Pool(given.processes) as pool:
        for repository, licence, rows in pool.imap_unordered(_read, [task[:4] for task in wanted]):
            if licence != declared[repository]:
                print("left out:", repository, "is", licence or "of no known licence", file=sys.stderr)
                continue
            found.append((repository, licence, rows))
    write(found, given.out, given.seed)


if __name__ == "__main__":
    main()
