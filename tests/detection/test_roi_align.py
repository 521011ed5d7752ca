"""RoI align: by hand, against the loop, against PyTorch's bilinear sampling, by differences."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from cnnlib.detection import (
    roi_align,
    roi_align_backward,
    roi_align_backward_naive,
    roi_align_naive,
)
from cnnlib.gradcheck import numerical_gradient, relative_error
from tests.detection.roi_cases import drawn, gradient
from tests.ops.reference import assert_close

SEEDS = st.integers(0, 2**32 - 1)
OPTIONS = st.tuples(st.integers(-1, 3), st.booleans())
ALIGN = pytest.mark.parametrize("align", [roi_align, roi_align_naive])
BACKWARD = pytest.mark.parametrize("backward", [roi_align_backward, roi_align_backward_naive])
RAMP = np.arange(16.0).reshape(1, 1, 4, 4)  # value = 4 * row + column


def roi(*corners):
    """Write one region of image 0."""
    return np.array([[0, *corners]], float)


@ALIGN
@pytest.mark.parametrize(
    ("region", "bins", "ratio", "aligned", "expected"),
    [
        # Aligned, the four bins are the four pixels; unaligned, half a pixel down and right.
        ((0, 0, 2, 2), 2, -1, True, [[0, 1], [4, 5]]),
        ((0, 0, 2, 2), 2, -1, False, [[2.5, 3.5], [6.5, 7.5]]),
        ((0, 0, 4, 4), 1, -1, True, [[7.5]]),  # the mean of all pixels
        ((1, 1, 3, 3), 1, 1, True, [[7.5]]),  # one sample, between four pixels
        ((1, 1, 3, 3), 1, 1, False, [[10]]),
        ((1, 1, 2, 2), 1, 1, True, [[5]]),
        ((1, 1, 1.5, 1.5), 1, 1, False, [[7.5]]),  # widened to one place: sampled at 1.5
        ((1.25, 1, 1.75, 2), 1, 1, True, [[5]]),  # not widened: sampled at column 1
        ((3, 3, 5, 5), 2, 1, True, [[15, 15], [15, 15]]),  # one place beyond: the border's value
        ((3, 3, 7, 7), 2, 1, True, [[15, 0], [0, 0]]),  # samples at 3.5 and 5.5
        ((-1, -1, 1, 1), 2, 1, True, [[0, 0], [0, 0]]),
        ((1, 1, 1, 1), 1, -1, True, [[0]]),  # no extent, no samples
    ],
)
def test_by_hand(align, region, bins, ratio, aligned, expected):
    found = align(RAMP, roi(*region), bins, sampling_ratio=ratio, aligned=aligned)
    np.testing.assert_allclose(found[0, 0], expected, atol=1e-12)


@ALIGN
def test_scale(align):
    small = align(RAMP, roi(0, 0, 2, 2), 2, aligned=True)
    np.testing.assert_allclose(align(RAMP, roi(0, 0, 32, 32), 2, 1 / 16, aligned=True), small)


@BACKWARD
def test_gradient_by_hand(backward):
    one = np.array([[[[8.0]]]])
    back = backward(one, RAMP, roi(1, 1, 3, 3), 1, sampling_ratio=1, aligned=True)
    expected = np.zeros((4, 4))
    expected[1:3, 1:3] = 2
    np.testing.assert_allclose(back[0, 0], expected)
    assert not backward(one, RAMP, roi(8, 8, 9, 9), 1).any()


@given(SEEDS, OPTIONS, st.sampled_from([np.float32, np.float64]))
def test_agrees_with_the_loops(seed, options, dtype):
    arguments = drawn(seed, dtype)
    grad = gradient(arguments, seed)
    ratio, aligned = options
    arguments |= {"sampling_ratio": ratio, "aligned": aligned}
    assert_close(roi_align(**arguments), roi_align_naive(**arguments), floor=1.0)
    fast, slow = roi_align_backward(grad, **arguments), roi_align_backward_naive(grad, **arguments)
    assert_close(fast, slow, floor=1.0)


@given(SEEDS, st.integers(1, 3), st.booleans())
def test_a_region_inside_is_the_mean_of_pytorchs_samples(seed, ratio, aligned):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((1, 2, 9, 8))
    region, bins = roi(*rng.uniform(0.5, 3, 2), *rng.uniform(4.5, 7, 2)), (3, 2)
    x1, y1, x2, y2 = region[0, 1:] - (0.5 if aligned else 0)
    steps = [(np.arange(n * ratio) + 0.5) / (n * ratio) for n in bins]
    rows, columns = y1 + steps[0] * (y2 - y1), x1 + steps[1] * (x2 - x1)
    places = np.stack(np.broadcast_arrays(columns / 7 * 2 - 1, rows[:, None] / 8 * 2 - 1), -1)
    samples = functional.grid_sample(
        torch.tensor(x), torch.tensor(places[None]), align_corners=True
    )
    theirs = functional.avg_pool2d(samples, ratio).numpy()
    found = roi_align(x, region, bins, sampling_ratio=ratio, aligned=aligned)
    np.testing.assert_allclose(found, theirs, atol=1e-12)


@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_backward_is_what_differences_measure(seed, aligned):
    arguments = {**drawn(seed), "aligned": aligned}
    grad = gradient(arguments, seed)
    x = arguments.pop("x")
    measured = numerical_gradient(lambda a: roi_align(a, **arguments), x, grad)
    assert relative_error(roi_align_backward(grad, x, **arguments), measured) < 1e-8


@given(SEEDS, OPTIONS)
def test_backward_is_the_adjoint(seed, options):
    arguments = drawn(seed)
    arguments |= {"sampling_ratio": options[0], "aligned": options[1]}
    grad = gradient(arguments, seed)
    forward = (roi_align(**arguments) * grad).sum()
    back = (roi_align_backward(grad, **arguments) * arguments["x"]).sum()
    assert forward == pytest.approx(back, abs=1e-9)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"sampling_ratio": -2}, ValueError, "sampling_ratio must be at least -1"),
        ({"sampling_ratio": 1.5}, TypeError, "sampling_ratio must be an integer"),
        ({"sampling_ratio": 10**6}, ValueError, "sampling_ratio must be at most 4096"),
        ({"aligned": 1}, TypeError, "aligned must be True or False, got 1"),
        ({"spatial_scale": 1e6}, ValueError, "boxes ask for .* check spatial_scale"),
    ],
)
@ALIGN
def test_errors(align, options, error, message):
    with pytest.raises(error, match=message):
        align(RAMP, roi(0, 0, 4, 4), 1, **options)
