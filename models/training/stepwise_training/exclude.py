"""Keeps benchmark programs out of the training data: by name, and by likeness of the text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Iterable

# Names of the programs of QuixBugs, HumanEval, MBPP and their like, as parts of function names.
_PARTS = (
    "levenshtein knapsack mergesort quicksort hanoi lcslength kheapsort bitcount shortestpath "
    "minimumspanning spanningtree topologicalorder toposort topologicalsort shuntingyard sieve "
    "powerset nextpermutation breadthfirst depthfirst detectcycle longestcommonsub "
    "longestincreasing maxsublist maxsubarray reverselinkedlist rpneval evalrpn bucketsort "
    "findfirstinsorted findinsorted nextpalindrome pascal parenthesization editdistance "
    "dijkstra bellmanford floydwarshall kruskal primmst subsequences humaneval quixbugs mbpp "
    "greatestcommondiv isprime fibonacci collatz palindrome possiblechange tobase wrapparagraph "
    "hascloseelements separateparen truncatenumber belowzero meanabsolutedeviation intersperse "
    "parsenestedparens filterbysubstring rollingmax makepalindrome stringxor allprefixes "
    "countdistinctcharacters parsemusic howmanytimes sortnumbers findclosestelements "
    "rescaletounit largestdivisor factorize removeduplicates flipcase filterbyprefix "
    "getpositive fizzbuzz primefib triplessumtozero carracecollision pairssumtozero changebase "
    "trianglearea fib4 maxvowels hexkey digitsum fruitdistribution smallestchange "
    "doublethedata lengthoflis mindistance coinchange hascycle validparenthes mysqrt wordladder "
    "ladderlength coursescheduleii findorder networkdelaytime searchinsert changeradix tobinary hammingweight"
).split()
_WHOLE = set("gcd lis kth sqrt flatten wrap lcm fib pluck".split())
_TOKEN = re.compile(r"[A-Za-z_]\w*|\d+|\S")
_WORDS = frozenset(
    "if else for while do return break continue switch case default try catch finally throw new "
    "def in not and or is None True False true false null lambda yield import from while "
    "int long double boolean char static final void var let const function func range".split()
)
_SHINGLE = 6
_RENAMED_SHINGLE = 14
_LIKENESS = 0.4


def normal(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def named_like_a_benchmark(function: str, file_name: str) -> bool:
    """Whether a function, its file, or a numbered folder (`72. Edit Distance`) has a benchmark program's name."""
    own = normal(function)
    path = file_name.rsplit(".", 1)[0].split("/")
    file, folder = normal(path[-1]), normal(path[-2]) if len(path) > 1 and path[-2][:1].isdigit() else ""
    return own in _WHOLE or any(part in own or part in file or part in folder for part in _PARTS)


def _hashes(tokens: list[str], size: int) -> set[int]:
    joined = (" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1))
    return {hash_of(part) for part in joined}


def hash_of(text: str) -> int:
    """A hash that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def shingles(text: str) -> set[int]:
    """Hashed runs of tokens, as written and with all names and numbers made alike."""
    text = re.sub(r"(?m)//.*$|#.*$|/\*.*?\*/", " ", text)
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    renamed = [
        t if t in _WORDS or not (t[0].isalnum() or t[0] == "_") else ("0" if t[0].isdigit() else "v")
        for t in _TOKEN.findall(text)
    ]
    return _hashes(tokens, _SHINGLE) | _hashes(renamed, _RENAMED_SHINGLE)


class Likeness:
    """Compares functions with benchmark programs that must not be trained on."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: set[int] = set()
        for text in texts:
            self._known |= shingles(text)

    @staticmethod
    def of_quixbugs(folder: Path) -> "Likeness":
        """All programs of a QuixBugs checkout, faulty and correct, Java and Python."""
        files = [
            file
            for part in ("java_programs", "correct_java_programs", "python_programs", "correct_python_programs")
            for file in sorted((folder / part).glob("**/*"))
            if file.suffix in (".java", ".py")
        ]
        if not files:
            raise FileNotFoundError(f"no QuixBugs programs in {folder}: clone the benchmark there")
        return Likeness(file.read_text(errors="replace") for file in files)

    def alike(self, text: str) -> bool:
        """Whether so many of a text's shingles are a benchmark's that it may be a copy."""
        own = shingles(text)
        return bool(own) and len(own & self._known) >= _LIKENESS * len(own)
