# SPDX-License-Identifier: MIT
"""The expressions of a scenario: the part of JavaScript that scenarios use, turned into Python source.

`parse` gives a small tree of tuples, `translate` the source of a Python expression that computes the same with the
functions of this file. Numbers are JavaScript's: whole ones within 2**53 are kept as Python ints, all others as floats.
"""

import math
import re

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_OPERATORS = (
    ">>>", "===", "!==", "=>", "**", "==", "!=", "<=", ">=", "&&", "||", "??", "<<", ">>",
    "+", "-", "*", "/", "%", "<", ">", "!", "?", ":", "(", ")", "[", "]", ",", ".", "&", "|", "^", "~",
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


class ExpressionError(Exception):
    """The text is not an expression of the subset."""


def _tokens(text):
    at = 0
    while at < len(text):
        c = text[at]
        if c.isspace():
            at += 1
            continue
        if c in "\"'":
            value, at = _string(text, at)
            yield "string", value
            continue
        found = _NUMBER.match(text, at)
        if found:
            at = found.end()
            digits = found.group()
            yield "number", number(int(digits, 16) if digits[:2] in ("0x", "0X") else float(digits))
            continue
        found = _NAME.match(text, at)
        if found:
            at = found.end()
            yield "name", found.group()
            continue
        for operator in _OPERATORS:
            if text.startswith(operator, at):
                at += len(operator)
                yield "operator", operator
                break
        else:
            raise ExpressionError(f"unexpected {c!r} in {text!r}")
    yield "end", None


def _string(text, at):
    quote, at, parts = text[at], at + 1, []
    while at < len(text):
        c = text[at]
        if c == quote:
            return "".join(parts), at + 1
        if c == "\\" and at + 1 < len(text):
            at += 1
            c = text[at]
            if c == "u" and at + 4 < len(text):
                parts.append(chr(int(text[at + 1 : at + 5], 16)))
                at += 4
            else:
                parts.append(_ESCAPES.get(c, c))
        else:
            parts.append(c)
        at += 1
    raise ExpressionError(f"a string has no end in {text!r}")


_LEVELS = (
    ("??",), ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!=", "===", "!=="), ("<", ">", "<=", ">="),
    ("<<", ">>", ">>>"), ("+", "-"), ("*", "/", "%"),
)


class _Parser:
    def __init__(self, text):
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0

    def peek(self, *operators):
        kind, value = self.tokens[self.at]
        return kind == "operator" and value in operators

    def take(self, *operators):
        if self.peek(*operators):
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def expect(self, operator):
        if not self.take(operator):
            raise ExpressionError(f"{operator!r} is missing in {self.text!r}")

    def whole(self):
        tree = self.expression()
        if self.tokens[self.at][0] != "end":
            raise ExpressionError(f"unexpected {self.tokens[self.at][1]!r} in {self.text!r}")
        return tree

    def expression(self):
        tree = self.binary(0)
        if self.take("?"):
            then = self.expression()
            self.expect(":")
            return ("ternary", tree, then, self.expression())
        return tree

    def binary(self, level):
        if level == len(_LEVELS):
            return self.unary()
        tree = self.binary(level + 1)
        while operator := self.take(*_LEVELS[level]):
            tree = ("binary", operator, tree, self.binary(level + 1))
        return tree

    def unary(self):
        operator = self.take("!", "-", "+", "~")
        if operator:
            return ("unary", operator, self.unary())
        tree = self.postfix()
        if self.take("**"):
            return ("binary", "**", tree, self.unary())
        return tree

    def postfix(self):
        tree = self.primary()
        while True:
            if self.take("."):
                kind, name = self.tokens[self.at]
                if kind != "name":
                    raise ExpressionError(f"a name is missing after '.' in {self.text!r}")
                self.at += 1
                tree = ("member", tree, name)
            elif self.take("["):
                index = self.expression()
                self.expect("]")
                tree = ("index", tree, index)
            elif self.take("("):
                tree = ("call", tree, self.items(")"))
            else:
                return tree

    def items(self, end):
        items = []
        while not self.take(end):
            items.append(self.expression())
            if not self.take(","):
                self.expect(end)
                break
        return items

    def arrow_parameters(self):
        """The names of `(a, b) =>` after its parenthesis, or None if it is no arrow function."""
        names, at = [], self.at
        while self.tokens[at][0] == "name":
            names.append(self.tokens[at][1])
            at += 2 if self.tokens[at + 1] == ("operator", ",") else 1
        if self.tokens[at : at + 2] != [("operator", ")"), ("operator", "=>")]:
            return None
        self.at = at + 2
        return names

    def primary(self):
        kind, value = self.tokens[self.at]
        self.at += 1
        if kind in ("number", "string"):
            return ("constant", value)
        if kind == "name":
            if value in _WORDS:
                return ("constant", _WORDS[value])
            if self.take("=>"):
                return ("arrow", [value], self.expression())
            return ("name", value)
        if kind == "operator" and value == "(":
            if parameters := self.arrow_parameters():
                return ("arrow", parameters, self.expression())
            tree = self.expression()
            self.expect(")")
            return tree
        if kind == "operator" and value == "[":
            return ("list", self.items("]"))
        raise ExpressionError(f"an expression is missing in {self.text!r}")


_WORDS = {"null": None, "undefined": None, "true": True, "false": False}


def parse(text):
    return _Parser(text).whole()


_FUNCTION_OF = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "remainder", "**": "power",
    "==": "loosely_equal", "===": "strictly_equal", "<": "less", ">": "greater", "<=": "less_or_equal",
    ">=": "greater_or_equal", "&": "bit_and", "|": "bit_or", "^": "bit_xor", "<<": "shift_left", ">>": "shift_right",
    ">>>": "shift_right_unsigned",
}


