"""The lectures' ConvNets: layer by layer the same as written by hand in PyTorch."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from cnnlib.models import BlockNetwork, ConvNet, count_parameters
from cnnlib.specs import MaxPool, block_network, convnet

X = torch.rand(2, 3, 40, 36, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize(("kernel_size", "stride", "padding"), [(3, 1, 0), (5, 2, 2)])
def test_convnet_is_the_mean_of_its_scores_over_all_places(kernel_size, stride, padding):
    net = ConvNet([4, 6], 3, kernel_size, stride, padding, seed=3)
    x = X
    for conv in (net.conv1, net.conv2):
        x = functional.relu(functional.conv2d(x, conv.weight, conv.bias, stride, padding))
    expected = net.classifier(x).mean([2, 3])
    torch.testing.assert_close(net(X), expected)
    assert net.conv2.weight.shape == (6, 4, kernel_size, kernel_size)


def test_convnet_with_pooling_and_one_channel():
    net = ConvNet([4], n_input_channels=1, pooling=MaxPool(3, padding=1), classes=5)
    assert isinstance(net[2], nn.MaxPool2d)
    assert net(X[:, :1]).shape == (2, 5)


def test_block_network_by_hand():
    net = BlockNetwork((4, 8))
    x = functional.max_pool2d(torch.relu(net.conv1(X)), 3, 2, 1)
    for block in (net.block1, net.block2):
        assert (block.conv1.stride, block.conv2.stride) == ((2, 2), (1, 1))
        x = torch.relu(block.conv2(torch.relu(block.conv1(x))))
    torch.testing.assert_close(net(X), net.classifier(x.mean([2, 3])))


def test_block_network_normalizes_after_each_convolution():
    net = BlockNetwork((4,), batch_norm=True)
    order = [type(module).__name__ for module in net.modules() if not list(module.children())]
    assert order[:5] == ["Conv2d", "BatchNorm2d", "ReLU", "MaxPool2d", "Conv2d"]
    assert order.count("BatchNorm2d") == 3
    assert net.conv1.bias is None
    assert net(X).shape == (2, 1)


def test_counts_are_those_of_the_specifications():
    assert count_parameters(ConvNet([32, 64])) == convnet([32, 64]).parameters
    assert count_parameters(BlockNetwork()) == block_network().parameters


def test_seed_fixes_the_weights():
    assert torch.equal(ConvNet(seed=1).conv1.weight, ConvNet(seed=1).conv1.weight)
    assert not torch.equal(ConvNet(seed=1).conv1.weight, ConvNet(seed=2).conv1.weight)
