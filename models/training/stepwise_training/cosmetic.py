"""Tells changes that repair nothing: names, texts, logs, assertions, modifiers and layout."""

from __future__ import annotations

import collections
import re

_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`[^`]*`')
_JOINED = re.compile(r'""(\+?(\w+\+)?"")+')
_TOKEN = re.compile(r"[A-Za-z_$][\w$]*|\d[\w.]*|\S")
_NAME = re.compile(r"[A-Za-z_$][\w$]*\Z")
_LOG = re.compile(
    r"\s*((this\.|self\.|_)*log(ger|ging)?\w*\.|LOG\w*\b|System\.(out|err)\.|console\.|print(ln|f)?\b|debug\w*\("
    r"|warnings?\.warn|e\.printStackTrace|trace\(|(self\.|Assert\.)?assert[A-Z]\w*\()",
    re.I,
)
_TASTE = re.compile(
    r"@(SuppressWarnings|Override|Deprecated|Nullable|Nonnull|NotNull|CheckForNull|VisibleForTesting)\b(\([^)]*\))?"
    r"|\b(final|public|private|protected|static)\b|\bthis\.|\b(var|let|const)\b|<[\w\s,?.]*>|;\s*$|,\s*$"
    r"|\bnew (?=\w+Error)",
    re.M,
)


def cosmetic(tag: str, broken: list[str], right: list[str], wrong: list[str], fix: list[str]) -> bool:
    """Whether a hunk (`wrong` became `fix`, in `broken` and `right`) changes no behaviour that matters."""
    old, new = _bare(tag, wrong), _bare(tag, fix)
    if old == new:
        return True
    gone, come = collections.Counter(wrong), collections.Counter(fix)
    differing = [*(gone - come), *(come - gone)]
    return all(_LOG.match(line) for line in differing) or _renamed(broken, right, wrong, fix)


def _bare(tag: str, lines: list[str]) -> str:
    """A hunk without texts, modifiers and spaces; in Python, an indent is no layout."""
    told = [_TASTE.sub("", _STRING.sub('""', line)) for line in lines]
    squeezed = ["".join(line.split()) for line in told]
    if tag == "python":
        squeezed = [f"{len(line) - len(line.lstrip())} {bare}" for line, bare in zip(lines, squeezed) if bare]
    return _JOINED.sub('""', "".join(squeezed))


def _renamed(broken: list[str], right: list[str], wrong: list[str], fix: list[str]) -> bool:
    """Whether names became other new names throughout the function, and nothing else did."""
    old, new = _TOKEN.findall("\n".join(wrong)), _TOKEN.findall("\n".join(fix))
    if len(old) != len(new):
        return False
    pairs = {(a, b) for a, b in zip(old, new) if a != b}
    if not all(_NAME.match(a) and _NAME.match(b) for a, b in pairs):
        return False
    before = collections.Counter(_TOKEN.findall("\n".join(broken)))
    after = collections.Counter(_TOKEN.findall("\n".join(right)))
    return all(before[a] > 1 and not after[a] and not before[b] and after[b] == before[a] for a, b in pairs)
