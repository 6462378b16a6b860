"""Step 1: functions out of the archives of the listed packages (and of repositories, see repositories.py).

    python -m stepwise_training.collect fetch --archives ARCHIVES
    python -m stepwise_training.collect extract --archives ARCHIVES --quixbugs QUIXBUGS --out functions

`fetch` needs mvn, pip, npm and go on the PATH; `extract` writes functions.0.jsonl.xz, ... and
functions.sources.json (functions for each package, and the licence it declares).
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .archives import licence, permissive, sources
from .exclude import Likeness
from .extract import Function, functions
from .languages import tongue_of

LISTS = Path(__file__).parent.parent / "sources"
_MODULE = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>collect</groupId><artifactId>get-{n}</artifactId><version>1</version><packaging>pom</packaging>
<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId>
<artifactId>maven-dependency-plugin</artifactId><version>3.6.1</version>
<executions><execution><id>get</id><phase>package</phase><goals><goal>copy</goal></goals><configuration>
<outputDirectory>{out}</outputDirectory><artifactItems><artifactItem><groupId>{g}</groupId>
<artifactId>{a}</artifactId><version>{v}</version><classifier>sources</classifier><type>jar</type>
</artifactItem></artifactItems></configuration></execution></executions></plugin></plugins></build></project>"""
_ALL = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>collect</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
<modules>{modules}</modules></project>"""


def listed(name: str) -> list[tuple[str, str]]:
    """Packages and licences of a list: one `package licence` a line."""
    lines = (LISTS / f"{name}.txt").read_text().splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(pair[0], pair[1]) for pair in pairs]


def fetch(archives: Path) -> None:
    """Downloads what is listed; a package that cannot be had is skipped and told."""
    archives.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        modules = []
        for number, (coordinates, _) in enumerate(listed("maven")):
            group, artifact, version = coordinates.split(":")
            folder = Path(scratch) / str(number)
            folder.mkdir()
            text = _MODULE.format(n=number, g=group, a=artifact, v=version, out=archives.resolve())
            (folder / "pom.xml").write_text(text)
            modules.append(f"<module>{number}</module>")
        (Path(scratch) / "pom.xml").write_text(_ALL.format(modules="".join(modules)))
        subprocess.run(["mvn", "-q", "-B", "-fae", "-T4", "package"], cwd=scratch, check=False)
    for package, _ in listed("pypi"):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*pip, "-d", str(archives), package], check=False)
    for package, _ in listed("npm"):
        subprocess.run(["npm", "pack", "--silent", package], cwd=archives, check=False)
    _fetch_go([module for module, _ in listed("go")], archives)


def _fetch_go(modules: list[str], archives: Path) -> None:
    """Copies the modules' zip files out of the module cache, where `go` has checked their sums."""
    asked = subprocess.run(["go", "mod", "download", "-json", *modules], capture_output=True, text=True, check=False)
    told, at = asked.stdout, 0
    while at < len(told):
        module, end = json.JSONDecoder().raw_decode(told, at)
        at = end + len(told[end:]) - len(told[end:].lstrip())
        if "Zip" in module:
            name = f"{module['Path'].replace('/', '+')}@{module['Version']}.zip"
            shutil.copy(module["Zip"], archives / name)
        else:
            print("not there", module.get("Path"), module.get("Error"), file=sys.stderr)


def _extract(task: tuple[Path, Path]) -> tuple[str, str, list[Function]]:
    archive, quixbugs = task
    likeness = Likeness.of_quixbugs(quixbugs)
    declared = licence(archive)
    found: list[Function] = []
    if archive.suffix != ".jar" and not permissive(declared):
        return archive.name, "left out: " + declared, found
    source = re.sub(r"(-sources\.jar|-py[23].*\.whl|-cp3.*\.whl|\.tgz|\.zip)$", "", archive.name)
    try:
        for name, content in sources(archive):
            tongue = tongue_of(name)
            if tongue is not None:
                found.extend(functions(tongue, content, name, source, likeness))
    except (OSError, EOFError, RecursionError) as broken:
        print("broken", archive.name, broken, file=sys.stderr)
    return archive.name, declared, found


def extract(archives: list[Path], quixbugs: Path, out: Path, parts: int, processes: int, seed: int) -> None:
    """Functions of all archives, no two alike, shuffled, in parts of about one size."""
    seen: set[int] = set()
    rows: list[str] = []
    told: dict[str, dict[str, object]] = {}
    count: collections.Counter[str] = collections.Counter()
    with multiprocessing.Pool(processes) as pool:
        for name, declared, found in pool.imap_unordered(_extract, [(a, quixbugs) for a in archives]):
            kept = 0
            for function in found:
                if function.identity() not in seen:
                    seen.add(function.identity())
                    rows.append(json.dumps([function.tag, function.lines], separators=(",", ":")))
                    count[function.tag] += 1
                    kept += 1
            told[name] = {"licence": declared, "functions": kept}
    rows.sort()
    random.Random(seed).shuffle(rows)
    for part in range(parts):
        with lzma.open(f"{out}.{part}.jsonl.xz", "wt", preset=4) as file:
            file.writelines(row + "\n" for row in rows[part::parts])
    Path(f"{out}.sources.json").write_text(json.dumps(dict(sorted(told.items())), indent=1))
    print("functions", dict(count), "characters", sum(map(len, rows)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("fetch", "extract"))
    arguments.add_argument("--archives", type=Path, required=True, nargs="+")
    arguments.add_argument("--quixbugs", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("functions"))
    arguments.add_argument("--parts", type=int, default=6)
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    if given.what == "fetch":
        fetch(given.archives[0])
        return
    files = sorted(
        (f for folder in given.archives for f in folder.iterdir() if f.suffix in (".jar", ".whl", ".tgz", ".zip")),
        key=lambda file: -file.stat().st_size,
    )
    extract(files, given.quixbugs, given.out, given.parts, given.processes, given.seed)


if __name__ == "__main__":
    main()
