"""Tables of modules: those of their specifications, and of what a reader brings."""

from functools import partial

import pytest
import torch
from torch import nn

from cnnlib import specs
from cnnlib.models import build, summary

NETWORKS = [
    specs.lenet5, specs.lenet5_1998, specs.alexnet_torchvision, specs.nin, specs.googlenet,
    specs.efficientnet_lite0, specs.convnet, specs.block_network, specs.strided_convnet,
    partial(specs.resnet, 18), partial(specs.resnet, 50, stride_on_3x3=True),
]  # fmt: skip


def numbers(table):
    """Return what the rows say, without their names and those that say nothing."""
    return [
        (row.output, row.activations, row.weights, row.biases, row.macs)
        for row in table.rows
        if not row.is_silent
    ]


@pytest.mark.parametrize("network", NETWORKS)
def test_row_for_row_the_table_of_the_specification(network):
    network = network()
    table = summary(build(network), network.input_shape)
    assert numbers(table) == numbers(network.table(inner=True))
    assert table.total.parameters == network.parameters


def test_bilinear_upsampling_learns_nothing():
    layers = [specs.Convolution(4, 3), specs.bilinear_upsampling(4, 2, name="up")]
    network = specs.Network("up", layers, (3, 8, 8))
    assert numbers(summary(build(network), (3, 8, 8))) == numbers(network.table())


def test_rows_are_called_by_their_place():
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Sequential(nn.ReLU(), nn.Linear(6, 5)))
    table = summary(net, (3, 8, 8))
    assert [row.name for row in table.rows] == ["input", "0", "1.0", "1.1"]
    assert table["1.1"].macs == 5 * 6 * 4 * 6  # over the last axis of (4, 6, 6)


class OwnParameters(nn.Module):
    """A module that holds a parameter and a part, and runs the part twice."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 1)
        self.scale = nn.Parameter(torch.ones(3, 1, 1))

    def forward(self, x):
        return self.scale * self.conv(self.conv(x))


def test_parts_that_run_twice_learn_once_and_own_parameters_count():
    table = summary(OwnParameters(), (3, 5, 5))
    assert [(row.name, row.parameters, row.macs) for row in table.rows[1:]] == [
        ("conv", 12, 225), ("conv", 0, 225), ("OwnParameters", 3, None),
    ]  # fmt: skip
    assert table.total.parameters == 15
    assert "MACs of OwnParameters are not known" in table.title


def test_frozen_parameters_do_not_count():
    net = nn.Sequential(nn.Conv2d(3, 4, 1))
    net[0].bias.requires_grad_(False)
    assert summary(net, (3, 5, 5)).total.parameters == 12


def test_the_network_is_left_as_it_was():
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Dropout())
    net[2].eval()
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    summary(net.double(), (3, 8, 8))
    assert [module.training for module in net] == [True, True, False]
    assert all(torch.equal(tensor, before[name]) for name, tensor in net.state_dict().items())
    assert not any(module._forward_hooks for module in net.modules())


def test_hooks_go_and_modes_return_when_the_network_fails():
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Linear(7, 2))
    with pytest.raises(ValueError, match="1 \\(Linear\\) does not fit"):
        summary(net, (3, 8, 8))
    assert net.training
    assert not any(module._forward_hooks for module in net.modules())


def test_a_specification_has_its_own_table():
    with pytest.raises(TypeError, match=r"got Network; a specification makes its own table"):
        summary(specs.lenet5())
