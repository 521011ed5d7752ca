"""LeNet-5 against LeCun et al., 1998, in its modern form."""

from cnnlib.specs import lenet5


def test_parameters_and_operations():
    assert lenet5().parameters == 61_706
    assert lenet5().macs == 117_600 + 240_000 + 48_000 + 10_080 + 840


def test_shapes_as_published():
    shapes = [layer.output_shape(shape) for layer, shape in lenet5().steps() if layer.name]
    maps = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]
    assert shapes == [*maps, (120, 1, 1), (84, 1, 1), (10, 1, 1)]


def test_values_of_one_pass():
    assert lenet5().activations == 1024 + 4704 + 1176 + 1600 + 400 + 120 + 84 + 10
