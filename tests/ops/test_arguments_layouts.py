"""Every operator, however its arrays lie in memory: same result, nothing modified, nothing shared.

The result is a new array: writable, contiguous, in the dtype of the input.
"""

import zlib

import numpy as np
import pytest

from cnnlib import ops
from tests.ops.operators import OPERATORS, Draws

EVERY = pytest.mark.parametrize("name", ops.__all__)
CALLS = 30


def spread_out(a):
    """Lie at every second place of a larger array full of NaN."""
    larger = np.full([2 * n + 1 for n in a.shape], np.nan)
    larger = np.zeros(larger.shape, a.dtype) if a.dtype.kind in "iu" else larger.astype(a.dtype)
    view = larger[(..., *(slice(1, None, 2) for _ in a.shape))]
    view[...] = a
    return view


def backwards(a):
    """Lie the other way round on every axis: negative strides."""
    return np.flip(np.flip(a).copy())


def locked(a):
    """Be read-only."""
    copy = a.copy()
    copy.flags.writeable = False
    return copy


def unaligned(a):
    """Start at an odd address."""
    raw = np.zeros(a.nbytes + 1, np.uint8)[1:]
    view = np.frombuffer(raw.data, a.dtype, count=a.size).reshape(a.shape)
    view[...] = a
    return view


LAYOUTS = [spread_out, backwards, locked, unaligned, np.asfortranarray]


def calls(name):
    """Draw calls that the operator must accept."""
    for number in range(CALLS):
        yield OPERATORS[name].draw(Draws([zlib.crc32(name.encode()), number]))


def run(name, arguments):
    """Return the results as a tuple."""
    result = getattr(ops, name)(**arguments)
    return result if isinstance(result, tuple) else (result,)


def of_arrays(arguments, change):
    """Change the arrays among the arguments."""
    return {n: change(a) if isinstance(a, np.ndarray) else a for n, a in arguments.items()}


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@EVERY
def test_layout_does_not_matter(name, layout):
    for arguments in calls(name):
        laid = of_arrays(arguments, layout)
        for actual, wanted in zip(run(name, laid), run(name, arguments), strict=True):
            np.testing.assert_allclose(actual, wanted, rtol=1e-5, atol=1e-5)
            assert actual.flags.c_contiguous


def repeated(a):
    """Be one float over and over, with strides of 0."""
    return np.broadcast_to(a.flat[0], a.shape) if a.size and a.dtype.kind == "f" else a


@EVERY
def test_arrays_that_repeat_one_number_are_arrays(name):
    for arguments in calls(name):
        laid = of_arrays(arguments, repeated)
        whole = of_arrays(laid, np.array)
        for actual, wanted in zip(run(name, laid), run(name, whole), strict=True):
            np.testing.assert_allclose(actual, wanted, rtol=1e-5, atol=1e-5)


@EVERY
def test_arguments_are_not_modified(name):
    for arguments in calls(name):
        before = of_arrays(arguments, np.copy)
        run(name, arguments)
        for key, value in before.items():
            assert np.array_equal(arguments[key], value), key


@EVERY
def test_result_is_a_new_array_of_the_same_dtype(name):
    for arguments in calls(name):
        arrays = [a for a in arguments.values() if isinstance(a, np.ndarray)]
        results = run(name, arguments)
        for result in results:
            assert result.dtype in (arrays[0].dtype, np.int64)  # or the indices of maxima
            if isinstance(result, np.floating):  # the loss
                continue
            assert type(result) is np.ndarray
            assert result.flags.writeable
            assert result.flags.c_contiguous
            nothing_to_pad = name == "pad" and result.shape == arguments["x"].shape
            assert nothing_to_pad or not any(np.shares_memory(result, a) for a in arrays)
        for number, result in enumerate(results):
            assert not any(np.shares_memory(result, other) for other in results[:number])


def test_pad_with_nothing_to_add_returns_its_argument():
    x = np.ones((2, 3, 4, 5))
    assert ops.pad(x, 0) is x
