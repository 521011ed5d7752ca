"""The famous receptive fields by experiment: NaN in a thin network, field against recursion."""

import numpy as np
import pytest

from cnnlib.receptive_field import field_grid, nan_bisect, thin_network
from cnnlib.specs import alexnet, googlenet, lenet5, resnet, vgg
from tests.receptive_field.published import PUBLISHED

FAMOUS = [
    (lenet5(), {"conv1": 5, "pool1": 6, "conv2": 14, "pool2": 16, "fc1": 32}),
    (alexnet(), {"pool5": 195, "fc6": 355}),
    (vgg("D"), {"pool1": 6, "pool2": 16, "pool3": 44, "pool4": 100, "pool5": 212, "fc6": 404}),
    (resnet(18), {"conv5_2": 435}),
    (resnet(34), {"conv5_3": 899}),
    (resnet(50), {"conv5_3": 483}),
    (resnet(50, stride_on_3x3=True), {"conv5_3": 427}),
    (resnet(101), {"conv5_3": 1027}),
    (resnet(152), {"conv5_3": 1507}),
    (googlenet(), {"inception5b": 715}),
]
CASES = [(network, *row) for network, sizes in FAMOUS for row in sizes.items()]


@pytest.mark.parametrize(("network", "layer", "size"), CASES)
def test_probe_finds_the_famous_size_and_the_exact_place(network, layer, size):
    probe_and_compare(network.up_to(layer), size)


@pytest.mark.parametrize(("layers", "size"), PUBLISHED)
def test_probe_finds_the_published_size(layers, size):
    probe_and_compare(layers(), size)


def probe_and_compare(part, size):
    """Probe a unit whose field lies away from the border, and expect the place by recursion."""
    grid = field_grid(part)
    place = grid.first_inside()
    expected = grid.field(*place)
    n = expected.rows[1] + 1 + grid.jump[0]
    found = nan_bisect(thin_network(part), np.zeros((1, 1, n, n), np.float32), place)
    assert found == expected
    assert found.size == (size, size)
