"""What an error advises works: followed array by array, it leads to a call that succeeds."""

import re
import zlib

import numpy as np
import pytest

from cnnlib import ops
from tests.ops.operators import OPERATORS, Draws

EVERY = pytest.mark.parametrize("name", ops.__all__)
ADVICE = re.compile(r"np\.asarray\((\w+), dtype=np\.(\w+)\)")
# What a beginner has: pixels as bytes, whole numbers in lists, a mix of both float types, booleans.
WAYS = {
    "bytes": lambda a, number: a.astype(np.uint8),
    "integers": lambda a, number: a.astype(np.int64),
    "half precision": lambda a, number: a.astype(np.float16),
    "booleans": lambda a, number: a > 0,
    "lists of integers": lambda a, number: np.ones(a.shape, int).tolist(),
    "both float types": lambda a, number: a.astype([np.float32, np.float64][number % 2]),
    "first right, others integers": lambda a, number: a.astype(int) if number else a,
    "last right, others lists": lambda a, number: a if number == 2 else a.tolist(),
}


def drawn(name):
    """Draw valid arguments, none of them empty: an empty list would have lost its shape."""
    for number in range(100):
        given = OPERATORS[name].draw(Draws([zlib.crc32(name.encode()), number]))
        if all(a.size for a in given.values() if isinstance(a, np.ndarray)):
            return given
    raise AssertionError(f"no draw for {name}")


def follow(error, given):
    """Convert what the error says, by the expression that it shows."""
    advice = ADVICE.findall(str(error))
    assert advice, f"no advice in {error}"
    for argument, dtype in advice:
        before = np.asarray(given[argument])
        given[argument] = np.asarray(given[argument], dtype=dtype)
        assert given[argument].dtype != before.dtype, f"useless advice: {error}"


@EVERY
@pytest.mark.parametrize("way", WAYS)
def test_following_the_advice_leads_to_a_result(name, way):
    given = drawn(name)
    floats = [key for key, a in given.items() if isinstance(a, np.ndarray) and a.dtype.kind == "f"]
    for number, key in enumerate(floats):
        given[key] = WAYS[way](given[key], number)
    converted = []
    for _ in floats:
        try:
            getattr(ops, name)(**given)
        except TypeError as error:
            converted += [argument for argument, _ in ADVICE.findall(str(error))]
            follow(error, given)
    getattr(ops, name)(**given)
    assert len(converted) == len(set(converted)), f"converted twice: {converted}"


@pytest.mark.parametrize("x", [np.ones((1, 3, 3)) * 1j, [["a"]], None, np.ma.masked_array([[1.0]])])
def test_no_conversion_is_advised_that_would_lose_something(x):
    with pytest.raises(TypeError, match=r"\bx\b") as error:
        ops.relu(x)
    assert not ADVICE.search(str(error.value))


def test_a_mask_is_not_dropped_silently():
    x = np.ma.masked_array([[1.0, 1e20]], mask=[[False, True]])
    with pytest.raises(TypeError, match=r"x is a masked array.*x\.filled\(0\)"):
        ops.relu(x)
    assert ops.relu(x.filled(0)).tolist() == [[1, 0]]
