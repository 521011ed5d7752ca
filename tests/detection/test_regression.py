"""Box regression: by hand, and there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import decode_boxes, encode_boxes
from tests.detection import draws


def test_by_hand():
    codes = encode_boxes([[10, 0, 30, 20]], [[0, 0, 20, 10]])
    np.testing.assert_allclose(codes, [[0.5, 0.5, 0, np.log(2)]])
    assert encode_boxes([[3, 4, 7, 9]], [[3, 4, 7, 9]]).tolist() == [[0, 0, 0, 0]]


@given(st.integers(0, 2**32 - 1))
def test_there_and_back(seed):
    rng = np.random.default_rng(seed)
    true, proposals = draws.solid_boxes(rng, 6), draws.solid_boxes(rng, 6)
    np.testing.assert_allclose(
        decode_boxes(encode_boxes(true, proposals), proposals), true, atol=1e-9
    )


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10), st.floats(-50, 50))
def test_targets_depend_neither_on_place_nor_size(seed, scale, shift):
    rng = np.random.default_rng(seed)
    true, proposals = draws.solid_boxes(rng, 6), draws.solid_boxes(rng, 6)
    moved = encode_boxes(scale * true + shift, scale * proposals + shift)
    np.testing.assert_allclose(moved, encode_boxes(true, proposals), atol=1e-9)


def test_growth_is_bounded():
    huge = decode_boxes([[0, 0, 99, 99]], [[0, 0, 16, 16]])
    np.testing.assert_allclose(huge[0, 2:] - huge[0, :2], [1000, 1000])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: encode_boxes([[0, 0, 1, 1]], [[0, 0, 0, 1]]),
            ValueError,
            r"proposals\[0\] has no",
        ),
        (
            lambda: encode_boxes([[0, 1, 1, 1]], [[0, 0, 1, 1]]),
            ValueError,
            "reference_boxes.* no area",
        ),
        (
            lambda: encode_boxes([[0, 0, 1, 1]] * 2, [[0, 0, 1, 1]]),
            ValueError,
            "reference_boxes must",
        ),
        (
            lambda: decode_boxes([[0, 0, 0]], [[0, 0, 1, 1]]),
            ValueError,
            "rel_codes must have the sh",
        ),
        (
            lambda: decode_boxes([[0, 0, 0, np.nan]], [[0, 0, 1, 1]]),
            ValueError,
            "rel_codes holds NaN",
        ),
        (
            lambda: decode_boxes([[0, 0, 0, 0]], [[0, 0, -1, 1]]),
            ValueError,
            r"proposals\[0\] has x2",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
