"""Modules that PyTorch does not have: against the operators and against dense forms of them."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from cnnlib import ops
from cnnlib.models.layers import (
    ChannelScale,
    PaddedAvgPool2d,
    PaddedConv2d,
    PaddedMaxPool2d,
    TableConv2d,
)

SIDES = ((1, 2), (0, 3))
X = torch.from_numpy(np.random.default_rng(0).normal(size=(2, 4, 9, 8)))


def assert_same(module, expected):
    np.testing.assert_allclose(module(X).detach().numpy(), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("settings", [{}, {"stride": 2, "dilation": 2}, {"groups": 2}])
def test_convolution_padded_by_side(settings):
    module = PaddedConv2d(4, 6, 3, sides=SIDES, **settings).double()
    weight, bias = (p.detach().numpy() for p in module.parameters())
    assert_same(module, ops.conv2d(X.numpy(), weight, bias, padding=SIDES, **settings))


def test_convolution_padded_by_the_size_of_its_input():
    module = PaddedConv2d(4, 6, 3, stride=2, bias=False, sides="same_upper").double()
    weight = module.weight.detach().numpy()
    sides = ((1, 1), (0, 1))  # 9 rows, 8 columns
    assert module.sides_for(X.shape[2:]) == sides
    assert_same(module, ops.conv2d(X.numpy(), weight, stride=2, padding=sides))
    assert "sides='same_upper'" in repr(module)


def test_max_pooling_padded_by_side():
    module = PaddedMaxPool2d(4, stride=1, dilation=2, sides=SIDES)
    assert_same(module, ops.max_pool2d(X.numpy(), 4, 1, SIDES, 2))
    assert (PaddedMaxPool2d(3, stride=1, sides=((1, 1), (1, 1)))(X - 100) < 0).all()  # not zeros


def test_average_pooling_with_dilation():
    module = PaddedAvgPool2d(2, (1, 2), 3, SIDES)
    assert_same(module, ops.avg_pool2d(X.numpy(), 2, (1, 2), SIDES, 3))


def test_table_convolution_is_a_convolution_with_zeros():
    table = ((0, 3), (1,), (0, 1, 2))
    module = TableConv2d(table, 4, (3, 2), padding=(1, 0), stride=2).double()
    assert module.weight.shape == (6, 3, 2)
    dense = module.dense_weight()
    assert [[channel for channel in range(4) if dense[row, channel].any()] for row in range(3)] == [
        list(row) for row in table
    ]
    expected = functional.conv2d(X, dense, module.bias, stride=2, padding=(1, 0))
    assert_same(module, expected.detach().numpy())
    module(X).sum().backward()
    assert module.weight.grad.shape == module.weight.shape


def test_full_table_starts_as_wide_as_a_convolution():
    torch.manual_seed(0)
    table = TableConv2d([range(8)] * 64, 8, (5, 5)).weight.std().item()
    assert table == pytest.approx(nn.Conv2d(8, 64, 5).weight.std().item(), rel=0.05)


def test_scale_by_hand():
    module = ChannelScale(4).double()
    assert_same(module, X.numpy())
    with torch.no_grad():
        module.weight.copy_(torch.tensor([1.0, 2, 3, 4]))
        module.bias.fill_(0.5)
    assert_same(module, X.numpy() * np.array([1, 2, 3, 4])[:, None, None] + 0.5)
