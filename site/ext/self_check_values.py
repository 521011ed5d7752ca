"""The numbers of a self-check: expressions between double braces, computed by the library.

An expression is a line of Python without statements. It may use the parts of `cnnlib` that need
no PyTorch, NumPy as `np`, a few functions of Python, the functions `place`, `largest` and `ranked`
below, and what its question gives:

* `grid`, the table of a question of the kind `grid`, as an array;
* `printed`, what the code of a question of the kind `trace` prints when it runs here.

Nothing else is there, so that a question depends on its own text and on the library alone.
"""

import ast
import builtins
import contextlib
import importlib
import io
import re

import numpy as np

PARTS = ("shapes", "ops", "specs", "receptive_field", "detection")
FUNCTIONS = {
    *("abs", "all", "any", "bool", "dict", "divmod", "enumerate", "float", "int", "len", "list"),
    *("map", "max", "min", "pow", "print", "range", "round", "set", "sorted", "str", "sum"),
    *("tuple", "zip"),
}
FIELD = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
MOST_DIGITS = 6  # of a number with a point; more are not meant to be read
THOUSANDS = 10_000  # from here on digits stand in groups
CODE_OR_FORMULA = re.compile(r"(```.*?```|`[^`]*`|\$[^$]*\$)", re.DOTALL)
MINUS = re.compile(r"(?<![\w)\]])-(?=\.?\d)")  # a hyphen that is meant as one


class CheckError(ValueError):
    """What is wrong with a self-check, in words for its author."""


def place(row: int, column: int) -> str:
    """A cell of a grid in words.

    >>> place(1, 2)
    'row 1, column 2'
    """
    return f"row {int(row)}, column {int(column)}"


def largest(array) -> str:
    """The cell of a grid with the largest number, in words."""
    return place(*np.unravel_index(np.argmax(array), np.shape(array)))


def ranked(values) -> str:
    """Numbers of the values, counted from 1, in the order of their size.

    >>> ranked([30, 10, 20])
    '2, 3, 1'
    """
    if len({*values}) < len(values):
        raise CheckError(f"two of {list(values)} are equal, so they have no order")
    return ", ".join(str(index + 1) for index in np.argsort(values))


def parts_in(text: str) -> list[str]:
    """The parts of the library that the fields and the code of a text name."""
    return [part for part in PARTS if re.search(rf"(?<![\w.]){part}\.", text)]


def namespace(text: str, **own) -> dict:
    """The names that a text may use, with those of its question."""
    # NumPy loads parts of itself on demand, by the `__import__` of its caller.
    names = {name: getattr(builtins, name) for name in ("__import__", *FUNCTIONS)}
    library = {part: importlib.import_module(f"cnnlib.{part}") for part in parts_in(text)}
    helpers = {"np": np, "place": place, "largest": largest, "ranked": ranked}
    return {"__builtins__": names, **helpers, **library, **own}


def evaluate(expression: str, names: dict):
    """The value of an expression; a CheckError quotes one that has none."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return eval(compile(tree, "<self-check>", "eval"), names)
    except Exception as error:
        raise CheckError(f"{{{{{expression}}}}}: {type(error).__name__}: {error}") from error


def shown(value) -> str:
    """A value as readers see it.

    >>> shown(1234567), shown(0.25), shown((2, 3)), shown(np.int64(7))
    ('1,234,567', '0.25', '(2, 3)', '7')
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        raise CheckError(f"{value}: a number or a text is needed")
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= THOUSANDS else str(value)
    if isinstance(value, float):
        text = repr(value)
        if "e" in text or len(text.partition(".")[2]) > MOST_DIGITS:
            raise CheckError(f"{text} has too many digits: round it")
        return text
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"({', '.join(shown(item) for item in value)})"
    raise CheckError(f"a {type(value).__name__} is neither a number nor a text")


def filled(text: str, names: dict) -> str:
    """The text with the value in place of each expression; in code a minus stays a hyphen.

    >>> filled("{{ 3 * 4 }} windows, {{ 1 - 3 }} or `{{ 1 - 3 }}`", namespace(""))
    '12 windows, −2 or `-2`'
    """

    def in_text(field: re.Match) -> str:
        return MINUS.sub("−", shown(evaluate(field[1], names)))

    def in_code(field: re.Match) -> str:
        return shown(evaluate(field[1], names))

    pieces = CODE_OR_FORMULA.split(text)  # text and code in turn
    return "".join(
        FIELD.sub(in_code if position % 2 else in_text, piece)
        for position, piece in enumerate(pieces)
    )


def run(code: str) -> str:
    """What the code of a question prints, which must be one line."""
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            exec(compile(code, "<self-check>", "exec"), namespace(code))
    except Exception as error:
        raise CheckError(f"the code stops: {type(error).__name__}: {error}") from error
    text = output.getvalue().strip()
    if not text or "\n" in text:
        raise CheckError(f"the code must print one line, and prints {text!r}")
    return text
