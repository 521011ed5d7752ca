"""A layer that does not fit its input: every reading of the network names it, and says why."""

import numpy as np
import pytest
from torch import nn

from cnnlib import models, numpy_nets, receptive_field
from cnnlib.specs import Branches, Convolution, Dense, MaxPool, Network, dilated

FIRST = Convolution(4, 3)
MISFITS = {
    r"large with input \(4, 6, 6\): kernel_size 9 .* more than the 6": [
        FIRST,
        MaxPool(9, name="large"),
    ],
    r"layer 2 \(Convolution\) with input \(4, 6, 6\): groups=3 must divide the 4 channels": [
        FIRST,
        Convolution(6, 3, groups=3),
    ],
    r"late with input \(5, 1, 1\): kernel_size 3 .* more than the 1": [
        Dense(5),
        Convolution(4, 3, name="late"),
    ],
    r"layer 1 \(Branches\) with input \(1, 8, 8\): deep with input \(4, 6, 6\): kernel_size 7": [
        Branches((FIRST, Convolution(4, 7, name="deep")), ()),
    ],
    r"layer 2 \(Branches\) with input \(4, 6, 6\): .* equal channels.*\(5, 4, 4\)\]": [
        FIRST,
        Branches((FIRST,), (Convolution(5, 3),)),
    ],
}
READINGS = {
    "table": lambda net: net.table(),
    "table of what is inside": lambda net: net.table(inner=True),
    "output": lambda net: net.output_shape,
    "parameters": lambda net: net.parameters,
    "multiply-adds": lambda net: net.macs,
    "windows": lambda net: net.windowed(),
    "dilated": lambda net: dilated(net, output_stride=1),
    "fields": receptive_field.field_table,
    "last field": receptive_field.field_grid,
    "thin": receptive_field.thin_network,
    "module": models.build,
    "NumPy": lambda net: numpy_nets.network(net, {}),
}


@pytest.mark.parametrize("message", MISFITS)
@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_names_the_layer_that_does_not_fit(reading, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        READINGS[reading](Network("misfit", MISFITS[message], (1, 8, 8)))


def test_a_misfit_is_found_at_the_size_that_is_asked_about():
    net = Network("small", [FIRST, MaxPool(3, name="pool")], (1, 8, 8))
    with pytest.raises(ValueError, match=r"^pool with input \(4, 2, 2\)"):
        receptive_field.field_table(net, input_size=4)


def test_a_module_that_does_not_fit_is_named():
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Sequential(nn.ReLU(), nn.MaxPool2d(9)))
    with pytest.raises(ValueError, match=r"^1\.1 \(MaxPool2d\) does not fit its input \(4, 6, 6\)"):
        models.summary(net, (1, 8, 8))
    with pytest.raises(ValueError, match=r"^0 \(Conv2d\) does not fit its input \(3, 8, 8\)"):
        models.summary(net, (3, 8, 8))
    assert not any(module._forward_pre_hooks for module in net.modules())


@pytest.mark.parametrize("how", ["__call__", "forward"])
def test_a_numpy_network_names_the_step(how):
    net = numpy_nets.from_torch(nn.Sequential(nn.Conv2d(1, 4, 3), nn.MaxPool2d(9)))
    with pytest.raises(ValueError, match=r"^1 with input \(2, 4, 6, 6\): kernel_size 9"):
        getattr(net, how)(np.zeros((2, 1, 8, 8), np.float32))
    with pytest.raises(ValueError, match=r"^0 with input \(2, 3, 20, 20\)"):
        getattr(net, how)(np.zeros((2, 3, 20, 20), np.float32))
