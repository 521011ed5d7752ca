"""LeNet-5 against LeCun et al., 1998, and in its modern form."""

from cnnlib.specs import lenet5, lenet5_1998
from cnnlib.specs.families.lenet import C3_CONNECTIONS


def test_parameters_and_operations():
    assert lenet5().parameters == 61_706
    assert lenet5().macs == 117_600 + 240_000 + 48_000 + 10_080 + 840


def test_shapes_as_published():
    shapes = [layer.output_shape(shape) for layer, shape in lenet5().steps() if layer.name]
    maps = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]
    assert shapes == [*maps, (120, 1, 1), (84, 1, 1), (10, 1, 1)]


def test_values_of_one_pass():
    assert lenet5().activations == 1024 + 4704 + 1176 + 1600 + 400 + 120 + 84 + 10


def test_original_has_sixty_thousand_parameters():
    network = lenet5_1998()
    counts = {layer.name: layer.parameters(shape) for layer, shape in network.steps() if layer.name}
    assert counts == {"C1": 156, "S2": 12, "C3": 1516, "S4": 32, "C5": 48_120, "F6": 10_164}
    assert network.parameters == 60_000


def test_connections_of_c3_by_the_table():
    assert [len(row) for row in C3_CONNECTIONS] == [3] * 6 + [4] * 9 + [6]
    readers = [sum(channel in row for row in C3_CONNECTIONS) for channel in range(6)]
    assert readers == [10] * 6  # "every feature map of S2 feeds ten maps of C3"
    assert len({*C3_CONNECTIONS}) == 16


def test_original_has_the_shapes_of_the_modern_form():
    shapes = [layer.output_shape(shape) for layer, shape in lenet5_1998().steps() if layer.name]
    maps = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]
    assert shapes == [*maps, (120, 1, 1), (84, 1, 1)]