def translate(tree, name, call):
    """Python source of the tree. `name(n)` gives the source of a name, `call(callee, [source])` that of a call."""

    own = []  # parameters of the arrow functions that it is in

    def go(tree):
        kind = tree[0]
        if kind == "arrow":
            own.extend(tree[1])
            body = go(tree[2])
            del own[-len(tree[1]) :]
            return f"(lambda {', '.join('a_' + name for name in tree[1])}, *_: {body})"
        if kind == "constant":
            value = tree[1]
            if isinstance(value, float) and not math.isfinite(value):
                return "float('inf')"
            return repr(value)
        if kind == "name":
            return "a_" + tree[1] if tree[1] in own else name(tree[1])
        if kind == "list":
            return "[" + ", ".join(map(go, tree[1])) + "]"
        if kind == "ternary":
            return f"({go(tree[2])} if js.truth({go(tree[1])}) else {go(tree[3])})"
        if kind == "unary":
            function = {"!": "negate", "-": "minus", "+": "to_number", "~": "bit_not"}[tree[1]]
            return f"js.{function}({go(tree[2])})"
        if kind == "binary":
            operator, left, right = tree[1], go(tree[2]), go(tree[3])
            if operator in ("&&", "||", "??"):
                function = {"&&": "both", "||": "either", "??": "instead"}[operator]
                return f"js.{function}({left}, lambda: {right})"
            if operator in ("!=", "!=="):
                function = "loosely_equal" if operator == "!=" else "strictly_equal"
                return f"(not js.{function}({left}, {right}))"
            return f"js.{_FUNCTION_OF[operator]}({left}, {right})"
        if kind == "index":
            return f"js.item({go(tree[1])}, {go(tree[2])})"
        if kind == "member":
            return f"js.member({go(tree[1])}, {tree[2]!r})"
        if kind == "call":
            return call(tree[1], [go(argument) for argument in tree[2]], go)
        raise ExpressionError(f"unknown {kind}")

    return go(tree)


# ---------------------------------------------------------------------------------------------------------------
# Values as JavaScript has them

_SAFE = 2**53


