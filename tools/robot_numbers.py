"""Which numbers of a code cell a reader might change, and into what."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number in a source: its value, its line (from 1), its columns (in bytes), its role."""

    value: float
    line: int
    start: int
    end: int
    is_index: bool = False


def numbers(source):
    """Return the numbers that stand in a cell, in the order of the text.

    Parameters
    ----------
    source : str
        Python without magics.

    Returns
    -------
    list of Number
        None from inside an f-string, whose places Python 3.11 does not know.

    Examples
    --------
    >>> [number.value for number in numbers("x = f(3, stride=2)")]
    [3, 2]
    """
    tree = ast.parse(source)
    formatted = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(inner) for outer in formatted for inner in ast.walk(outer)}
    places = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
    indices = {id(inner) for place in places for inner in ast.walk(place)}
    found = [
        Number(node.value, node.lineno, node.col_offset, node.end_col_offset, id(node) in indices)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
        if id(node) not in inside
    ]
    return sorted(found, key=lambda number: (number.line, number.start))


def other_values(value):
    """Return what a reader might write for a number: one more, one less, double, a small one.

    Examples
    --------
    >>> other_values(3), other_values(1), other_values(0), other_values(0.5)
    ([4, 2, 6, 5], [2, 5], [1, 5], [1.0, 0.25])
    """
    if isinstance(value, float):
        return [2 * value, value / 2] if value else [0.5]
    candidates = dict.fromkeys([value + 1, value - 1, 2 * value, 5])
    return [new for new in candidates if new > 0 and new != value]


def with_value(source, number, value):
    """Return the source with another value for one number.

    Examples
    --------
    >>> source = "f(3, stride=2)"
    >>> with_value(source, numbers(source)[1], 4)
    'f(3, stride=4)'
    """
    lines = source.splitlines()
    line = lines[number.line - 1].encode()
    changed = line[: number.start] + str(value).encode() + line[number.end :]
    lines[number.line - 1] = changed.decode()
    return "\n".join(lines)
