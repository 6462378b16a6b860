"""Wrong methods, wrong arguments, lost calls and wrong recursion."""

from __future__ import annotations

import collections
import re
from typing import Iterator

from ..site import ARGUMENTS, CALLS, Mutation, Site, is_word

_GROUPS = (
    "add/remove/addAll/push/offer add/put min/max first/last getFirst/getLast pollFirst/pollLast "
    "removeFirst/removeLast addFirst/addLast peekFirst/peekLast push/pop/peek poll/peek/remove "
    "indexOf/lastIndexOf startsWith/endsWith/contains/equals get/put/set get/remove ceil/floor/round "
    "getKey/getValue keySet/values/entrySet containsKey/containsValue contains/containsAll left/right "
    "start/end next/previous/prev hasNext/hasPrevious hasNext/next width/height head/tail size/length "
    "length/capacity size/capacity x/y row/col rows/cols toLowerCase/toUpperCase isEmpty/isBlank "
    "before/after higher/lower ceiling/floor ceilingKey/floorKey firstKey/lastKey lowerKey/higherKey "
    "append/insert print/println isDigit/isLetter/isLetterOrDigit isUpperCase/isLowerCase "
    "incrementAndGet/getAndIncrement decrementAndGet/getAndDecrement/incrementAndGet lock/unlock "
    "open/close read/write min/minimum sin/cos/tan log/exp/sqrt parent/child getParent/getChild "
    "begin/end source/target getSource/getTarget removeFirst/pollFirst equals/equalsIgnoreCase "
    "compareTo/equals compare/compareTo trim/strip nextInt/nextLong/nextDouble "
    "intValue/longValue/doubleValue floorDiv/floorMod append/extend lower/upper strip/lstrip/rstrip "
    "find/rfind index/find startswith/endswith keys/values/items substring/charAt subList/get "
    "retainAll/removeAll addAll/putAll from/to low/high lo/hi successor/predecessor successors/predecessors "
    "incoming/outgoing numerator/denominator real/imaginary append/add/insert pop/popleft/append "
    "shift/pop/unshift/push slice/splice/substring map/forEach/filter some/every any/all "
    "any/every union/intersection/difference sorted/reversed sort/reverse value/key"
)
PAIRS: dict[str, list[str]] = collections.defaultdict(list)
for _group in _GROUPS.split():
    for _word in _group.split("/"):
        PAIRS[_word] += [other for other in _group.split("/") if other != _word]
for _word in list(PAIRS):  # as Go writes what is exported
    PAIRS[_word[0].upper() + _word[1:]] += [other[0].upper() + other[1:] for other in PAIRS[_word]]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


class MethodNames:
    """Real method names by first and last word, from which near misses are drawn."""

    def __init__(self) -> None:
        self._first: dict[str, list[str]] = collections.defaultdict(list)
        self._last: dict[str, list[str]] = collections.defaultdict(list)

    def learn(self, texts: Iterator[str]) -> None:
        count: collections.Counter[str] = collections.Counter()
        for text in texts:
            count.update(re.findall(r"\.([a-z]\w+)\(", text))
        for name, times in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:12000]:
            words = _WORDS.findall(name)
            if times >= 4 and len(words) >= 2:
                self._first[words[0]].append(name)
                self._last[words[-1].lower()].append(name)

    def near(self, name: str) -> list[list[str]]:
        words = _WORDS.findall(name)
        if len(words) < 2:
            return []
        return [pool for pool in (self._first.get(words[0]), self._last.get(words[-1].lower())) if pool]


METHOD_NAMES = MethodNames()


def mutations(site: Site) -> Iterator[Mutation]:
    for node, parent in site.nodes:
        if node.type in CALLS:
            yield from _call(site, node, parent)
        elif node.type == "object_creation_expression":
            arguments = node.child_by_field_name("arguments")
            if arguments is not None and len(arguments.named_children) == 1:
                yield site.replace("call-lost", node, site.of_node(arguments.named_children[0]))
                yield site.replace("arguments", arguments, "()")


def _call(site: Site, node, parent) -> Iterator[Mutation]:
    arguments = node.child_by_field_name("arguments")
    if arguments is None or arguments.type not in ARGUMENTS:
        return
    name = node.child_by_field_name("name")
    target = node.child_by_field_name("object") or node.child_by_field_name("function")
    if name is None and target is not None and target.type in ("attribute", "member_expression", "selector_expression"):
        name, target = target.children[-1], target.children[0]
    elif name is None and target is not None and target.type == "identifier":
        name, target = target, None
    given = [child for child in arguments.named_children if "comment" not in child.type]
    if name is not None:
        text = site.of_node(name)
        for other in PAIRS.get(text, ()):
            yield site.replace("method", name, other)
            yield site.replace("method", name, other)
        for pool in METHOD_NAMES.near(text):
            other = site.rnd.choice(pool)
            if other != text:
                yield site.replace("method", name, other)
        if text == site.name and site.name:
            yield from _recursion(site, node, given)
    if parent.type != "expression_statement" and site.end(node) - site.start(node) < 120:
        for argument in given:
            yield site.replace("call-lost", node, site.of_node(argument))
        if target is not None and site.of_node(target)[:1].islower():
            if target.type != "identifier" or not given:
                yield site.replace("call-lost", node, site.of_node(target))
    yield from _arguments(site, arguments, given)


def _arguments(site: Site, arguments, given) -> Iterator[Mutation]:
    if len(given) >= 2:
        i = site.rnd.randrange(len(given) - 1)
        yield site.swap("arguments", given[i], given[i + 1])
        if len(given) > 2:
            yield site.swap("arguments", given[0], given[-1])
        kept = [site.of_node(argument) for argument in given]
        del kept[site.rnd.randrange(len(kept))]
        yield site.replace("arguments", arguments, "(" + ", ".join(kept) + ")")
    elif len(given) == 1 and len(site.of_node(given[0])) < 40:
        yield site.replace("arguments", arguments, "()")


def _recursion(site: Site, node, given) -> Iterator[Mutation]:
    """The function calls itself with an argument that it should have changed, or on the wrong part."""
    for argument in given:
        text = site.of_node(argument)
        words = [word for word in re.findall(r"[A-Za-z_]\w*", text) if word in site.types]
        if not is_word(text) and words:
            for word in dict.fromkeys(words):
                yield site.replace("recursion", argument, word)
        for sign in (" + 1", " - 1"):
            trimmed = text.removesuffix(sign)
            yield site.replace("recursion", argument, trimmed if trimmed != text else text + sign)
        for word in words:
            for other in site.alike(word)[:3]:
                yield site.replace("recursion", argument, re.sub(rf"\b{word}\b", other, text))
    for one, other in zip(given, given[1:]):
        yield site.swap("recursion", one, other)
    if site.rnd.random() < 0.5:
        yield site.replace("recursion", node, site.rnd.choice([*site.types, "0", "1"]))
