"""Read the integers, pairs and flags that operators take as options, or say what is wrong.

``kernel_size=3`` and ``kernel_size=(3, 3)`` mean the same; ``3.0``, ``True`` and ``None`` mean
nothing. The name of the argument goes along, so that an error can speak of it.
"""

from numbers import Integral
from reprlib import repr as shortened

import numpy as np

LIMIT = 2**28  # places of one padded image, 2 GiB in float64: more is a slip of the pen


def integer(value, name, minimum):
    """Read an integer that is at least `minimum`.

    Parameters
    ----------
    value : int
        NumPy's integers are taken, too; booleans are not.
    name : str
        What the caller calls it.
    minimum : int

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If `value` is no integer.
    ValueError
        If it is below `minimum`, or not below ``LIMIT``.

    Examples
    --------
    >>> integer(3, "stride", minimum=1)
    3
    """
    spurious = isinstance(value, (bool, np.timedelta64))  # integers by class, but not by meaning
    if spurious or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer, got {shown(value)} ({type(value).__name__})")
    if not minimum <= value < LIMIT:
        bound = f"at least {minimum}" if value < minimum else f"below {LIMIT}"
        raise ValueError(f"{name} must be {bound}, got {shown(int(value))}")
    return int(value)


def pair(value, name, minimum=1):
    """Read an integer, or a (rows, columns) pair of them, as a pair.

    Parameters
    ----------
    value : int or (int, int)
        One number for both axes, or one for each.
    name : str
        What the caller calls it.
    minimum : int
        The smallest value that makes sense.

    Returns
    -------
    (int, int)
        Rows, columns.

    Raises
    ------
    TypeError, ValueError
        As `integer`, and for a sequence of another length.

    Examples
    --------
    >>> pair(3, "kernel_size")
    (3, 3)
    """
    if not isinstance(value, (tuple, list)):
        both = integer(value, name, minimum)
        return both, both
    if len(value) != 2:
        raise ValueError(f"{name} must be one integer or (rows, columns), got {shown(value)}")
    return integer(value[0], name, minimum), integer(value[1], name, minimum)


def flag(value, name):
    """Read a bool; other values that Python takes for one are most likely slips.

    Parameters
    ----------
    value : bool
        NumPy's booleans are taken, too.
    name : str
        What the caller calls it.

    Returns
    -------
    bool

    Raises
    ------
    TypeError
        If `value` is no boolean.

    Examples
    --------
    >>> flag(True, "ceil_mode")
    True
    """
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(
            f"{name} must be True or False, got {shown(value)} ({type(value).__name__})"
        )
    return bool(value)


def shown(value):
    """Write a value for an error message: in one short line, however large it is.

    Parameters
    ----------
    value : object

    Returns
    -------
    str

    Examples
    --------
    >>> shown(list(range(1000)))
    '[0, 1, 2, 3, 4, 5, ...]'
    """
    try:
        return " ".join(shortened(value).split())
    except ValueError:  # Python writes out no integer beyond 4,300 digits
        return "an integer too long to write"
