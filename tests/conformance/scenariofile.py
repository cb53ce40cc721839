# SPDX-License-Identifier: MIT
"""Reads a scenario: YAML with the scalars of YAML 1.2's core schema (so that `on` and `12:30` are texts)."""

import re
import sys

try:
    import yaml
except ImportError:  # Debian's python3-yaml serves any Python 3
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import yaml
    except ImportError:
        sys.exit("conformance: the Python module `yaml` is missing; install python3-yaml (Debian) or PyYAML (pip)")

_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    yaml_implicit_resolvers = {}


def _resolve(tag, pattern, first):
    _Loader.add_implicit_resolver(tag, re.compile(pattern), first)


_resolve("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
_resolve("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
_resolve("tag:yaml.org,2002:int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789"))
_resolve(
    "tag:yaml.org,2002:float",
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
    list("-+.0123456789"),
)
_resolve("tag:yaml.org,2002:merge", r"^<<$", ["<"])


def _int(loader, node):
    text = loader.construct_scalar(node)
    return int(text[2:], 8 if text[1] == "o" else 16) if text[:2] in ("0o", "0x") else int(text)


def _float(loader, node):
    text = loader.construct_scalar(node)
    return float(text.replace(".", "", 1) if text.lower().lstrip("+-") in (".inf", ".nan") else text)


_Loader.add_constructor("tag:yaml.org,2002:int", _int)
_Loader.add_constructor("tag:yaml.org,2002:float", _float)


def read(path):
    """The scenario as plain dicts, lists and scalars."""
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, _Loader)
