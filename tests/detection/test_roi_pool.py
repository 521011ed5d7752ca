"""RoI pooling: by hand, against the loop, against PyTorch's adaptive pooling, by differences."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from cnnlib.detection import (
    roi_pool,
    roi_pool_backward,
    roi_pool_backward_naive,
    roi_pool_naive,
    roi_windows,
)
from cnnlib.gradcheck import numerical_gradient, relative_error
from tests.detection.roi_cases import drawn, gradient
from tests.ops.reference import assert_close

SEEDS = st.integers(0, 2**32 - 1)
POOL = pytest.mark.parametrize("pool", [roi_pool, roi_pool_naive])
BACKWARD = pytest.mark.parametrize("backward", [roi_pool_backward, roi_pool_backward_naive])
FALLING = np.arange(15.0, -1, -1).reshape(1, 1, 4, 4)
RISING = np.arange(16.0).reshape(1, 1, 4, 4)


def roi(*corners):
    """Write one region of image 0."""
    return np.array([[0, *corners]], float)


@POOL
@pytest.mark.parametrize(
    ("x", "region", "scale", "expected"),
    [
        (RISING, (0, 0, 20, 20), 0.1, [[5, 6], [9, 10]]),
        (RISING, (0, 10, 30, 30), 0.1, [[9, 11], [13, 15]]),
        (FALLING, (0, 0, 20, 20), 0.1, [[15, 14], [11, 10]]),
        (FALLING, (0, 0, 3, 3), 1.0, [[15, 13], [7, 5]]),  # 4 by 4 places: no overlap
        (RISING, (1, 1, 1, 1), 1.0, [[5, 5], [5, 5]]),  # one place in all bins
        (RISING, (2, 2, 5, 5), 1.0, [[15, 0], [0, 0]]),  # bins beyond the border
        (RISING, (-2, 0, 1, 1), 1.0, [[0, 1], [0, 5]]),
        (RISING, (0, 0, 2.4, 2.4), 1.0, [[5, 6], [9, 10]]),  # rounded to 2
        (RISING, (0, 0, 2.5, 2.5), 1.0, [[5, 7], [13, 15]]),  # rounded to 3, away from zero
        (-1 - RISING, (9, 9, 9, 9), 1.0, [[0, 0], [0, 0]]),  # outside altogether
    ],
)
def test_by_hand(pool, x, region, scale, expected):
    assert pool(x, roi(*region), 2, scale)[0, 0].tolist() == expected


def test_bins_that_do_not_overlap_are_another_operator():
    """A list of windows in print has {0,1,4,5}, {2,6}, {8,9}, {10}; only falling values show it."""
    without = [[FALLING.flat[places].max() for places in row] for row in WITHOUT_OVERLAP]
    assert without == [[15, 13], [7, 5]]
    assert roi_pool(FALLING, roi(0, 0, 2, 2), 2)[0, 0].tolist() == [[15, 14], [11, 10]]
    rows, columns = roi_windows([[0, 0, 2, 2]], 2, 4)
    assert rows.tolist() == columns.tolist() == [[[0, 2], [1, 3]]]


WITHOUT_OVERLAP = [[[0, 1, 4, 5], [2, 6]], [[8, 9], [10]]]


@POOL
def test_halves_are_rounded_away_from_zero(pool):
    x = np.arange(6.0).reshape(1, 1, 1, 6)
    ends = [0.5, 1.5, 2.5, 3.5]  # NumPy would round them to 0, 2, 2, 4
    found = [pool(x, roi(0, 0, end, 0), 1).item() for end in ends]
    assert found == [1, 2, 3, 4]
    just_below = np.nextafter(0.5, 0)  # adding 0.5 to it gives 1
    assert pool(x, roi(0, 0, just_below, 0), 1).item() == 0
    assert pool(x - 9, roi(-0.5, 0, 0, 0), 1).item() == -9  # -0.5 to -1, so two places


@BACKWARD
def test_gradient_by_hand(backward):
    grad = np.array([[[[1.0, 10], [100, 1000]]]])
    back = backward(grad, FALLING, roi(0, 0, 2, 2), 2)
    assert back[0, 0].tolist() == [[1, 10, 0, 0], [100, 1000, 0, 0], [0] * 4, [0] * 4]
    flat = np.zeros((1, 1, 3, 3))  # the first of equal values wins
    assert backward(grad, flat, roi(0, 0, 2, 2), 2)[0, 0].tolist() == [
        [1, 10, 0],
        [100, 1000, 0],
        [0, 0, 0],
    ]
    outside = backward(grad, FALLING, roi(9, 9, 12, 12), 2)
    assert not outside.any()


@given(SEEDS, st.sampled_from([np.float32, np.float64]))
def test_agrees_with_the_loops(seed, dtype):
    arguments = drawn(seed, dtype)
    grad = gradient(arguments, seed)
    assert_close(roi_pool(**arguments), roi_pool_naive(**arguments))
    assert_close(roi_pool_backward(grad, **arguments), roi_pool_backward_naive(grad, **arguments))


@given(SEEDS)
def test_a_region_inside_is_pytorchs_adaptive_pooling_of_its_crop(seed):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 3, 12, 11))
    (left, right), (top, bottom) = np.sort(rng.integers(0, [11, 12], (2, 2)), axis=0).T
    image, bins = int(rng.integers(2)), tuple(int(n) for n in rng.integers(1, 6, 2))
    region = np.array([[image, left, top, right, bottom]], float)
    maps = torch.tensor(x, requires_grad=True)
    crop = maps[image : image + 1, :, top : bottom + 1, left : right + 1]
    theirs = functional.adaptive_max_pool2d(crop, bins)
    grad = rng.standard_normal(theirs.shape)
    theirs.backward(torch.tensor(grad))
    assert np.array_equal(roi_pool(x, region, bins), theirs.detach().numpy())
    assert_close(roi_pool_backward(grad, x, region, bins), maps.grad.numpy())


@pytest.mark.parametrize("seed", range(12))
def test_backward_is_what_differences_measure(seed):
    arguments = drawn(seed)
    rng = np.random.default_rng(seed)
    arguments["x"] = rng.permutation(arguments["x"].size).reshape(arguments["x"].shape) / 7.0
    grad = gradient(arguments, seed)
    x = arguments.pop("x")
    measured = numerical_gradient(lambda a: roi_pool(a, **arguments), x, grad)
    assert relative_error(roi_pool_backward(grad, x, **arguments), measured) < 1e-8


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_windows_of_every_small_size(dtype):
    """Floor and ceiling in whole numbers, but for the sizes where rounding moves the operator."""
    moved = {}
    for height in range(1, 200):
        region = np.array([[0, 0, 0, height - 1]], dtype)
        for bins in range(1, 15):
            rows, _ = roi_windows(region, (bins, 1), (height, 1))
            whole = [[a * height // bins, -(-(a + 1) * height // bins)] for a in range(bins)]
            if rows[0].tolist() != whole:
                moved[height, bins] = int(np.abs(rows[0] - whole).sum())
    assert len(moved) <= 3  # of 2,786
    assert {*moved.values()} <= {1}


def test_windows_of_several_regions():
    rows, columns = roi_windows([[0, 0, 3, 3], [10, 10, 30, 50]], (2, 1), (4, 6), 0.1)
    assert rows.tolist() == [[[0, 1], [0, 1]], [[1, 4], [3, 4]]]
    assert columns.tolist() == [[[0, 1]], [[1, 4]]]
    assert roi_windows(np.zeros((0, 4)), 2, 4)[0].shape == (0, 2, 2)


def test_large_outputs_are_refused():
    with pytest.raises(ValueError, match="output_size"):
        roi_pool(FALLING, roi(0, 0, 2, 2), 2**20)
    with pytest.raises(ValueError, match=r"must have the shape \(K, 4\)"):
        roi_windows(np.zeros(4), 2, 4)
