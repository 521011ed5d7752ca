"""2,000 argument sets for every public function: a right answer, or an error that names a name.

What is accepted must be what a second way to compute it gives: its loop, or a short formula. Finite
numbers raise no warning.
"""

import inspect
import re
import warnings
import zlib

import numpy as np
import pytest

from cnnlib import detection
from tests.detection.operators import OPERATORS
from tests.ops.operators import Draws
from tests.ops.test_fuzz import is_finite, spoil

SETS, BLOCK = 2000, 500
# Their arguments are tried one by one in their own tests: these take longer, or join two others.
SLOW = {"group_regions", "group_regions_naive", "join_until", "propose_regions"}
SLOW |= {"training_crops", "training_set", "class_colors", "detect_by_color", "cited_example"}
FUNCTIONS = [
    name
    for name in detection.__all__
    if inspect.isfunction(getattr(detection, name)) and name not in SLOW
]


def spoil_inside(value, rng):
    """Spoil one part of a list or pair, however deep, or the whole of it."""
    if not isinstance(value, (list, tuple)) or not value or rng.random() < 0.2:
        return spoil({"value": value}, rng)["value"]
    parts = list(value)
    place = int(rng.integers(len(parts)))
    parts[place] = spoil_inside(parts[place], rng)
    return type(value)(parts)


def spoiled(arguments, rng):
    """Exchange up to three arguments, or something inside of them, for something else."""
    result = spoil(arguments, rng)
    for name, value in arguments.items():
        if isinstance(value, list) and rng.random() < 0.5:
            result[name] = spoil_inside(value, rng)
    return result


def call(name, arguments):
    """Return the result, or None after an error that names one of the arguments."""
    function = getattr(detection, name)
    names = "|".join(inspect.signature(function).parameters)
    with warnings.catch_warnings():
        warnings.simplefilter("error" if is_finite(arguments) else "ignore")
        try:
            return function(**arguments)
        except (ValueError, TypeError) as error:
            if not re.search(rf"\b({names})\b", str(error)):
                raise AssertionError(f"names no argument: {error}") from error
            return None


def compare(result, right):
    """Compare arrays, numbers, or dictionaries and tuples of them."""
    if isinstance(right, dict):
        assert list(result) == list(right)
        result, right = list(result.values()), list(right.values())
    if isinstance(right, (tuple, list)):
        for actual, expected in zip(result, right, strict=True):
            compare(actual, expected)
        return
    actual, expected = np.asarray(result), np.asarray(right)
    assert actual.shape == expected.shape
    tolerance = 1e-4 if np.float32 in (actual.dtype, expected.dtype) else 1e-9
    scale = np.abs(expected).max(initial=1e-30)
    np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=tolerance * scale)


def test_every_function_is_here():
    assert sorted(OPERATORS) == sorted(FUNCTIONS)


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")  # of what spoils arguments
@pytest.mark.parametrize("block", range(SETS // BLOCK))
@pytest.mark.parametrize("name", FUNCTIONS)
def test_right_answer_or_clear_error(name, block):
    accepted = 0
    for number in range(BLOCK):
        rng = Draws([zlib.crc32(name.encode()), block, number])
        valid, arguments = number % 4 == 0, OPERATORS[name].draw(rng)
        arguments = arguments if valid else spoiled(arguments, rng)
        try:
            result = call(name, arguments)
            if result is not None:
                compare(result, OPERATORS[name].answer(**arguments))
                accepted += 1
            assert result is not None or not valid, "refused what is valid"
        except Exception as error:
            error.add_note(f"Draws([{zlib.crc32(name.encode())}, {block}, {number}]): {arguments}")
            raise
    assert BLOCK / 4 <= accepted < 0.95 * BLOCK
