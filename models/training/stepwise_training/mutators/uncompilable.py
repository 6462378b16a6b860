"""What a hurried author leaves behind: misspelt names, lost punctuation, wrong declared types."""

from __future__ import annotations

import re
from typing import Iterator

from ..site import Edit, Mutation, Site

_DECLARED = {"int": "String", "String": "int", "long": "int", "double": "int", "boolean": "int", "List<String>": "String"}


def mutations(site: Site) -> Iterator[Mutation]:
    for node, parent in site.nodes:
        if node.type == "identifier" and parent.type != "formal_parameter" and site.rnd.random() < 0.12:
            name = site.of_node(node)
            if len(name) > 3:
                yield site.replace("spelling", node, _misspelt(site, name))
    if site.tag != "java":
        return
    for ending, cut in ((";", 1), (");", 2)):
        rows = [row for row, line in enumerate(site.lines) if line.endswith(ending) and line.count("(") != 0 or (cut == 1 and line.endswith(ending))]
        if rows and site.rnd.random() < 0.25:
            row = site.rnd.choice(rows)
            end = site.starts[row] + len(site.lines[row])
            yield Mutation("punctuation", (Edit(end - cut, end - cut + 1, ""),))
    for name, of_type in site.types.items():
        found = re.search(rf"\b{re.escape(of_type)} {name} =", site.text) if of_type in _DECLARED else None
        if found:
            yield Mutation("declared-type", (Edit(found.start(), found.start() + len(of_type), _DECLARED[of_type]),))


def _misspelt(site: Site, name: str) -> str:
    i = site.rnd.randrange(1, len(name) - 1)
    return site.rnd.choice(
        (
            name[:i] + name[i + 1 :],
            name[:i] + name[i + 1] + name[i] + name[i + 2 :],
            name[:-1],
            name + "s",
            name[0].swapcase() + name[1:],
        )
    )