def number(x):
    """A number in its one form: int where it is whole and exact."""
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, int):
        return x if -_SAFE <= x <= _SAFE else number(float(x))
    if x.is_integer() and -_SAFE <= x <= _SAFE:
        return int(x)
    return x


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def number_text(x):
    """A number as JavaScript writes it."""
    if isinstance(x, int) and abs(x) < _SAFE:
        return str(x)
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    if x == 0:
        return "0"
    mantissa, _, exponent = repr(abs(x)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    if fraction == "0":
        fraction = ""
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0") or "0"
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        shown = f"{point - 1:+d}"
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + "e" + shown
    return "-" + text if x < 0 else text


def string(x):
    """JavaScript's own String(x), which `+` uses."""
    if isinstance(x, str):
        return x
    if x is None:
        return "null"
    if isinstance(x, bool):
        return "true" if x else "false"
    if is_number(x):
        return number_text(x)
    if isinstance(x, list):
        return ",".join("" if item is None else string(item) for item in x)
    return plain_text(x)


plain_text = str  # of tasks, objects and errors; the interpreter puts its own here


def truth(x):
    if x is None or x is False or x == "":
        return False
    if is_number(x):
        return x == x and x != 0
    return True


def to_number(x):
    if is_number(x):
        return x
    if x is None:
        return 0
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, list):
        x = string(x)
    if isinstance(x, str):
        x = x.strip()
        if not x:
            return 0
        if x in ("Infinity", "+Infinity", "-Infinity"):
            return -math.inf if x[0] == "-" else math.inf
        if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", x):
            return number(float(x))
        if re.fullmatch(r"0[xX][0-9a-fA-F]+", x):
            return number(int(x, 16))
    return math.nan


def _primitive(x):
    return x if x is None or isinstance(x, (bool, int, float, str)) else string(x)


def add(a, b):
    if type(a) is int and type(b) is int:
        return number(a + b)
    a, b = _primitive(a), _primitive(b)
    if isinstance(a, str) or isinstance(b, str):
        return string(a) + string(b)
    return number(to_number(a) + to_number(b))


def subtract(a, b):
    return number(to_number(a) - to_number(b))


def multiply(a, b):
    a, b = to_number(a), to_number(b)
    return number(a * b if abs(a) < 2**26 and abs(b) < 2**26 else float(a) * float(b))


def divide(a, b):
    a, b = float(to_number(a)), float(to_number(b))
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    return number(a / b)


def remainder(a, b):
    a, b = float(to_number(a)), float(to_number(b))
    if b == 0 or math.isinf(a) or math.isnan(a) or math.isnan(b):
        return math.nan
    return number(math.fmod(a, b))


def power(a, b):
    a, b = float(to_number(a)), float(to_number(b))
    if math.isnan(b) or (abs(a) == 1 and math.isinf(b)):
        return math.nan
    try:
        result = math.pow(a, b)
    except OverflowError:
        result = math.inf if a > 0 or b % 2 == 0 else -math.inf
    except ValueError:
        result = math.inf if a == 0 else math.nan
    return number(result)


def minus(a):
    return number(-to_number(a))


def negate(a):
    return not truth(a)


def both(a, b):
    return b() if truth(a) else a


def either(a, b):
    return a if truth(a) else b()


def instead(a, b):
    return b() if a is None else a


def strictly_equal(a, b):
    if is_number(a) and is_number(b):
        return a == b
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    return a is b


def loosely_equal(a, b):
    if a is None or b is None:
        return a is b
    if isinstance(a, bool) or isinstance(b, bool):
        if isinstance(a, bool) and isinstance(b, bool):
            return a is b
        return loosely_equal(to_number(a) if isinstance(a, bool) else a, to_number(b) if isinstance(b, bool) else b)
    if is_number(a) and isinstance(b, str):
        return a == to_number(b)
    if isinstance(a, str) and is_number(b):
        return to_number(a) == b
    if isinstance(a, list) != isinstance(b, list) and isinstance(_primitive(a), (str, int, float)):
        return loosely_equal(_primitive(a), _primitive(b))
    return strictly_equal(a, b)


def _compared(a, b, holds):
    a, b = _primitive(a), _primitive(b)
    if isinstance(a, str) and isinstance(b, str):
        return holds(a.encode("utf-16-be"), b.encode("utf-16-be"))
    return holds(to_number(a), to_number(b))


