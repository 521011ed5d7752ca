"""Compare a result with what was expected, and say where they part.

Lists, NumPy arrays and tensors count as arrays, 3.0 counts as 3; a wrong shape, a missing result
and values that are no numbers never pass.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib.checks.failing import error_words

NUMBERS = "biuf"  # kinds of dtype: bool, integers, floats


@dataclass(frozen=True)
class Difference:
    """Where a result first differs from what was expected.

    Attributes
    ----------
    words : str
        What is wrong, without the expected value.
    answer : str
        What was expected, in words.
    index : tuple or None
        The first wrong place; for tuples and dicts it begins with the item.
    slug, text : str or None
        A cause that the kind of difference itself names.
    """

    words: str
    answer: str
    index: tuple | None = None
    slug: str | None = None
    text: str | None = None


def compare(expected, got, rtol=1e-5, atol=1e-6):
    """Find the first place where a result differs from what was expected.

    Parameters
    ----------
    expected : array, number, str, bool, or a tuple or dict of these
    got : anything
    rtol, atol : float
        A value may differ by ``atol + rtol*abs(expected)``; where integers are expected only
        `atol` counts, so that large counts are exact.

    Returns
    -------
    Difference or None
        None if they agree.

    Examples
    --------
    >>> compare([1, 2, 3], [1, 2, 4]).words
    'at [2] it gives 4; 1 of 3 values differs'
    >>> compare([1.0, 2.0], np.array([1.0, 2.0], np.float32)) is None
    True
    """
    if got is None or got is Ellipsis:
        text = "Nothing came back: is there a return, or an answer?"
        return Difference("there is no result", _shown(expected), None, "nothing-returned", text)
    if isinstance(got, Exception):
        return Difference(error_words(got), _kind(expected), None, "raises")
    if isinstance(expected, dict):
        return _compare_dicts(expected, got, rtol, atol)
    if isinstance(expected, tuple):
        return _compare_tuples(expected, got, rtol, atol)
    if isinstance(expected, (str, bool, np.bool_)):
        return _compare_plain(expected, got)
    return _compare_arrays(np.asarray(expected), got, rtol, atol)


def numbers(value):
    """Return a value as an array of numbers, or None if it is none.

    Parameters
    ----------
    value : anything

    Returns
    -------
    ndarray or None

    Examples
    --------
    >>> numbers([1, 2.5])
    array([1. , 2.5])
    >>> numbers("three") is None
    True
    """
    if _holds_text(value):  # one long word gives its room to every other item of an array
        return None
    try:
        if hasattr(value, "detach"):  # a tensor, perhaps one that needs gradients
            value = value.detach().cpu().numpy()
        array = np.asarray(value)
    except (RuntimeError, TypeError, ValueError):  # as bfloat16, or rows of different lengths
        return None
    return array if array.dtype.kind in NUMBERS else None


def _holds_text(value, depth=16):
    """Tell whether rows of items hold a word."""
    if isinstance(value, (list, tuple)) and depth:
        return any(_holds_text(item, depth - 1) for item in value)
    return isinstance(value, str)


def _shown(value):
    """Write a value in at most 60 characters."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        value = value.item()
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"an array of shape {value.shape}"
    text = " ".join((f"{value:.6g}" if isinstance(value, float) else repr(value)).split())
    return text if len(text) <= 60 else text[:57] + "..."


def _wrong_type(expected, got):
    """Return the difference of two values of kinds that cannot be compared."""
    return Difference(_type_words(got), _kind(expected), None, "wrong-type")


def _type_words(got):
    """Say why a value cannot be taken for what is asked."""
    if not isinstance(got, (list, tuple)) and not hasattr(got, "dtype"):
        return f"the result is of type {type(got).__name__}"
    if _holds_text(got):
        return "it holds text"
    try:
        dtype = got.dtype if hasattr(got, "dtype") else np.asarray(got).dtype
    except ValueError:
        return "its rows have different lengths"
    return f"values of dtype {dtype} cannot be compared"


def _kind(expected):
    """Name the kind of value that is expected."""
    if isinstance(expected, tuple):
        return f"a tuple of {len(expected)} values"
    if isinstance(expected, (str, bool, np.bool_, dict)):
        return f"a value like {_shown(expected)}"
    return "a number" if np.ndim(expected) == 0 else f"an array of shape {np.shape(expected)}"


def _compare_plain(expected, got):
    """Compare words or truth values."""
    kinds = str if isinstance(expected, str) else (bool, np.bool_)
    if getattr(got, "ndim", None) == 0:
        got = got.item()
    if not isinstance(got, kinds):
        return _wrong_type(expected, got)
    same = got.strip() == expected.strip() if isinstance(expected, str) else got == expected
    return None if same else Difference(f"it gives {_shown(got)}", _shown(expected))


def _compare_tuples(expected, got, rtol, atol):
    """Compare item by item."""
    if getattr(got, "ndim", 0) and any(map(np.ndim, expected)):
        words = f"it is one array, of shape {tuple(got.shape)}"
        return Difference(words, _kind(expected), None, "wrong-type")
    if not isinstance(got, (tuple, list)) and not getattr(got, "ndim", 0):
        return _wrong_type(expected, got)
    if len(got) != len(expected):
        words = "there is 1 item" if len(got) == 1 else f"there are {len(got)} items"
        return Difference(words, f"{len(expected)} items", None, "wrong-length")
    pairs = enumerate(zip(expected, got, strict=True))
    return _first(pairs, rtol, atol)


def _compare_dicts(expected, got, rtol, atol):
    """Compare value by value."""
    if not isinstance(got, dict):
        return _wrong_type(expected, got)
    if {*got} != {*expected}:
        words = f"the keys are {_shown([*got])}"
        return Difference(words, f"the keys {_shown([*expected])}", None, "wrong-keys")
    return _first(((key, (expected[key], got[key])) for key in expected), rtol, atol)


def _first(pairs, rtol, atol):
    """Return the first difference among pairs of items, its index led by the item's."""
    for key, (one, other) in pairs:
        found = compare(one, other, rtol, atol)
        if found:
            words = f"item {key!r}: {found.words}"
            return Difference(words, found.answer, (key, *(found.index or ())), found.slug)
    return None


def _compare_arrays(expected, got, rtol, atol):
    """Compare numbers, alone or in arrays."""
    array = numbers(got)
    if array is None:
        return _wrong_type(expected, got)
    if array.shape != expected.shape:
        one = f"it is one number, {_shown(array)}"
        words = f"the shape is {array.shape}" if array.ndim else one
        answer = f"shape {expected.shape}" if expected.ndim else "one number"
        return Difference(words, answer, None, "wrong-shape")
    exact = expected.dtype.kind in "biu"
    tolerance = 0 if exact else rtol
    close = np.isclose(array.astype(float), expected.astype(float), tolerance, atol, equal_nan=True)
    if close.all():
        return None
    index = tuple(int(place) for place in np.argwhere(~close)[0])
    words = f"it gives {_shown(array[index])}"
    if array.ndim:
        wrong = int((~close).sum())
        verb = "differs" if wrong == 1 else "differ"
        words = f"at {[*index]} {words}; {wrong} of {close.size} values {verb}"
    return Difference(words, _shown(expected[index]), index or None)
