"""Step 1, the repositories: bare clones of those that are listed, and archives of the sources of some.

    python -m stepwise_training.repositories --into REPOSITORIES --archives ARCHIVES

Clones every repository of sources/github.txt and sources/histories.txt to REPOSITORIES/OWNER+NAME, except
those that lie there already (a git directory, or a folder `repo` that holds one), and writes the source files
of those in github.txt to ARCHIVES/OWNER+NAME.zip. One that cannot be had is skipped and told.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from .archives import wanted
from .collect import listed
from .histories import History

_LICENCE = re.compile(r"(LICENSE|COPYING)(\.\w+)?")


def git_directory(name: str, into: Path) -> Path | None:
    """Where the repository `owner/name` lies, once it was cloned; None if it cannot be."""
    folder = into / name.replace("/", "+")
    if (folder / "repo").is_dir():
        return folder / "repo"
    if not folder.exists():
        command = ["git", "clone", "-q", "--bare", f"https://github.com/{name}", str(folder)]
        if subprocess.run(command, check=False).returncode:
            return None
    return folder


def archive(folder: Path, commit: str, target: Path) -> int:
    """Writes a commit's source files and its licence to a zip file; how many they are."""
    history = History(folder)
    names = [name for name in history.names(commit) if wanted(name) or _LICENCE.fullmatch(name)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, history.blob(f"{commit}:{name}"))
    history.close()
    return len(names)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--into", type=Path, required=True)
    arguments.add_argument("--archives", type=Path, required=True)
    given = arguments.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    given.archives.mkdir(parents=True, exist_ok=True)
    pinned = dict(entry.split("@") for entry, _ in listed("github"))
    names = sorted(set(pinned) | {entry.split("@")[0] for entry, _ in listed("histories")})
    files = there = 0
    for name in names:
        folder = git_directory(name, given.into)
        if folder is None:
            print("not there", name, file=sys.stderr)
            continue
        there += 1
        if name in pinned:
            files += archive(folder, pinned[name], given.archives / f"{name.replace('/', '+')}.zip")
    print("repositories", there, "of", len(names), "files archived", files)


if __name__ == "__main__":
    main()
