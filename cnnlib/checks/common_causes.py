"""Mistakes that show in any result: seen by comparing it with what was expected, alone."""

from itertools import permutations

import numpy as np


def _fits(got, expected, rtol=1e-5):
    return got.shape == expected.shape and np.allclose(got, expected, rtol, 1e-6)


def _first_sample_only(expected, got):
    if expected.ndim < 2 or len(expected) < 2:
        return False
    if got.shape == expected.shape:
        return _fits(got[0], expected[0]) and not got[1:].any()
    return _fits(got, expected[0]) or _fits(got, expected[:1])


def _axes_swapped(expected, got):
    return expected.ndim >= 2 and _fits(got, expected.swapaxes(-1, -2))


def _axes_permuted(expected, got):
    orders = permutations(range(expected.ndim)) if expected.ndim in (3, 4) else ()
    return any(_fits(got, expected.transpose(order)) for order in orders)


def _turned_around(expected, got):
    if expected.ndim == 0:
        return False
    return _fits(got, np.flip(expected, axis=(-1, -2) if expected.ndim > 1 else -1))


def _extra_axis(expected, got):
    return got.shape != expected.shape and _fits(got.squeeze(), expected.squeeze())


def _all_zero(expected, got):
    return got.shape == expected.shape and got.size > 1 and not got.any()


def _cut_to_integers(expected, got):
    return _fits(got, np.trunc(expected)) or _fits(got, np.floor(expected))


def _rounded(expected, got):
    if expected.dtype.kind != "f" or got.shape != expected.shape:
        return False
    return any(_fits(got, np.round(expected, digits), 1e-9) for digits in range(1, 5))


def _half_precision(expected, got):
    return got.dtype == np.float16 and _fits(got, expected, 1e-2)


def _sign(expected, got):
    return _fits(got, -expected)


def _off_by_one(expected, got):
    if got.shape != expected.shape or expected.dtype.kind not in "iu":
        return False
    return bool((abs(got - expected) == 1).all())


def _window_missing_or_extra(expected, got):
    if expected.ndim < 2 or got.ndim != expected.ndim or got.shape == expected.shape:
        return False
    steps = [abs(a - b) for a, b in zip(got.shape, expected.shape, strict=True)]
    common = tuple(slice(min(a, b)) for a, b in zip(got.shape, expected.shape, strict=True))
    return max(steps) == 1 and got.size > 0 and _fits(got[common], expected[common])


def _overlap(array, rows, columns):
    """Return what lies under an array that was moved by at most one row and one column."""
    ends = {-1: slice(None, -1), 0: slice(None), 1: slice(1, None)}
    return array[..., ends[rows], ends[columns]]


def _shifted(expected, got):
    if got.shape != expected.shape or expected.ndim < 2 or min(expected.shape[-2:]) < 2:
        return False
    for rows in (-1, 0, 1):
        for columns in (-1, 0, 1):
            here = _overlap(got, rows, columns)
            moved = (rows, columns) != (0, 0)
            if moved and here.any() and _fits(here, _overlap(expected, -rows, -columns)):
                return True
    return False


def _same_factor(expected, got):
    if got.shape != expected.shape or expected.size < 2 or not np.any(expected):
        return False
    place = np.unravel_index(np.argmax(abs(expected)), expected.shape)
    factor = got[place] / expected[place]
    return bool(factor and np.isfinite(factor)) and np.allclose(got, factor * expected, 1e-5, 1e-6)


# Slug, sentence, and whether a result shows it; the first that does is named.
COMMON = (
    ("first-sample-only", "Only the first of several samples is computed.", _first_sample_only),
    ("axes-swapped", "Rows and columns of the result are exchanged.", _axes_swapped),
    ("axes-permuted", "The values are right, the axes stand in another order.", _axes_permuted),
    ("turned-around", "The result is in reverse order.", _turned_around),
    (
        "extra-axis",
        "The values are right; an axis of length 1 is too many or missing.",
        _extra_axis,
    ),
    ("all-zero", "Every value is 0: is the result ever written?", _all_zero),
    ("integer-division", "The digits after the point are cut off.", _cut_to_integers),
    ("rounded", "The result is rounded: return it as it is computed.", _rounded),
    (
        "half-precision",
        "float16 holds three digits only: compute in float32 or float64.",
        _half_precision,
    ),
    ("sign", "The sign is the opposite one.", _sign),
    ("off-by-one", "Off by one: count the first or the last one, too, or only once.", _off_by_one),
    (
        "last-window",
        "The last row or column of windows is missing or one too many.",
        _window_missing_or_extra,
    ),
    ("shifted", "The values are right, but one place away from where they belong.", _shifted),
    (
        "constant-factor",
        "All values are wrong by the same factor: a sum for a mean, or a mean for a sum?",
        _same_factor,
    ),
)


def common_cause(expected, got):
    """Return slug and sentence of the first common mistake that a result shows.

    Parameters
    ----------
    expected, got : ndarray
        Numbers; `got` differs from `expected`.

    Returns
    -------
    (str, str) or None

    Examples
    --------
    >>> common_cause(np.array([[1, 2], [3, 4]]), np.array([[1, 3], [2, 4]]))[0]
    'axes-swapped'
    """
    if expected.dtype.kind == "b":
        return None
    with np.errstate(all="ignore"):
        found = (entry for entry in COMMON if entry[2](expected, got))
        slug, text, _ = next(found, (None, None, None))
    return (slug, text) if slug else None
