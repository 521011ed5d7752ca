"""With the start for ReLU a signal neither dies nor explodes."""

import pytest
import torch
from torch import nn

from cnnlib.models import he_start


def deep(width=200, layers=12):
    parts = []
    for _ in range(layers):
        parts += [nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*parts)


def test_a_signal_survives_twelve_layers():
    x = torch.randn(50, 200)
    with torch.no_grad():
        faded = deep()(x).square().mean()
        kept = he_start(deep())(x).square().mean()
    assert faded < 3e-3
    assert 0.3 < kept < 3


def test_variance_and_biases():
    net = nn.Sequential(nn.Conv2d(8, 300, 3), nn.ConvTranspose2d(300, 2, 2), nn.Linear(5, 6, False))
    up = net[1].weight.detach().clone()
    he_start(net)
    assert abs(net[0].weight.var().item() - 2 / 72) < 0.003
    assert not net[0].bias.any()
    assert torch.equal(net[1].weight, up)


def test_a_seed_fixes_it_and_disturbs_nothing():
    layers = [nn.Linear(4, 3) for _ in range(3)]
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    one, same, other = (
        he_start(layer, seed).weight for layer, seed in zip(layers, (1, 1, 2), strict=True)
    )
    assert torch.rand(1) == expected
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_a_network_without_weights_is_refused():
    with pytest.raises(ValueError, match="ReLU has no convolution or dense layer"):
        he_start(nn.ReLU())
