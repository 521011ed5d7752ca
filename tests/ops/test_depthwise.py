"""Depthwise convolution with the channels last, against the loop, whatever its size."""

import numpy as np
import pytest

from cnnlib.ops import conv2d, conv2d_naive, depthwise
from cnnlib.shapes import Geometry


@pytest.mark.parametrize("stride", [1, 2, (1, 3)])
@pytest.mark.parametrize("dilation", [1, (2, 1)])
@pytest.mark.parametrize("padding", [0, ((0, 1), (2, 0))])
@pytest.mark.parametrize("kernel_size", [(3, 3), (1, 2)])
def test_agrees_with_the_loop(kernel_size, padding, dilation, stride):
    rng = np.random.default_rng(0)
    x, weight = rng.standard_normal((2, 5, 6, 7)), rng.standard_normal((5, 1, *kernel_size))
    geometry = Geometry.of((6, 7), kernel_size, stride, padding, dilation)
    for bias in (None, rng.standard_normal(5)):
        expected = conv2d_naive(x, weight, bias, stride, padding, dilation, groups=5)
        found = depthwise.correlate(x, weight, geometry, bias)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
        called = conv2d(x, weight, bias, stride, padding, dilation, groups=5)
        np.testing.assert_allclose(called, expected, rtol=0, atol=1e-12)


def test_no_value_leaves_its_channel():
    x = np.zeros((1, 3, 4, 4), np.float32)
    x[0, 1, 2, 2] = np.nan
    out = depthwise.correlate(x, np.ones((3, 1, 3, 3), np.float32), Geometry.of((4, 4), 3))
    assert np.isnan(out[0]).any(axis=(1, 2)).tolist() == [False, True, False]
    assert out.dtype == np.float32


def test_is_taken_for_one_filter_a_channel_on_small_images():
    small, large = Geometry.of((9, 9), 3, padding=1), Geometry.of((10, 10), 3, padding=1)
    weight = np.empty((6, 1, 3, 3))
    assert depthwise.worth_it(weight, small, groups=6)
    assert not depthwise.worth_it(weight, large, groups=6)
    assert not depthwise.worth_it(weight, small, groups=3)  # two filters for each channel
    assert not depthwise.worth_it(np.empty((6, 2, 3, 3)), small, groups=6)
    assert not depthwise.worth_it(weight[:1], small, groups=1)
