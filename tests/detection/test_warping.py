"""Warping: by hand, against the loop, with context of the right width and the mean beyond."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import warp_boxes, warp_boxes_naive, with_context
from tests.detection import draws

RAMP = np.arange(16.0).reshape(1, 4, 4)
WARP = pytest.mark.parametrize("warp", [warp_boxes, warp_boxes_naive])


@WARP
def test_a_box_of_its_own_size_is_cut_out(warp):
    assert warp(RAMP, [[1, 1, 3, 3]], 2, 0)[0, 0].tolist() == [[5, 6], [9, 10]]


@WARP
def test_by_hand(warp):
    # Four pixels from two columns and rows: centers at 0.75, 1.25, 1.75, 2.25.
    stretched = warp(RAMP, [[1, 1, 3, 3]], 4, 0)[0, 0]
    np.testing.assert_allclose(stretched[0], [3.75, 4.25, 4.75, 5.25])
    np.testing.assert_allclose(stretched[:, 0], [3.75, 5.75, 7.75, 9.75])


@WARP
def test_beyond_the_image_stands_its_mean(warp):
    around = warp(RAMP, [[0, 0, 4, 4]], 12, 4)[0, 0]  # box in pixels 4 to 7
    assert around[0].tolist() == [7.5] * 12
    np.testing.assert_allclose(around[4:8, 4:8], RAMP[0])


def test_context_has_its_width_after_the_stretch():
    boxes = np.array([[10.0, 20, 205, 410]])
    wide = with_context(boxes, 227, 16)
    assert wide.tolist() == [[10 - 16, 20 - 32, 205 + 16, 410 + 32]]
    assert np.array_equal(with_context(boxes, 227, 0), boxes)


def test_a_large_box_becomes_small_without_skipping_pixels():
    stripes = np.tile([0.0, 1.0], (1, 32, 16))
    assert warp_boxes(stripes, [[0, 0, 32, 32]], 4, 0) == pytest.approx(0.5)
    shifted = warp_boxes(stripes, [[0.5, 0, 32, 32]], 4, 0, sampling_ratio=1)
    assert np.ptp(shifted) > 0.2  # one sample in eight pixels hits stripes by chance


@given(st.integers(0, 2**32 - 1), st.sampled_from([np.float32, np.float64]))
def test_agrees_with_the_loop(seed, dtype):
    rng = np.random.default_rng(seed)
    image = rng.random((2, *rng.integers(1, 9, 2))).astype(dtype)
    boxes = draws.solid_boxes(rng, 3) - 1.97  # no sample lies on the very border
    size = int(rng.integers(3, 9))
    fast = warp_boxes(image, boxes, size, 1, sampling_ratio=1)
    slow = warp_boxes_naive(image, boxes, size, 1)
    assert fast.dtype == slow.dtype == dtype
    np.testing.assert_allclose(fast, slow, atol=1e-9 if dtype == np.float64 else 1e-4)


def test_no_boxes():
    assert warp_boxes(RAMP, np.zeros((0, 4)), 5, 1).shape == (0, 1, 5, 5)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((RAMP[0], [[0, 0, 1, 1]]), ValueError, r"image must have the shape \(C, H, W\)"),
        ((RAMP + np.nan, [[0, 0, 1, 1]]), ValueError, "image holds NaN"),
        ((None, [[0, 0, 1, 1]]), TypeError, "image must be float32 or float64"),
        ((RAMP, [[0, 0, 0, 1]]), ValueError, r"boxes\[0\] has no area"),
        ((RAMP, [[2, 0, 1, 1]]), ValueError, r"boxes\[0\] has x2 < x1"),
        ((RAMP, [[0, 0, 1, 1]], 0), ValueError, "size must be at least 1"),
        ((RAMP, [[0, 0, 1, 1]], 8, 4), ValueError, "padding must be less than half of size, got 4"),
        ((RAMP, [[0, 0, 1, 1]], 8, -1), ValueError, "padding must be at least 0"),
        ((RAMP, [[0, 0, 1, 1]], 8.5), TypeError, "size must be an integer"),
    ],
)
@WARP
def test_errors(warp, arguments, error, message):
    with pytest.raises(error, match=message):
        warp(*arguments)
