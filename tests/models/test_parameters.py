"""Counting parameters: weights and biases, trainable ones only."""

import pytest
from torch import nn

from cnnlib import specs
from cnnlib.models import count_parameters


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (nn.Linear(784, 100), 784 * 100 + 100),
        (nn.Conv2d(3, 10, 5), 10 * (3 * 5 * 5 + 1)),
        (nn.Conv2d(6, 4, 3, groups=2, bias=False), 4 * 3 * 3 * 3),
        (nn.BatchNorm2d(8), 16),  # running statistics are not trained
        (nn.Sequential(nn.ReLU(), nn.MaxPool2d(2)), 0),
    ],
)
def test_counts_by_hand(layer, expected):
    assert count_parameters(layer) == expected


def test_frozen_parameters_do_not_count():
    layer = nn.Linear(3, 2)
    layer.bias.requires_grad_(False)
    assert count_parameters(layer) == 6


def test_a_specification_is_told_where_its_count_stands():
    with pytest.raises(TypeError, match=r"got Network; a specification has its .* as \.parameters"):
        count_parameters(specs.lenet5())
    assert specs.lenet5().parameters == 61_706  # the advice works
