"""Read arrays that come from outside, and refuse those whose meaning would be lost on the way."""

import numpy as np


def unmasked(value, name, order=None):
    """Read anything array-like as an array; refuse a masked one, since its mask would be lost.

    Parameters
    ----------
    value : array_like
    name : str
        What the caller calls it.
    order : str, optional
        How it lies in memory, as in ``np.asarray``.

    Returns
    -------
    ndarray

    Raises
    ------
    TypeError
        If `value` is a masked array: what stands below its mask would count like the rest.

    Examples
    --------
    >>> unmasked([1.0, 2.0], "x")
    array([1., 2.])
    """
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} is a masked array, and its mask would be lost: say what stands at the masked "
            f"places, for example by {name}.filled(0)"
        )
    return np.asarray(value, order=order)


def real_numbers(value, name):
    """Read real numbers of any type; refuse text, objects, dates, complex and masked numbers.

    Parameters
    ----------
    value : array_like
    name : str
        What the caller calls it.

    Returns
    -------
    ndarray of bool, integers or floats

    Raises
    ------
    TypeError
        If it holds anything else.

    Examples
    --------
    >>> real_numbers([1, 2], "x")
    array([1, 2])
    """
    array = unmasked(value, name)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, got {array.dtype}")
    return array
