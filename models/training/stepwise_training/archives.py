"""Reads source files out of jars, wheels, npm tarballs, Go modules and zipped repositories, and their licences."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Iterator

from .languages import tongue_of

_SKIPPED_PATH = re.compile(
    r"(^|/)(tests?|testing|testdata|__tests__|spec|specs|benchmarks?|examples?|vendor|_vendor|dist|node_modules|min|umd|esm)/"
    r"|(^|/)(test_[^/]*|[^/]*_test|conftest|package-info|module-info)\.\w+$"
    r"|\.min\.|[.-]bundle\."
)
_COPYLEFT = re.compile(rb"General Public Licen[cs]e|\bA?GPL(v\d|-\d| v\d)|Mozilla Public Licen[cs]e", re.I)
_PERMISSIVE = re.compile(
    r"\b(apache|mit|bsd|isc|psf|python software foundation|python-2\.0|0bsd|cc0|unlicense|zlib|hpnd|"
    r"public domain|zpl|zope|unicode|boost|blueoak|historical permission)\b",
    re.I,
)
_LICENCE_FILE = re.compile(r"([^@]+@[^/]+/)?(LICENSE|LICENCE|COPYING)(\.\w+)?")
_BY_TEXT = (
    ("Apache-2.0", "Apache License"),
    ("MIT", "Permission is hereby granted, free of charge"),
    ("BSD", "Redistribution and use in source and binary forms"),
    ("ISC", "Permission to use, copy, modify, and"),
)
_GENERATED = re.compile(rb"^(//|#) Code generated .*DO NOT EDIT", re.M)
_RESTRICTED = re.compile(r"gpl|general public|mpl|mozilla|cddl|epl|sspl|cc-by|proprietary|non-?commercial", re.I)


def sources(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The source files of an archive, without tests, bundled copies, generated and copyleft-licensed files."""
    opened = _tarred(archive) if archive.suffix in (".tgz", ".gz") else _zipped(archive)
    for name, content in opened:
        if not copyleft(content) and not _GENERATED.search(content[:2000]):
            yield name, content


def copyleft(content: bytes) -> bool:
    """Whether a file's head names a copyleft licence."""
    return bool(_COPYLEFT.search(content[:4000]))


def wanted(name: str) -> bool:
    """Whether a path is of a source file that is no test and no bundled copy."""
    return tongue_of(name) is not None and not _SKIPPED_PATH.search(name)


def _zipped(archive: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if wanted(name):
                yield name, opened.read(name)


def _tarred(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.isfile() and wanted(member.name):
                content = opened.extractfile(member)
                if content is not None:
                    yield member.name, content.read()


def licence(archive: Path) -> str:
    """What a package's metadata declares, or what a module's or repository's licence file says; empty for jars."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            names = [name for name in opened.namelist() if _LICENCE_FILE.fullmatch(name)]
            return _of_text(opened.read(names[0])) if names else ""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            name = next(n for n in opened.namelist() if n.endswith(".dist-info/METADATA"))
            meta = Parser().parsestr(opened.read(name).decode(errors="replace"), headersonly=True)
        said = [meta.get("License-Expression") or "", (meta.get("License") or "")[:80]]
        said += [c for c in meta.get_all("Classifier", []) if c.startswith("License ::")]
        return "; ".join(part.replace("\n", " ") for part in said if part)
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as opened:
            for member in opened:
                if member.name.count("/") == 1 and member.name.endswith("/package.json"):
                    content = opened.extractfile(member)
                    declared = json.load(content).get("license", "") if content else ""
                    return declared if isinstance(declared, str) else str(declared.get("type", ""))
    return ""


def _of_text(licence_file: bytes) -> str:
    """The name of a licence by its text; what it begins with where that is none of the usual ones."""
    text = " ".join(licence_file.decode(errors="replace").split())
    if copyleft(licence_file):
        return "GPL or MPL"
    return next((name for name, part in _BY_TEXT if part in text), text[:90])


def permissive(declared: str) -> bool:
    """Whether a declared licence is permissive throughout, or one of a choice is."""
    if re.search(r"\bor\b", declared, re.I) and ";" not in declared:
        return any(permissive(part) for part in re.split(r"\bor\b", declared, flags=re.I))
    return bool(_PERMISSIVE.search(declared)) and not _RESTRICTED.search(declared)