def less(a, b):
    return _compared(a, b, lambda a, b: a < b)


def greater(a, b):
    return _compared(a, b, lambda a, b: a > b)


def less_or_equal(a, b):
    return _compared(a, b, lambda a, b: a <= b)


def greater_or_equal(a, b):
    return _compared(a, b, lambda a, b: a >= b)


def _int32(x):
    x = to_number(x)
    if not math.isfinite(x):
        return 0
    x = int(x) & 0xFFFFFFFF
    return x - 0x100000000 if x & 0x80000000 else x


def bit_and(a, b):
    return _int32(_int32(a) & _int32(b))


def bit_or(a, b):
    return _int32(_int32(a) | _int32(b))


def bit_xor(a, b):
    return _int32(_int32(a) ^ _int32(b))


def bit_not(a):
    return _int32(~_int32(a))


def shift_left(a, b):
    return _int32(_int32(a) << (_int32(b) & 31))


def shift_right(a, b):
    return _int32(a) >> (_int32(b) & 31)


def shift_right_unsigned(a, b):
    return (_int32(a) & 0xFFFFFFFF) >> (_int32(b) & 31)


def item(x, index):
    if x is None:
        raise TypeError("null has no items")
    if isinstance(x, (list, str)):
        if isinstance(index, int) and not isinstance(index, bool):
            return x[index] if 0 <= index < len(x) else None
        if index == "length":
            return len(x)
    if isinstance(x, dict):
        return x.get(string(index))
    return None


def member(x, name):
    if x is None:
        raise TypeError(f"null has no {name}")
    if name == "length" and isinstance(x, (list, str)):
        return len(x)
    if isinstance(x, dict):
        return x.get(name)
    if isinstance(x, BaseException):
        if name == "name":
            return type(x).__name__
        if name == "message":
            return x.message if isinstance(x, BaseExceptionGroup) else str(x.args[0]) if x.args else ""
        if name == "exceptions" and isinstance(x, BaseExceptionGroup):
            return list(x.exceptions)
    return None


# What a list or a string can do


def _bounds(length, start, end):
    def place(at, default):
        at = default if at is None else int(to_number(at))
        return max(length + at, 0) if at < 0 else min(at, length)

    return place(start, 0), place(end, length)


def _slice(x, start=None, end=None):
    start, end = _bounds(len(x), start, end)
    return x[start:end] if start < end else x[:0]


def _list_index_of(x, wanted):
    return next((at for at, got in enumerate(x) if strictly_equal(got, wanted)), -1)


_LIST_METHODS = {
    "slice": _slice,
    "concat": lambda x, *more: x + [y for m in more for y in (m if isinstance(m, list) else [m])],
    "includes": lambda x, wanted: _list_index_of(x, wanted) >= 0,
    "indexOf": _list_index_of,
    "filter": lambda x, holds: [y for at, y in enumerate(x) if truth(holds(y, at))],
    "map": lambda x, change: [change(y, at) for at, y in enumerate(x)],
    "some": lambda x, holds: any(truth(holds(y, at)) for at, y in enumerate(x)),
    "every": lambda x, holds: all(truth(holds(y, at)) for at, y in enumerate(x)),
    "join": lambda x, by=",": by.join("" if y is None else string(y) for y in x),
}

_STRING_METHODS = {
    "slice": _slice,
    "concat": lambda x, *more: x + "".join(map(string, more)),
    "includes": lambda x, wanted: string(wanted) in x,
    "startsWith": lambda x, wanted: x.startswith(string(wanted)),
    "endsWith": lambda x, wanted: x.endswith(string(wanted)),
    "indexOf": lambda x, wanted: x.find(string(wanted)),
    "toUpperCase": lambda x: x.upper(),
    "toLowerCase": lambda x: x.lower(),
    "trim": lambda x: x.strip(),
    "repeat": lambda x, n: x * int(n),
    "split": lambda x, by: x.split(by) if by else list(x),
}


def method(x, name):
    """The method of a list or string, or None."""
    methods = _LIST_METHODS if isinstance(x, list) else _STRING_METHODS if isinstance(x, str) else {}
    return methods.get(name)
