"""Hooks keep what the layers gave, and leave nothing behind."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib.inspection import activations, recording
from tests.inspection.networks import Shared, images, stack


def hooks_of(net):
    return [
        hook
        for module in net.modules()
        for hook in (*module._forward_hooks.values(), *module._forward_pre_hooks.values())
    ]


def test_outputs_are_those_of_the_layers_run_by_hand():
    net, x = stack(), torch.from_numpy(images())
    with recording(net, ["0", "2", "7"]) as outputs:
        net(x)
    assert torch.equal(outputs["0"], net[0](x))  # before the ReLU that works in place
    assert (outputs["0"] < 0).any()
    assert torch.equal(outputs["2"], net[:3](x))
    assert torch.equal(outputs["7"], net(x))
    assert not outputs["7"].requires_grad


def test_one_name_the_latest_pass_and_no_hook_after_it():
    net, x = stack(), torch.from_numpy(images())
    with recording(net, "3") as outputs:
        net(x)
        net(x[:1])
    assert outputs["3"].shape[0] == 1
    assert hooks_of(net) == []


def test_an_error_removes_the_hooks():
    net = stack()
    with pytest.raises(RuntimeError), recording(net, ["0", "3"]):
        net(torch.zeros(1, 7, 8, 8, dtype=torch.float64))
    assert hooks_of(net) == []
    with pytest.raises(ValueError, match=r"no module 'conv9'; there are '0', '1', .*'7'"):
        activations(net, ["0", "conv9"], images())
    assert hooks_of(net) == []


def test_activations_in_batches_and_in_evaluation_mode():
    net = nn.Sequential(nn.Dropout(0.5), *stack())
    net.train()
    whole = activations(net, ["1", "4"], images())
    assert {name: array.shape for name, array in whole.items()} == {
        "1": (5, 4, 12, 10),
        "4": (5, 6, 6, 5),
    }
    alone = activations(net, "4", images(), batch_size=2)
    assert np.allclose(whole["4"], alone)
    assert net.training
    assert all(parameter.grad is None for parameter in net.parameters())


def test_a_module_that_runs_twice_has_no_one_output():
    with pytest.raises(ValueError, match="runs 'relu' more than once"):
        activations(Shared(), "relu", torch.zeros(1, 2))
    assert activations(Shared(), "second", torch.zeros(3, 2)).shape == (3, 2)


def test_a_tuple_is_no_activation():
    with pytest.raises(TypeError, match="'0' must return one tensor, got tuple"):
        activations(nn.Sequential(nn.LSTM(2, 2)), "0", torch.zeros(1, 2))
