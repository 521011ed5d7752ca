"""Python source as text: placeholders filled, solutions cut out, values written down."""

import re
import textwrap

import numpy as np

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = "# YOUR CODE HERE"  # as nbgrader_config.py says
REGION = re.compile(rf"^([ \t]*){BEGIN}\n(.*?)^[ \t]*{END}(?:\n|\Z)", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r"\{([a-z]\w*)\}")


def filled(template, values):
    """Replace ``{name}`` by its value wherever `values` has the name.

    Parameters
    ----------
    template : str
        Other braces stay, so that code and formulas need no escape.
    values : dict

    Returns
    -------
    str

    Examples
    --------
    >>> filled("x = {k}  # {other}", {"k": 3})
    'x = 3  # {other}'
    """

    def value(match):
        return shown(values[match[1]]) if match[1] in values else match[0]

    return PLACEHOLDER.sub(value, template)


def shown(value):
    """Write a value as it stands in a text or in code; a matrix has a line for each row."""
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return (
            literal(value)
            .replace("[[", "[\n    [")
            .replace("], [", "],\n    [")
            .replace("]]", "],\n]")
        )
    return value if isinstance(value, str) else literal(value)


def starter_of(marked):
    r"""Return what is handed out: the marked solution replaced by a stub, as nbgrader does.

    Parameters
    ----------
    marked : str
        Source with lines ``### BEGIN SOLUTION`` and ``### END SOLUTION``.

    Returns
    -------
    str

    Examples
    --------
    >>> print(starter_of("x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"))
    x = ...
    # YOUR CODE HERE
    """
    return REGION.sub(lambda match: f"{match[1]}{STUB}\n", marked).rstrip("\n")


def solution_of(marked):
    r"""Return the source without the lines that mark the solution.

    Parameters
    ----------
    marked : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(solution_of("x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"))
    x = ...
    x = 1
    """
    return REGION.sub(lambda match: match[2], marked).rstrip("\n")


def literal(value):
    """Write a value as Python source that gives it back.

    Parameters
    ----------
    value : number, str, bool, None, ndarray, or a tuple, list or dict of these

    Returns
    -------
    str

    Raises
    ------
    ValueError
        For values that are not finite or have another type.

    Examples
    --------
    >>> literal({"x": np.array([1.0, 2.0]), "k": (1, 2)})
    "{'x': np.array([1.0, 2.0]), 'k': (1, 2)}"
    """
    if isinstance(value, np.ndarray):
        return _array_literal(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        items = ", ".join(map(literal, value))
        comma = "," if len(value) == 1 and isinstance(value, tuple) else ""
        return f"({items}{comma})" if isinstance(value, tuple) else f"[{items}]"
    plain = value is None or isinstance(value, (str, bool, int, float))
    if not plain or (isinstance(value, float) and not np.isfinite(value)):
        raise ValueError(f"cannot write {value!r} as source")
    return repr(value)


def _array_literal(array):
    if array.size == 0:
        return f"np.zeros({array.shape}, {array.dtype.name!r})"
    if not np.isfinite(array).all():
        raise ValueError("cannot write infinite values as source")
    text = repr(array.tolist())
    usual = array.dtype in (np.float64, np.int64, np.bool_)
    kind = "" if usual else f", dtype={array.dtype.name!r}"
    return f"np.array({text}{kind})"


def tidy(source):
    """Return source without common indentation and empty lines around it."""
    return textwrap.dedent(source).strip("\n")
