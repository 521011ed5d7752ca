"""Networks as lists and back."""

import pytest

from cnnlib import specs
from cnnlib.explorers.layer_lists import KINDS, read_network, specify

ALL = [
    ["conv", 8, 3, 2, 1, 1],
    ["norm"],
    ["relu"],
    ["block", 16, 2],
    ["conv", 4, 1, 1, 0, 2],
    ["tanh"],
    ["bottleneck", 4, 2, 0],
    ["bottleneck", 4, 2, 1],
    ["relu6"],
    ["lrn"],
    ["max", 2, 1, 1, 1],
    ["mean", 3, 2, 0, 0],
    ["global"],
    ["dense", 10],
]


def test_every_kind_comes_back():
    assert {kind for kind, *_ in ALL} == KINDS.keys()
    network = specify("all", ALL, (3, 32, 32))
    assert read_network(network) == ALL
    assert network.output_shape == (10, 1, 1)


def test_a_convolution_before_a_normalization_has_no_bias():
    first, *_, fifth = specify("all", ALL[:5], (3, 32, 32)).layers
    assert (first.bias, fifth.bias) == (False, True)


def test_dropout_is_left_out():
    layers = specs.Sequence(specs.Dropout(), specs.Dense(3))
    assert read_network(specs.Network("x", layers, (1, 2, 2))) == [["dense", 3]]


@pytest.mark.parametrize(
    "layer",
    [
        specs.Convolution(4, (1, 3)),
        specs.Convolution(4, 3, padding="same"),
        specs.Convolution(4, 3, dilation=2),
        specs.Dense(4, bias=False),
        specs.basic_block(8, 4),
        specs.MaxPool(2, dilation=2),
        specs.LocalResponseNorm(size=3),
        specs.Branches((specs.ReLU(),), ()),
        specs.mbconv(4, 4, 3),
        specs.GlobalMaxPool(),
    ],
    ids=repr,
)
def test_what_has_no_list_is_refused(layer):
    with pytest.raises(ValueError, match="this explorer has"):
        read_network(specs.Network("x", specs.Sequence(layer), (4, 8, 8)))


def test_blocks_that_are_no_residual_ones_are_opened():
    network = specs.block_network([8, 16], input_size=(64, 64))
    lists = read_network(network)
    kinds = [kind for kind, *_ in lists]
    assert kinds == ["conv", "relu", "max", *["conv", "relu"] * 4, "global", "dense"]
    rebuilt = specify("again", lists, network.input_shape)
    assert (rebuilt.parameters, rebuilt.macs) == (network.parameters, network.macs)
