"""The measured fields are those of the recursion, and need no later layer to fit."""

import pytest
import torch
from torch import nn

from cnnlib import models, specs
from cnnlib.inspection import layer_field
from cnnlib.receptive_field import FieldGrid, field_table
from tests.inspection.networks import stack


def test_a_stack_by_hand():
    net = stack()
    assert layer_field(net, "0", (2, 64, 64)) == FieldGrid((5, 5), (2, 2), (-2, -2))
    assert layer_field(net, "2", (2, 64, 48)) == FieldGrid((7, 7), (4, 4), (-2, -2))
    assert layer_field(net, "3", (2, 64, 48)) == FieldGrid((15, 15), (4, 4), (-6, -6))


@pytest.mark.parametrize("layer", ["conv1", "pool1", "conv2", "pool2"])
def test_the_specification_gives_the_same(layer):
    net = models.build(specs.lenet5())
    expected = field_table(specs.lenet5())[layer]
    assert layer_field(net, layer, (1, 60, 50)) == expected  # its dense layers take 32x32 only


def test_rows_and_columns_may_differ():
    net = nn.Conv2d(1, 1, (3, 1), stride=(1, 2), padding=(0, 3))
    whole = nn.Sequential(net)
    assert layer_field(whole, "0", (1, 16, 16)) == FieldGrid((3, 1), (1, 2), (0, -3))


@pytest.mark.parametrize(
    ("net", "layer", "shape", "message"),
    [
        (stack(), "3", (2, 16, 16), r"reach the border of an input of \(16, 16\)"),
        (stack(), "3", (2, 8, 8), r"reach the border of an input of \(8, 8\)"),
        (stack(), "5", (2, 64, 64), "at least 2x2 places"),
        (stack(), "7", (2, 64, 64), r"at least 2x2 places .* got \(1, 3\)"),
        (nn.Sequential(nn.Conv2d(1, 1, 3), nn.ConvTranspose2d(1, 1, 3, 2)), "1", (1, 20, 20), "up"),
    ],
)
def test_what_has_no_grid_is_refused(recwarn, net, layer, shape, message):
    with pytest.raises(ValueError, match=message):
        layer_field(net, layer, shape)
    assert not recwarn.list


def test_a_layer_that_is_not_run_is_named():
    net = nn.Sequential(nn.Conv2d(1, 1, 3))
    net[0].spare = nn.ReLU()
    with pytest.raises(ValueError, match=r"does not run '0\.spare'"):
        layer_field(net, "0.spare", (1, 8, 8))


def test_batch_normalization_in_training_mode_is_measured_in_evaluation_mode():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2)).train()
    before = net[1].running_mean.clone()
    assert layer_field(net, "1", (1, 12, 12)) == FieldGrid((3, 3))
    assert net.training
    assert torch.equal(net[1].running_mean, before)
