#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what no compiler checks in the files that git tracks: licence headers, what GCC 12 miscompiles, stray paths.

    check-sources.py [FILE…]

Prints FILE:LINE: and what to do, one fault a line; exits 1 if there are any.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

SOURCES = {".h", ".cpp", ".py", ".sh", ".cmake"}
DATA = ("tests/conformance/scenarios/", "tests/core/scenario/data/")
GPL = ("app/", "ui/", "tests/app/", "tests/ui/")

_TEXT = re.compile(
    r'''//[^\n]*|/\*.*?\*/|R"(?P<delimiter>[^\s()\\]{0,16})\(.*?\)(?P=delimiter)"|"(?:\\.|[^"\\\n])*"|(?<!\w)'(?:\\.|[^'\\\n])+\'''',
    re.DOTALL,
)
_CONDITION = re.compile(r"\b(if|while|switch)\s*(?:constexpr\s*)?\(")
_AWAIT_PAREN = re.compile(r"\bco_await\s*\(")
_MACHINE_PATH = re.compile(r"(?<![\w.~$}/-])/(?:root|work|home/\w+|Users/\w+)/[\w.]")


def _without_text(code):
    """The code with comments and literals blanked, each character in its place."""
    return _TEXT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), code)


def _in_parentheses(code, opening):
    """What stands between the parenthesis at `opening` and the one that closes it."""
    depth = 0
    for at in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return code[opening + 1 : at]
    return code[opening + 1 :]


def hazards(code):
    """(line, message) of what GCC 12 compiles into code that destroys a temporary once too often."""
    code = _without_text(code)
    for match in _CONDITION.finditer(code):
        if re.search(r"\bco_await\b", _in_parentheses(code, match.end() - 1)):
            yield code.count("\n", 0, match.start()) + 1, f"co_await in the condition of {match[1]}: name its result first"
    for match in _AWAIT_PAREN.finditer(code):
        if "?" in _in_parentheses(code, match.end() - 1):
            yield code.count("\n", 0, match.start()) + 1, "co_await of a ?: expression: name the awaitable first"


def licence(path, text):
    """The fault of a source's licence header, or None. `path` is relative to the repository."""
    expected = "GPL-3.0-or-later" if path.startswith(GPL) else "MIT"
    head = "\n".join(text.splitlines()[:2])
    if f"SPDX-License-Identifier: {expected}" not in head:
        return f"needs `SPDX-License-Identifier: {expected}` in its first two lines"
    return None


def _is_source(path):
    if path.startswith(DATA):
        return False
    name = pathlib.PurePosixPath(path)
    return name.suffix in SOURCES or name.name == "CMakeLists.txt" or path == ".ci/run" or path.endswith(".coro.yaml")


def faults(path, content):
    """(line, message) of all faults of a file; `content` are its bytes."""
    if b"\0" in content:
        return
    text = content.decode("utf-8", "replace")
    if _is_source(path):
        wrong = licence(path, text)
        if wrong:
            yield 1, wrong
    if path.endswith((".h", ".cpp")):
        yield from hazards(text)
    for number, line in enumerate(text.splitlines(), 1):
        match = _MACHINE_PATH.search(line)
        if match or str(ROOT) + "/" in line:
            yield number, "a path of one machine"


def main():
    files = sys.argv[1:]
    if not files:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
        files = [name for name in listed.stdout.split("\0") if name]
    count = 0
    for name in files:
        path = ROOT / name
        if not path.is_file():
            continue
        for line, message in faults(name, path.read_bytes()):
            print(f"{name}:{line}: {message}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
