"""Transposed convolution as data: sizes and counts against PyTorch."""

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch import nn

from cnnlib.specs import TransposedConvolution, bilinear_upsampling

numbers = st.integers(1, 3)


@given(
    st.sampled_from([1, 2, 4]), numbers, numbers, numbers, st.integers(0, 1), numbers, st.booleans()
)
def test_as_in_torch(groups, rows, columns, stride, padding, dilation, bias):
    assume(stride > 1 or dilation > 1)
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "output_padding": 1}
    spec = TransposedConvolution(8, (rows, columns), groups=groups, bias=bias, **settings)
    module = nn.ConvTranspose2d(4, 8, (rows, columns), groups=groups, bias=bias, **settings)
    with torch.no_grad():
        shape = tuple(module(torch.zeros(1, 4, 5, 6)).shape[1:])
    assert spec.output_shape((4, 5, 6)) == shape
    assert spec.parameters((4, 5, 6)) == sum(p.numel() for p in module.parameters())
    assert spec.weight_shape((4, 5, 6)) == tuple(module.weight.shape)
    assert spec.macs((4, 5, 6)) == module.weight.numel() * 30


@pytest.mark.parametrize("factor", [1, 2, 3, 8, 32])
def test_bilinear_enlarges_and_learns_nothing(factor):
    layer = bilinear_upsampling(21, factor, name="up")
    assert layer.output_shape((21, 5, 4)) == (21, 5 * factor, 4 * factor)
    assert layer.parameters((21, 5, 4)) == 0
    side = 2 * factor - factor % 2
    assert layer.macs((21, 5, 4)) == 21 * side**2 * 20
    assert eval(repr(layer)) == layer


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: TransposedConvolution(4, 4, 2, bilinear=True), "groups=out_channels"),
        (
            lambda: TransposedConvolution(4, 3, 2, groups=4, bias=False, bilinear=True),
            "stride 2 are 4x4",
        ),
        (lambda: TransposedConvolution(4, 3, groups=2).output_shape((3, 5, 5)), "groups=2"),
        (lambda: TransposedConvolution(4, 3, 2).geometry((5, 5)), "has no geometry"),
        (lambda: TransposedConvolution(4, 3, 2, output_padding=-1), "output_padding"),
        (lambda: bilinear_upsampling(4, 0), "factor"),
    ],
)
def test_errors_say_what_is_wrong(make, words):
    with pytest.raises(ValueError, match=words):
        make()
