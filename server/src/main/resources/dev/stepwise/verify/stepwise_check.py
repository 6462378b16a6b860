"""What speaks against a file before any test runs: what the compiler says, names that nothing
defines, and what a variant may not bring in."""

import ast
import builtins
import os

from stepwise_meter import ROOT

DANGER = {
    "os", "subprocess", "socket", "shutil", "ctypes", "importlib", "multiprocessing", "pathlib",
    "signal", "urllib", "http", "requests", "tempfile", "asyncio", "pickle", "marshal",
    "eval", "exec", "open", "compile", "__import__", "exit", "quit", "_exit", "system", "popen",
    "globals", "__subclasses__", "__builtins__", "breakpoint",
}


def dangers(tree, owner="", found=None):
    """What is dangerous in each outermost function; the rest of the module has no name."""
    found = {} if found is None else found
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        inside = owner and not owner.endswith(".")
        name = owner
        if named and not inside:
            name = owner + node.name + ("." if isinstance(node, ast.ClassDef) else "")
        used = set()
        if isinstance(node, ast.Import):
            used.update(a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            used.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        found.setdefault(name, set()).update(used & DANGER)
        dangers(node, name, found)
    return found


def bound(node):
    """Names that a node of the tree gives a meaning to, wherever in the file that counts."""
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.alias):
        return [node.asname or node.name.split(".")[0]]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return node.names
    return [value for field in ("name", "rest") for value in [getattr(node, field, None)]
            if isinstance(value, str)]


def undefined(path, text, tree):
    """Uses of names that are bound nowhere in the file, unless it may get names in other ways."""
    names = set(dir(builtins)) | {"__file__", "__path__", "__class__", "__annotations__"}
    uses = []
    for node in ast.walk(tree):
        names.update(bound(node))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.append(node)
    if names & {"*", "__getattr__"} or {u.id for u in uses} & {"exec", "globals", "NameError"}:
        return []
    lines = text.split("\n")
    found = []
    for use in uses:
        if use.id not in names:
            before = lines[use.lineno - 1].encode("utf-8")[:use.col_offset].decode("utf-8")
            found.append({
                "path": path, "code": "python.undefined-name", "line": use.lineno,
                "column": len(before.encode("utf-16-le")) // 2 + 1, "length": len(use.id),
                "message": "'%s' is not defined" % use.id})
    return found


def check(path, text):
    """Problems of a file: what the compiler says, and what a variant may not bring in."""
    try:
        tree = ast.parse(text, path)
        compile(text, path, "exec")
    except (SyntaxError, ValueError) as error:
        return [{
            "path": path, "code": "python." + type(error).__name__,
            "message": getattr(error, "msg", None) or str(error),
            "line": getattr(error, "lineno", None) or 1,
            "column": getattr(error, "offset", None) or 1}]
    problems = undefined(path, text, tree)
    try:
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            before = dangers(ast.parse(file.read()))
    except (OSError, SyntaxError, ValueError):
        before = {}
    brought = {name for where, names in dangers(tree).items()
               for name in names - before.get(where, set())}
    return problems + [{
        "path": path, "code": "stepwise.forbidden.call", "line": 1, "column": 1,
        "message": "the change would use " + name} for name in sorted(brought)]


def check_all(job, send):
    problems = [
        [p for path, text in variant.items() for p in check(path, text)]
        for variant in job["variants"]]
    send({"event": "checked", "problems": problems})
