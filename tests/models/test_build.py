"""Modules of specifications: shapes and counts of every family, names, seeds, errors."""

from functools import partial

import pytest
import torch
from torch import nn

from cnnlib import specs
from cnnlib.models import build, count_parameters
from cnnlib.models.joined import Joined
from cnnlib.specs import (
    BatchNorm,
    Branches,
    Convolution,
    Dense,
    Dropout,
    GlobalAveragePool,
    MaxPool,
    Network,
    ReLU,
    Sequence,
)


def names(module):
    """Return the names of the parameters."""
    return [name for name, _ in module.named_parameters()]


def of(*layers, shape=(2, 8, 8), seed=0):
    """Build a network of some layers."""
    return build(Network("test", Sequence(*layers), shape), seed)


def test_layers_in_a_row_are_numbered_as_in_torch():
    net = of(Convolution(4, 3), ReLU(), MaxPool(2), Dense(5))
    assert isinstance(net, nn.Sequential)
    assert names(net) == ["0.weight", "0.bias", "4.weight", "4.bias"]
    assert isinstance(net[3], nn.Flatten)


def test_initial_weights_are_those_that_torch_draws():
    net = of(Convolution(4, 3), ReLU(), Dense(5), seed=3)
    torch.manual_seed(3)
    expected = nn.Conv2d(2, 4, 3), nn.Linear(4 * 36, 5)
    assert torch.equal(net[0].weight, expected[0].weight)
    assert torch.equal(net[3].bias, expected[1].bias)
    assert not torch.equal(of(Convolution(4, 3), seed=4)[0].weight, net[0].weight)


def test_named_layers_keep_their_names_and_others_get_that_of_their_kind():
    net = of(Convolution(4, 3, name="conv1"), ReLU(), Convolution(4, 3, name="conv2"), ReLU())
    assert [name for name, _ in net.named_children()] == ["conv1", "relu", "conv2", "relu2"]


def test_keys_with_dots_make_parts():
    net = of(
        Convolution(4, 3, key="features.0"), ReLU(key="features.1"), Dropout(key="classifier.0"),
        Dense(5, name="fc6", key="classifier.1"),
    )  # fmt: skip
    assert names(net)[::2] == ["features.0.weight", "classifier.1.weight"]
    assert isinstance(net.features, nn.Sequential)
    assert [name for name, _ in net.named_children()] == ["features", "flatten", "classifier"]


def test_named_blocks_are_parts_and_unnamed_ones_are_not():
    path = (Convolution(2, 3, padding=1, name="conv1"), BatchNorm(name="bn1"))
    shortcut = Sequence(Convolution(2, 1), BatchNorm(), name="downsample")
    block = Sequence(Branches(path, shortcut), ReLU(), name="conv2_1", key="layer1.0")
    net = of(block)
    assert isinstance(net.layer1[0], Joined)
    assert names(net) == [
        f"layer1.0.{name}.{kind}"
        for name in ("conv1", "bn1", "downsample.0", "downsample.1")
        for kind in ("weight", "bias")
    ]
    x = torch.randn(1, 2, 8, 8)
    part = net.layer1[0].eval()
    expected = torch.relu(part.bn1(part.conv1(x)) + part.downsample(x))
    torch.testing.assert_close(net(x), expected)


def test_unnamed_branches_at_the_top_lay_their_layers_there():
    skip = (Convolution(3, 1, name="score_skip"),)
    deep = (Convolution(4, 3, padding=1, name="conv2"), Convolution(3, 1, name="score"))
    net = of(Convolution(4, 3, name="conv1"), Branches(skip, deep))
    assert names(net)[::2] == ["conv1.weight", "score_skip.weight", "conv2.weight", "score.weight"]
    assert net(torch.zeros(1, 2, 8, 8)).shape == (1, 3, 6, 6)


def test_stacked_branches():
    paths = (Convolution(3, 1), ReLU()), (MaxPool(3, 1, 1),)
    net = of(Branches(*paths, join="concatenate", name="inception"))
    assert names(net) == ["inception.0.weight", "inception.0.bias"]
    assert net(torch.zeros(1, 2, 8, 8)).shape == (1, 5, 8, 8)


@pytest.mark.parametrize("shape", [(1, 2, 8, 8), (3, 2, 12, 9)])
def test_scores_are_flat_after_a_global_average(shape):
    assert of(Convolution(4, 3), GlobalAveragePool())(torch.zeros(shape)).shape == (shape[0], 4)
    head = Dropout(), Dense(5)
    assert of(GlobalAveragePool(), *head)(torch.zeros(shape)).shape == (shape[0], 5)


def test_maps_stay_maps():
    assert of(Convolution(4, 3))(torch.zeros(1, 2, 8, 8)).shape == (1, 4, 6, 6)


def test_convolutions_may_follow_dense_layers():
    net = of(Dense(6), ReLU(), Convolution(3, 1), GlobalAveragePool())
    assert net(torch.zeros(2, 2, 8, 8)).shape == (2, 3)
    assert of(Dense(6), BatchNorm())(torch.zeros(2, 2, 8, 8)).shape == (2, 6)


NETWORKS = [
    specs.lenet5, specs.lenet5_1998, specs.alexnet, specs.alexnet_torchvision, specs.zfnet,
    specs.nin, specs.googlenet, specs.efficientnet_lite0, specs.convnet, specs.block_network,
    specs.mlp, specs.small_convnet, specs.strided_convnet, specs.pooled_convnet,
    *[partial(specs.vgg, name) for name in "ABCDE"],
    *[partial(specs.resnet, depth) for depth in (18, 34, 50, 101, 152)],
]  # fmt: skip


@pytest.mark.parametrize("network", NETWORKS)
def test_families_have_the_counts_of_their_specifications(network):
    network = network()
    with torch.device("meta"), torch.inference_mode():  # shapes alone, no memory
        net = build(network).eval()
        scores = net(torch.zeros(1, *network.input_shape))
    assert count_parameters(net) == network.parameters
    assert tuple(scores.shape[1:]) == network.output_shape[:1]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: build([Convolution(4, 3)]), TypeError, "must be a specs.Network, got list"),
        (
            lambda: of(Convolution(2, 1, name="a"), Convolution(2, 1, name="a")),
            ValueError,
            "two layers are called 'a'",
        ),
        (
            lambda: of(ReLU(key="a.0"), ReLU(key="b"), ReLU(key="a.1")),
            ValueError,
            "layers of 'a' must follow",
        ),
        (
            lambda: of(Branches((Dense(4),), (Convolution(4, 8),))),
            ValueError,
            "must all end in dense layers, or none",
        ),
    ],
)
def test_errors_say_what_to_change(make, error, words):
    with pytest.raises(error, match=words):
        make()
