"""Running a function under a probe leaves the input, the network and the gradients alone."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib.receptive_field import effective_field, gradient_probe, nan_bisect, nan_probe
from cnnlib.receptive_field.calls import is_nan, one_array, refuse_training, run, to_numpy


class FrozenBatchNorm2d(nn.Module):
    """Constants for mean and variance, as detectors use it: no mode changes it."""

    def forward(self, x):
        """Scale and shift."""
        return 2 * x + 1


def in_place(x):
    """Write into the input, as ``nn.ReLU(inplace=True)`` does."""
    x *= 2
    return x


def twice(x, grad_output):
    """Carry a gradient back through `in_place`, and spoil x, too."""
    x *= 0
    return 2 * grad_output


@pytest.mark.parametrize("shape", [(1, 1, 4, 5), (1, 4, 5), (4, 5)])
@pytest.mark.parametrize("kind", [np.ones, torch.ones])
def test_what_works_in_place_does_not_reach_x(kind, shape):
    x, gradient = kind(shape), twice if kind is np.ones else None
    assert nan_probe(in_place, x, (1, 2)).sum() == 1
    assert nan_bisect(in_place, x, (1, 2)).size == (1, 1)
    assert gradient_probe(in_place, x, (1, 2), gradient).sum() == 2
    assert (x == 1).all()


def test_a_relu_in_place_can_be_differentiated():
    net = nn.Sequential(nn.ReLU(inplace=True), nn.Conv2d(1, 1, 3))
    grad = gradient_probe(net, torch.ones(1, 1, 5, 5), (1, 1))
    np.testing.assert_array_equal(grad[0, 0, 1:4, 1:4], net[1].weight[0, 0].detach())


def test_network_stays_as_it_was():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(), nn.Conv2d(2, 1, 3))
    net.eval()[0].weight.requires_grad_(False)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    torch.manual_seed(0)
    x = torch.randn(1, 1, 9, 9)
    drawn = torch.get_rng_state()
    nan_bisect(net, x, (2, 2)), nan_probe(net, x, (2, 2)), effective_field(net, x, (2, 2))
    assert torch.equal(torch.get_rng_state(), drawn)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert not any(module.training for module in net.modules())
    wanted = [False, True, True, True, True, True]
    assert [p.requires_grad for p in net.parameters()] == wanted
    assert all(p.grad is None for p in net.parameters())


def test_a_module_in_training_mode_stays_in_it():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU())
    nan_bisect(net, torch.zeros(1, 1, 5, 5), (1, 1))
    gradient_probe(net, torch.ones(1, 1, 5, 5), (1, 1))
    assert all(module.training for module in net.modules())


def test_forward_passes_record_no_graph():
    recorded, conv = [], nn.Conv2d(1, 1, 3)

    def network(x):
        recorded.append(conv(x).requires_grad)
        return conv(x)

    x = torch.zeros(1, 1, 5, 5, requires_grad=True)
    nan_bisect(network, x, (1, 1))
    assert not any(recorded)
    assert torch.is_grad_enabled()
    assert not run(network, x).requires_grad


@pytest.mark.parametrize("output", [(1, 2), [np.ones(2)], {"out": torch.ones(2)}, None, 1.5])
def test_a_function_returns_one_array(output):
    words = rf"function must return one array or tensor, got {type(output).__name__}"
    with pytest.raises(TypeError, match=words):
        one_array(output)
    for x in (np.zeros((1, 1, 4, 4)), torch.zeros(1, 4, 4)):
        with pytest.raises(TypeError, match=words):
            nan_bisect(lambda x: output, x, (1, 1))
        with pytest.raises(TypeError, match=words):
            gradient_probe(lambda x: output, x, (1, 1), twice if x.ndim == 4 else None)


def test_batch_normalization_in_training_mode_is_refused_by_name():
    net = nn.Sequential(nn.Conv2d(1, 1, 1), nn.BatchNorm2d(1))
    with pytest.raises(
        ValueError, match=r"BatchNorm2d is in training mode.*so it does harm\. Call"
    ):
        refuse_training(net, "it does harm")
    refuse_training(net.eval(), "it does harm")
    refuse_training(np.tanh, "it does harm")
    with pytest.raises(ValueError, match="running averages change"):
        gradient_probe(net.train(), torch.ones(1, 1, 3, 3), (1, 1))
    assert net[1].num_batches_tracked == 0


def test_frozen_batch_normalization_has_no_mode():
    net = nn.Sequential(nn.Conv2d(1, 1, 3), FrozenBatchNorm2d())
    assert nan_bisect(net, torch.zeros(1, 1, 9, 9), (2, 3)).rows == (2, 4)
    assert gradient_probe(net, torch.ones(1, 1, 9, 9), (2, 3)).any()


def test_to_numpy_takes_what_wants_a_gradient():
    values = torch.ones(2, requires_grad=True) * 3
    assert to_numpy(values).tolist() == to_numpy(np.array([3.0, 3.0])).tolist()


def test_types_that_numpy_lacks_become_float32():
    values = torch.tensor([1.5, float("nan")], dtype=torch.bfloat16)
    assert to_numpy(values).dtype == np.float32
    assert is_nan(values).tolist() == is_nan(values.float().numpy()).tolist() == [False, True]
    grad = gradient_probe(lambda x: 3 * x, torch.ones(1, 2, 2, dtype=torch.bfloat16), (0, 1))
    np.testing.assert_array_equal(grad, [[[0, 3], [0, 0]]])
