"""Sizes: the examples that can be counted, PyTorch's own sizes, and laws that tie them together."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from cnnlib.shapes import (
    Geometry,
    output_padding_for,
    output_size,
    resolve_padding,
    transposed_output_size,
)

SMALL = st.integers(1, 5)


def count_windows(n, kernel, stride, before, after, dilation):
    """Lay windows one by one until one does not fit."""
    first, count = -before, 0
    while first + dilation * (kernel - 1) < n + after:
        first, count = first + stride, count + 1
    return count


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((7, 3, 2), 3),
        ((7, 3), 5),
        ((7, 3, 1, 1), 7),
        ((32, 5, 1, 2), 32),
        ((32, 5), 28),
        ((227, 11, 4), 55),
        ((224, 7, 2, 3), 112),
        (((480, 640), 5, 5, 5), (98, 130)),
        (((7, 9), (3, 2), (2, 3), ((1, 0), (0, 2)), (1, 2)), (3, 3)),
        ((5, 3, 1, "same"), 5),
        ((5, 4, 1, "same", 3), 5),
        ((5, 3, 1, "valid"), 3),
        ((5, 3, 1, "full"), 7),
        ((5, 3, 1, (2, 0)), 5),
        ((1, 1), 1),
        ((1, 1, 100), 1),
    ],
)
def test_output_size_by_hand(arguments, expected):
    assert output_size(*arguments) == expected


@given(st.integers(1, 20), SMALL, SMALL, st.integers(0, 4), st.integers(0, 4), SMALL)
def test_output_size_counts_windows(n, kernel, stride, before, after, dilation):
    count = count_windows(n, kernel, stride, before, after, dilation)
    if count:
        assert output_size(n, kernel, stride, (before, after), dilation) == count
    else:
        with pytest.raises(ValueError, match=r"kernel_size .* more than the .* padded input"):
            output_size(n, kernel, stride, (before, after), dilation)


@given(st.integers(1, 20), SMALL, SMALL, st.integers(0, 2), SMALL)
def test_rounding_up_is_what_torch_does(n, kernel, stride, padding, dilation):
    padding = min(padding, kernel // 2)
    if n + 2 * padding < dilation * (kernel - 1) + 1:
        return
    pooled = functional.max_pool1d(
        torch.zeros(1, 1, n), kernel, stride, padding, dilation, ceil_mode=True
    )
    assert output_size(n, kernel, stride, padding, dilation, ceil_mode=True) == pooled.shape[2]


@given(st.integers(1, 9), SMALL, SMALL, st.integers(0, 3), st.integers(0, 3), SMALL)
def test_transposed_size_is_what_torch_does(n, kernel, stride, padding, extra, dilation):
    arguments = n, kernel, stride, padding, extra, dilation
    size = (n - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1
    if size < 1 or extra >= max(stride, dilation):
        with pytest.raises(ValueError, match=r"leaves no output|output_padding"):
            transposed_output_size(*arguments)
        return
    weight = torch.zeros(1, 1, kernel)
    spread = functional.conv_transpose1d(
        torch.zeros(1, 1, n), weight, None, stride, padding, extra, 1, dilation
    )
    assert transposed_output_size(*arguments) == spread.shape[2]


@given(st.integers(1, 30), SMALL, SMALL, st.integers(0, 3), SMALL)
def test_output_padding_gives_back_the_size(n, kernel, stride, padding, dilation):
    if n + 2 * padding < dilation * (kernel - 1) + 1:
        return
    down = output_size(n, kernel, stride, padding, dilation)
    extra = output_padding_for(n, kernel, stride, padding, dilation)
    assert transposed_output_size(down, kernel, stride, padding, extra, dilation) == n
    assert 0 <= extra < stride


def test_pairs_are_two_axes():
    options = (3, 2), (2, 3), ((1, 0), (0, 2)), (1, 2)
    kernel, stride, (rows, columns), dilation = options
    axes = list(zip((8, 9), kernel, stride, (rows, columns), dilation, strict=True))
    assert output_padding_for((8, 9), *options) == tuple(output_padding_for(*a) for a in axes)
    windows = output_size((8, 9), *options)
    extra = output_padding_for([8, 9], *options)
    assert transposed_output_size(windows, *options[:3], extra, dilation) == (8, 9)
    assert transposed_output_size([4, 5], 3, 2, 1, (1, 0)) == (8, 9)
    assert output_padding_for((5, 8), 3, 1, "same") == (0, 0)
    assert output_padding_for(8, 3, 3, (1, 0)) == 0


@given(st.integers(1, 30), st.integers(1, 9), SMALL)
def test_names_of_padding(n, kernel, dilation):
    reach = dilation * (kernel - 1)
    assert output_size(n, kernel, 1, "same", dilation) == n
    assert output_size(n, kernel, 1, "full", dilation) == n + reach
    (top, bottom), (left, right) = resolve_padding("same", kernel, 1, dilation)
    assert (top, bottom) == (left, right)
    assert top + bottom == reach
    assert bottom - top in (0, 1)


@pytest.mark.parametrize(
    ("padding", "expected"),
    [
        (0, ((0, 0), (0, 0))),
        (2, ((2, 2), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        ([1, 2], ((1, 1), (2, 2))),
        (((1, 2), (3, 4)), ((1, 2), (3, 4))),
        (((1, 2), 3), ((1, 2), (3, 3))),
        (np.int64(1), ((1, 1), (1, 1))),
        ("valid", ((0, 0), (0, 0))),
        ("same", ((1, 1), (1, 2))),
        ("full", ((2, 2), (3, 3))),
    ],
)
def test_resolve_padding(padding, expected):
    assert resolve_padding(padding, (3, 4)) == expected


def test_numpy_integers_come_back_as_plain_ones():
    assert type(output_size(np.int64(7), np.uint8(3), np.int32(2), np.uint8(1))) is int
    assert output_size(np.uint8(250), np.uint8(3), 1, np.uint8(10)) == 268  # uint8 ends at 255
    assert output_padding_for(np.uint8(250), 3, 2, np.uint8(10)) == 1


def test_geometry_resolves_everything_once():
    geometry = Geometry.of([9, 8], 3, (2, 1), "full", [1, 2])
    assert geometry == Geometry(
        size=(9, 8),
        kernel=(3, 3),
        stride=(2, 1),
        padding=((2, 2), (4, 4)),
        dilation=(1, 2),
        output=(6, 12),
    )
    with pytest.raises(AttributeError):
        geometry.stride = (1, 1)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: output_size(0, 1), ValueError, "n must be at least 1"),
        (lambda: output_size(5, 0), ValueError, "kernel_size"),
        (lambda: output_size(5, 1, 0), ValueError, "stride"),
        (lambda: output_size(5, 1, 1, -1), ValueError, "padding must be at least 0"),
        (lambda: output_size(5, 1, 1, 0, 0), ValueError, "dilation"),
        (lambda: output_size(5, 3, 2, "same"), ValueError, 'padding="same" needs stride 1'),
        (
            lambda: output_size((5, 5), 3, (1, 2), "same"),
            ValueError,
            "needs stride 1, got stride 2",
        ),
        (lambda: output_size(5, 3, 1, "reflect"), ValueError, "padding must be one of"),
        (lambda: output_size((5, 5, 5), 3), ValueError, "n must be one integer or"),
        (lambda: output_size(4, 3, 1, 0, 2), ValueError, r"covers 5 places.* 4 .*\(0 \+ 4 \+ 0\)"),
        (lambda: output_size((5, 5), 3, 1, 10**6), ValueError, "with padding .* places"),
        (lambda: resolve_padding((1, 2, 3), 3), ValueError, r"padding must be .*\(1, 2, 3\)"),
        (lambda: resolve_padding(("same", 1), 3), ValueError, "padding must be"),
        (lambda: resolve_padding(((1,), 1), 3), ValueError, "padding of one axis"),
        (lambda: transposed_output_size(1, 1, 1, 1), ValueError, "padding 1 leaves no output"),
        (
            lambda: transposed_output_size(2, 3, 2, 0, 2),
            ValueError,
            "output_padding 2 must be below",
        ),
        (lambda: transposed_output_size(2, 3, 2, 0, -1), ValueError, "output_padding"),
        (lambda: output_padding_for(2, 3), ValueError, "kernel_size 3"),
        (lambda: output_padding_for((7, 2), 3), ValueError, "kernel_size 3"),
        (lambda: output_padding_for((7, 7, 7), 3), ValueError, "n must be one integer or"),
        (lambda: output_padding_for(7, (3, 3)), TypeError, "kernel_size must be an integer"),
        (lambda: output_padding_for(7, 3, 2, "same"), ValueError, 'padding="same" needs stride 1'),
        (lambda: output_size(5, 3, ceil_mode=1), TypeError, "ceil_mode must be True or False"),
        (lambda: output_size((5, 5), 3, ceil_mode=None), TypeError, "ceil_mode must be True or"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
