"""Makes issue texts of the subjects of commits."""

from __future__ import annotations

import re

_MOST_CHARACTERS = 100
_REMOVED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(signed-off-by|git-svn-id|change-id|co-authored-by|reviewed-by)\b.*$",
        # People: names say nothing about a bug.
        r"[(\[,;.]?\s*(\bpatch(es)?\s+)?\b(patch|contributed|submitted|reported|suggested|proposed|provided|reviewed|via|thanks"
        r"|thx|courtesy|kudos|credit|spotted|found|noticed)\b:?\s+(by|to|from|via|of|goes to)\b.*$",
        r"\s*[(\[][^()\[\]]*\bvia \w+[^()\[\]]*[)\]]",
        r"\S+@\S+\.\w+|\b(by|cc|to|from|thanks) @[\w-]+",
        r"https?://\S+",
        r"\b(fix(e[sd])?|(this )?close[sd]?|github|resolve[sd]?|see|refs?|cf|issues?|bugs?|bz|pr|gh|pull request"
        r"|jira|ticket|bugzilla)\s*:?\s*(for\s+)?(bugs?|issues?|bz|pr|gh|ticket)?"
        r"\s*:?\s*(#|\bgh-|-)?\s*\d{2,}\b(\s*(,|and|&)\s*#?\d{2,})*",
        r"[(\[]\s*(#|gh-?|pr-?|issue\s*)?\d+\s*[)\]]",
        r"(?<!\w)#\d+",
        r"[(\[]?(\bFIX(ED)? +)?\b[A-Z][A-Z0-9]{1,15}[-_]\d+\b[)\]]?",
        r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b",
        r"(?<!\S)[(\[]\s*[)\]]",
        r"[,;.(]?\s*\b(fixes|closes|resolves|see|refs?|re|for|in|from|and|as|by|with|is fixed)[\s:.]*$",
    )
)
_PREFIX = re.compile(
    r"^\s*([(\[{][^\])}]{1,30}[)\]}]|(bug ?fix|hot ?fix|fix(e[sd])?|bug|issue|minor|major|trivial|core|pr|wip)"
    r"(\([^)]*\))?!?:|(?-i:[a-z0-9./_-]{1,25}|[A-Z]{2,9})(\([^)]*\))?!?: |[-:*.,;!|/#]+)\s*",
    re.I,
)
_EMPTY = frozenset(
    "a an and another any apply as at bug bugfix bugs change changes code correct correction error errors few fix "
    "fixed fixes fixing for from hotfix improve in issue issues it last left little log minor more of on one other "
    "patch possible problem problems quick related reported resolve resolved review several slight small small some "
    "something stuff that the this to tweak typo up update updates with wrong various".split()
)


def issue_text(subject: str) -> str:
    """A commit's subject without numbers, hashes, people and prefixes; empty if it then says nothing."""
    text = subject
    for removed in _REMOVED:
        text = removed.sub(" ", text)
    while (shorter := _PREFIX.sub("", text, count=1)) != text:
        text = shorter
    text = re.sub(r"\s+([,;:)]|\.(?= |$))", r"\1", " ".join(text.split())).strip(" -:;,./|*#&+")
    if len(text) > _MOST_CHARACTERS:
        text = text[: _MOST_CHARACTERS + 1].rsplit(" ", 1)[0][:_MOST_CHARACTERS].rstrip(" -:;,.")
    words = re.findall(r"[A-Za-z_][\w.]*", text)
    if not text.isascii() or len(words) < 2 or all(word.lower() in _EMPTY for word in words):
        return ""
    return text
