"""The famous networks have the published numbers of parameters, shapes and operations."""

import pytest

from cnnlib.specs import alexnet, googlenet, lenet5, resnet, vgg

# Of the papers, their released models, and torchvision's models where those are the same.
PARAMETERS = [
    (lenet5(), 61_706),
    (alexnet(), 60_965_224),
    (alexnet(groups=1), 62_378_344),
    (vgg("A"), 132_863_336),
    (vgg("B"), 133_047_848),
    (vgg("C"), 133_638_952),
    (vgg("D"), 138_357_544),
    (vgg("E"), 143_667_240),
    (googlenet(), 6_998_552),
    (resnet(18), 11_689_512),
    (resnet(34), 21_797_672),
    (resnet(50), 25_557_032),
    (resnet(50, stride_on_3x3=True), 25_557_032),
]
# In billions, as torchvision states them for its weights (of ResNet-50: stride on the 3x3).
GIGA_MACS = [
    (vgg("A"), 7.609),
    (vgg("D"), 15.470),
    (vgg("E"), 19.632),
    (resnet(18), 1.814),
    (resnet(34), 3.664),
    (resnet(50, stride_on_3x3=True), 4.089),
]


def identity(value):
    """Name a case by its network."""
    return getattr(value, "name", None)


@pytest.mark.parametrize(("network", "count"), PARAMETERS, ids=identity)
def test_parameters(network, count):
    assert network.parameters == count


@pytest.mark.parametrize(("network", "count"), PARAMETERS, ids=identity)
def test_dense_ends_as_convolutions_cost_the_same(network, count):
    windowed = network.windowed()
    assert (windowed.parameters, windowed.macs) == (count, network.macs)
    assert windowed.output_shape == network.output_shape


@pytest.mark.parametrize(("network", "billions"), GIGA_MACS, ids=identity)
def test_multiply_accumulates(network, billions):
    assert network.macs / 1e9 == pytest.approx(billions, abs=6e-4)


def test_weights_of_vgg16_without_biases():
    assert vgg("D").weights == 138_344_128


def test_shapes_of_alexnet_as_published():
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in alexnet().steps()}
    assert shapes["conv1"] == (96, 55, 55)
    assert shapes["pool1"] == (96, 27, 27)
    assert shapes["conv2"] == (256, 27, 27)
    assert shapes["pool2"] == (256, 13, 13)
    assert shapes["conv3"] == shapes["conv4"] == (384, 13, 13)
    assert shapes["pool5"] == (256, 6, 6)


@pytest.mark.parametrize("depth", [18, 34, 50])
def test_resnet_ends_in_7x7_maps(depth):
    shapes = {layer.name: shape for layer, shape in resnet(depth).steps()}
    assert shapes["pool5"] == (2048 if depth == 50 else 512, 7, 7)


def test_inception_modules_end_with_the_published_channels():
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in googlenet().steps()}
    published = {"3a": 256, "3b": 480, "4a": 512, "4b": 512, "4c": 512, "4d": 528, "4e": 832}
    for name, channels in (published | {"5a": 832, "5b": 1024}).items():
        assert shapes[f"inception{name}"][0] == channels
    assert shapes["inception5b"] == (1024, 7, 7)


def test_unknown_configurations_list_the_known():
    with pytest.raises(ValueError, match=r"configuration must be one of \['A'"):
        vgg("F")
    with pytest.raises(ValueError, match=r"depth must be one of \[18, 34, 50\]"):
        resnet(19)
