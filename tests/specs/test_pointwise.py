"""Layers that treat every place alone: they keep the shape, and only one of them learns."""

import pytest
from torch import nn

from cnnlib.specs import (
    BatchNorm,
    Dropout,
    LocalResponseNorm,
    Pointwise,
    ReLU,
    ReLU6,
    Scale,
    Tanh,
)

EVERY = [ReLU(), ReLU6(), Tanh(), Dropout(0.3), LocalResponseNorm(5), BatchNorm()]


@pytest.mark.parametrize("layer", EVERY, ids=lambda layer: layer.label)
def test_keeps_shape_and_window_of_one_place(layer):
    assert isinstance(layer, Pointwise)
    assert layer.output_shape((6, 5, 4)) == (6, 5, 4)
    assert (layer.kernel_size, layer.stride, layer.padding, layer.dilation) == (1, 1, 0, 1)
    assert layer.macs((6, 5, 4)) == 0


def test_only_response_normalization_needs_room():
    written = {layer.label: layer.activations((6, 5, 4)) for layer in EVERY}
    assert written.pop("LocalResponseNorm") == 120
    assert set(written.values()) == {0}
    assert LocalResponseNorm(5).bytes((6, 5, 4)) == 480


def test_only_batch_normalization_learns():
    learned = {layer.label: layer.parameters((6, 5, 4)) for layer in EVERY}
    assert learned.pop("BatchNorm") == sum(p.numel() for p in nn.BatchNorm2d(6).parameters())
    assert set(learned.values()) == {0}


def test_scale_learns_as_batch_normalization_does():
    assert Scale().parameters((6, 5, 4)) == BatchNorm(eps=1e-3).parameters((6, 5, 4)) == 12
    assert repr(BatchNorm(1e-3, name="bn")) == "BatchNorm(eps=0.001, name='bn')"
