"""Layers as data: sizes and costs, against numbers counted by hand and against PyTorch."""

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch import nn

from cnnlib.specs import AveragePool, Convolution, Dense, GlobalAveragePool, Layer, MaxPool

numbers = st.integers(1, 3)


def torch_counts(module, input_shape):
    """Return output shape and parameter count of a PyTorch module."""
    with torch.no_grad():
        out = module(torch.zeros(1, *input_shape))
    return tuple(out.shape[1:]), sum(p.numel() for p in module.parameters())


def test_first_convolution_of_alexnet():
    conv = Convolution(96, kernel_size=11, stride=4)
    assert conv.output_shape((3, 227, 227)) == (96, 55, 55)
    assert conv.weights((3, 227, 227)) == 34_848
    assert conv.biases((3, 227, 227)) == 96
    assert conv.parameters((3, 227, 227)) == 34_944
    assert conv.macs((3, 227, 227)) == 105_415_200


def test_memory_of_a_layer_is_its_output():
    conv = Convolution(96, kernel_size=11, stride=4)
    assert conv.activations((3, 227, 227)) == 290_400
    assert conv.bytes((3, 227, 227)) == 1_161_600
    assert conv.bytes((3, 227, 227), value_bytes=2) == 580_800
    assert MaxPool(3, stride=2).bytes((96, 55, 55)) == 4 * 96 * 27 * 27
    assert GlobalAveragePool().bytes((512, 7, 7)) == 4 * 512
    assert Dense(4096).bytes((256, 6, 6)) == Dense(4096).windowed((6, 6)).bytes((256, 6, 6))


@pytest.mark.parametrize(
    ("value_bytes", "error"), [(0, ValueError), (-4, ValueError), (1.5, TypeError)]
)
def test_bytes_of_a_value_are_a_whole_number(value_bytes, error):
    with pytest.raises(error, match="value_bytes"):
        Dense(10).bytes((1, 2, 2), value_bytes)


@given(
    st.sampled_from([1, 2, 4]), numbers, numbers, numbers, st.integers(0, 2), numbers, st.booleans()
)
def test_convolution_as_in_torch(groups, rows, columns, stride, padding, dilation, bias):
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    spec = Convolution(8, (rows, columns), bias=bias, **settings)
    module = nn.Conv2d(4, 8, (rows, columns), bias=bias, **settings)
    shape, count = torch_counts(module, (4, 11, 9))
    assert (spec.output_shape((4, 11, 9)), spec.parameters((4, 11, 9))) == (shape, count)
    assert spec.weight_shape((4, 11, 9)) == tuple(module.weight.shape)


@given(st.integers(4, 12), numbers, st.none() | numbers, st.integers(0, 1), st.booleans())
def test_pooling_as_in_torch(n, kernel, stride, padding, ceil_mode):
    assume(2 * padding <= kernel)
    spec = MaxPool(kernel, stride, padding, ceil_mode=ceil_mode)
    module = nn.MaxPool2d(kernel, stride, padding, ceil_mode=ceil_mode)
    assert spec.output_shape((2, n, n + 1)) == torch_counts(module, (2, n, n + 1))[0]


def test_padding_by_name_and_by_side():
    assert Convolution(5, (3, 4), padding="same").output_shape((1, 7, 9)) == (5, 7, 9)
    assert Convolution(5, 3, padding=((0, 1), (2, 0))).output_shape((1, 7, 9)) == (5, 6, 9)


@pytest.mark.parametrize("pool", [MaxPool, AveragePool])
def test_pooling_learns_nothing_and_steps_by_its_window(pool):
    assert pool((2, 3)).stride == (2, 3)
    assert pool(3, stride=2).stride == 2
    assert pool(3).parameters((8, 9, 9)) == pool(3).macs((8, 9, 9)) == 0


def test_dense_layer_is_a_convolution_over_its_whole_input():
    dense = Dense(4096)
    assert dense.output_shape((256, 6, 6)) == (4096, 1, 1)
    assert dense.parameters((256, 6, 6)) == 37_752_832
    assert dense.macs((256, 6, 6)) == 37_748_736
    conv = dense.windowed((6, 6))
    assert conv == Convolution(4096, (6, 6))
    for cost in ("weights", "biases", "macs", "output_shape"):
        assert getattr(conv, cost)((256, 6, 6)) == getattr(dense, cost)((256, 6, 6))
    assert conv.output_shape((256, 8, 7)) == (4096, 3, 2)
    assert Dense(10, bias=False).parameters((3, 2, 2)) == 120


def test_global_average_is_a_pooling_over_its_whole_input():
    pool = GlobalAveragePool(name="pool5")
    assert pool.output_shape((512, 7, 5)) == (512, 1, 1)
    assert pool.windowed((7, 5)) == AveragePool((7, 5), stride=1, name="pool5")


def test_label_is_the_name_or_the_class():
    assert Convolution(1, 1, name="conv1").label == "conv1"
    assert MaxPool(2).label == "MaxPool"


def test_repr_is_the_call_that_makes_it():
    conv = Convolution(96, 11, stride=4, name="conv1")
    assert repr(conv) == "Convolution(96, 11, stride=4, name='conv1')"
    for layer in (conv, MaxPool((2, 3), 1), Dense(10), GlobalAveragePool()):
        assert eval(repr(layer)) == layer


def test_layers_are_frozen_and_compare_by_value():
    assert MaxPool(2) == MaxPool(2, stride=2) != MaxPool(2, stride=1)
    assert len({MaxPool(2), MaxPool(2, stride=2)}) == 1
    with pytest.raises(AttributeError):
        MaxPool(2).kernel_size = 3


@pytest.mark.parametrize("make", [Dense, lambda *_: GlobalAveragePool()])
def test_window_of_the_whole_input_needs_its_size(make):
    with pytest.raises(ValueError, match="input_size"):
        make(10).windowed()


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Convolution(0, 3), ValueError, "out_channels must be at least 1"),
        (lambda: Convolution(8.0, 3), TypeError, "out_channels must be an integer"),
        (lambda: Convolution(8, 0), ValueError, "kernel_size"),
        (lambda: Convolution(8, 3, stride=2, padding="same"), ValueError, "same"),
        (lambda: Convolution(8, 3, groups=0), ValueError, "groups"),
        (lambda: MaxPool(2, dilation=0), ValueError, "dilation"),
        (lambda: Dense(-1), ValueError, "out_features"),
        (lambda: Convolution(8, 3, groups=3).weights((6, 5, 5)), ValueError, "groups=3"),
        (lambda: Convolution(8, 7).output_shape((6, 5, 5)), ValueError, "kernel_size 7"),
        (lambda: Convolution(8, 3).output_shape((5, 5)), ValueError, "input_shape"),
    ],
)
def test_errors_name_the_argument(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_plain_layer_costs_nothing():
    assert Layer().parameters((3, 4, 4)) == Layer().macs((3, 4, 4)) == 0


def test_groups_that_do_not_fit_have_no_output():
    with pytest.raises(ValueError, match="groups"):
        Convolution(4, 3, groups=2).output_shape((3, 5, 5))
