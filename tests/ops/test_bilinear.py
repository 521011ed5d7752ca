"""The kernel of bilinear enlargement: known values, straight lines, and PyTorch's interpolation."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.ops import conv_transpose2d
from cnnlib.ops.bilinear import bilinear_kernel

STRIDES = (1, 2, 3, 4, 5, 8, 32)
every_stride = pytest.mark.parametrize("stride", STRIDES)


def enlarge(image, stride):
    """Return the image (C, H, W), enlarged by the kernel of this stride."""
    kernel = bilinear_kernel(stride)
    padding = (len(kernel) - stride) // 2
    filters = np.zeros((len(image), 1, *kernel.shape)) + kernel
    return conv_transpose2d(image, filters, stride=stride, padding=padding, groups=len(image))


def test_tent_of_stride_three():
    assert np.allclose(bilinear_kernel(3)[2] * 3, [1, 2, 3, 2, 1])


@every_stride
def test_values_add_up_to_the_enlargement_in_every_phase(stride):
    kernel = bilinear_kernel(stride)
    inner = enlarge(np.ones((1, 5, 5)), stride)[0, stride:-stride, stride:-stride]
    assert np.allclose(inner, 1)
    assert np.isclose(kernel.sum(), stride**2)


@every_stride
def test_normalized_it_is_pytorchs_bilinear_interpolation(stride):
    image = np.random.default_rng(stride).normal(size=(2, 5, 4))
    ours = enlarge(image, stride) / enlarge(np.ones((2, 5, 4)), stride)
    options = {"mode": "bilinear", "align_corners": False}
    theirs = F.interpolate(torch.from_numpy(image[None]), scale_factor=stride, **options)
    assert ours.shape == (2, 5 * stride, 4 * stride)
    assert np.allclose(ours, theirs[0].numpy(), atol=1e-12)


@pytest.mark.parametrize(("stride", "share"), [(2, 0.75), (32, 0.515625)])
def test_share_that_reaches_the_border(stride, share):
    assert np.isclose(enlarge(np.ones((1, 4, 4)), stride)[0, 0, 2 * stride], share)


def test_dtype():
    assert bilinear_kernel(2, np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="float16"):
        bilinear_kernel(2, np.float16)


@pytest.mark.parametrize(("stride", "error"), [(0, ValueError), (1.5, TypeError), ("2", TypeError)])
def test_strides_that_are_none(stride, error):
    with pytest.raises(error, match="stride"):
        bilinear_kernel(stride)
