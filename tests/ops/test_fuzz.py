"""2,000 argument sets for every public operator: a right answer, or an error that names a name.

An error must be a ValueError or TypeError whose message holds the name of one of the operator's
arguments. What is accepted must be what PyTorch gives. Finite numbers raise no warning.
"""

import inspect
import re
import warnings
import zlib

import numpy as np
import pytest

from cnnlib import ops
from tests.ops.operators import OPERATORS, Draws
from tests.ops.reference import assert_close

SETS, BLOCK = 2000, 500
EVERY = pytest.mark.parametrize("name", ops.__all__)

STRANGE = [
    None, True, False, 0, 1, 2, 3, -1, -2, 7, 10**9, -(10**9), 2**31, 2**40, 2**63, 2**100,
    0.0, 1.0, 1.5, -0.5, float("nan"), float("inf"), 1e300, 1j, "", "same", "valid", "full", "1",
    "circular", b"same", (), [], {}, set(), (1,), [2], (1, 2), [2, 1], (0, 1), (1, 0), (-1, 2),
    (1, None), (1.0, 2.0), (True, 1), (1, 2, 3), (2**40, 1), ("same", 1), ((1, 1), (0, 2)),
    [[1, 0], [0, 1]], ((1, 2), 1), ((1,), (2,)), ((1, 2, 3), (1, 2, 3)), [[1.0], [1.0, 2.0]],
    np.int64(2), np.uint8(1), np.int8(-1), np.float32(1), np.bool_(True), np.array(2),
    np.array(2.0), np.array([1, 1]), np.array([]), np.zeros((0, 1)), np.ones((1, 1)), object(),
    np.ones((2, 0, 3, 3)), np.ones((1, 1, 1, 1, 1)), np.datetime64("2020-01-01"), print, slice(2),
    np.array(["a"]), np.array([None]), range(3), iter([1, 2]), np.ma.masked, Ellipsis,
]  # fmt: skip
DTYPES = ["f4", "f8", "f2", "g", ">f8", "i4", "u1", "?", "c8", "O", "U8", "m8[s]"]


def disturbed(a, rng):
    """Return an array that differs from `a` in shape, dtype, layout or in what it holds."""
    axis = int(rng.integers(max(a.ndim, 1)))
    ways = [
        lambda: a.astype(DTYPES[rng.integers(len(DTYPES))]),
        lambda: a[None],
        lambda: a[0],
        lambda: a[..., 0],
        lambda: a.T,
        lambda: a.ravel(),
        lambda: np.flip(a, axis),
        lambda: np.concatenate([a, a], axis),
        lambda: np.delete(a, 0, axis),
        lambda: np.take(a, [], axis),
        lambda: np.asfortranarray(a),
        lambda: np.broadcast_to(a[:1], a.shape),
        a.tolist,
        lambda: np.where(rng.random(a.shape) < 0.2, np.nan, a).astype(a.dtype),
        lambda: np.where(rng.random(a.shape) < 0.2, np.inf, a).astype(a.dtype),
        lambda: -a,
        lambda: np.ma.masked_array(a),
    ]
    try:
        with np.errstate(all="ignore"):
            return ways[rng.integers(len(ways))]()
    except (IndexError, ValueError, TypeError):  # this array has not enough axes for that
        return a[()]


def spoil(arguments, rng):
    """Exchange up to three arguments for something else."""
    spoiled = dict(arguments)
    for name in rng.choice(list(arguments), size=min(len(arguments), rng.integers(1, 4))):
        if isinstance(spoiled[name], np.ndarray) and rng.random() < 0.7:
            spoiled[name] = disturbed(spoiled[name], rng)
        else:
            spoiled[name] = STRANGE[rng.integers(len(STRANGE))]
    return spoiled


def plain(value):
    """Write what an operator may accept in the one form that PyTorch does."""
    if isinstance(value, np.ndarray):
        return value.copy()  # torch takes neither negative strides nor read-only memory
    if isinstance(value, (list, tuple)):
        return tuple(plain(part) for part in value)
    return value.item() if isinstance(value, np.generic) else value


ARRAYS = {"x", "weight", "bias", "grad_output", "columns", "scores", "labels", "indices"}


def answer(name, arguments):
    """Ask PyTorch."""
    arrays = {n: np.asarray(v) for n, v in arguments.items() if n in ARRAYS and v is not None}
    given = {**arguments, **arrays}
    with np.errstate(all="ignore"):
        return OPERATORS[name].answer(**{n: plain(v) for n, v in given.items()})


def is_finite(arguments):
    arrays = [v for v in arguments.values() if isinstance(v, (np.ndarray, float, list))]
    try:
        return all(np.all(np.asarray(np.abs(a), float) < 1e30) for a in map(np.asarray, arrays))
    except (ValueError, TypeError):  # not numbers at all: to be refused, without a warning
        return True


def compare(result, right, floor):
    """Compare a result with the right one, NaN and infinities included."""
    results = result if isinstance(result, tuple) else (result,)
    for actual, expected in zip(map(np.asarray, results), right, strict=True):
        assert actual.shape == expected.shape
        assert np.array_equal(np.isnan(actual), np.isnan(expected))
        assert np.array_equal(actual == np.inf, expected == np.inf)
        assert np.array_equal(actual == -np.inf, expected == -np.inf)
        finite = np.isfinite(expected)
        assert_close(actual[finite], expected[finite], floor=floor)


def call(name, arguments):
    """Return the result, or None after an error that names one of the arguments."""
    operator = getattr(ops, name)
    names = "|".join(inspect.signature(operator).parameters)
    with warnings.catch_warnings():
        warnings.simplefilter("error" if is_finite(arguments) else "ignore")
        try:
            return operator(**arguments)
        except (ValueError, TypeError) as error:
            if not re.search(rf"\b({names})\b", str(error)):
                raise AssertionError(f"names no argument: {error}") from error
            return None


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("block", range(SETS // BLOCK))
@EVERY
def test_right_answer_or_clear_error(name, block):
    accepted = 0
    for number in range(BLOCK):
        rng = Draws([zlib.crc32(name.encode()), block, number])
        valid, arguments = number % 4 == 0, OPERATORS[name].draw(rng)
        arguments = arguments if valid else spoil(arguments, rng)
        note = f"Draws([{zlib.crc32(name.encode())}, {block}, {number}])"
        try:
            result = call(name, arguments)
            if result is not None:
                compare(result, answer(name, arguments), OPERATORS[name].floor)
                accepted += 1
            assert result is not None or not valid, "refused what is valid"
        except Exception as error:
            error.add_note(f"{note}: {name}(**{arguments})")
            raise
    assert BLOCK / 4 <= accepted < 0.9 * BLOCK
