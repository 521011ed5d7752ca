"""Padding by the size of the input: by hand, and its defining property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib import shapes
from cnnlib.specs import SAME_UPPER, Convolution, MaxPool
from cnnlib.specs.padding import same_upper_padding

small = st.integers(1, 4)


@pytest.mark.parametrize(
    ("n", "kernel_size", "stride", "sides"),
    [
        (224, 3, 2, (0, 1)),
        (225, 3, 2, (1, 1)),
        (112, 5, 2, (1, 2)),
        (7, 3, 1, (1, 1)),
        (7, 4, 1, (1, 2)),
        (8, 1, 2, (0, 0)),
    ],
)
def test_sides_by_hand(n, kernel_size, stride, sides):
    assert same_upper_padding(n, kernel_size, stride) == (sides, sides)


@given(st.integers(1, 20), small, small, small)
def test_keeps_the_size_but_for_the_stride(n, kernel_size, stride, dilation):
    (before, after), _ = same_upper_padding(n, kernel_size, stride, dilation)
    assert after - before in (0, 1)
    size = shapes.output_size(n, kernel_size, stride, (before, after), dilation)
    assert size == -(-n // stride)
    layer = Convolution(1, kernel_size, stride, SAME_UPPER, dilation)
    assert layer.output_size((n, n)) == (size, size)


def test_a_convolution_learns_its_padding_from_the_size():
    layer = Convolution(8, 3, stride=2, padding=SAME_UPPER)
    assert layer.windowed((224, 225)).padding == ((0, 1), (1, 1))
    with pytest.raises(ValueError, match="input_size is needed"):
        layer.windowed()


def test_poolings_do_not_take_it():
    with pytest.raises(ValueError, match="same_upper"):
        MaxPool(2, padding=SAME_UPPER)


def test_arguments_are_named():
    with pytest.raises(ValueError, match="stride must be at least 1"):
        same_upper_padding(8, 3, stride=0)
    with pytest.raises(ValueError, match="kernel_size must be at least 1"):
        Convolution(8, 0, padding=SAME_UPPER)
