"""AlexNet against Krizhevsky et al., 2012: groups, shapes, parameters."""

import pytest

from cnnlib.specs import alexnet, alexnet_torchvision


@pytest.mark.parametrize(("groups", "count"), [(2, 60_965_224), (1, 62_378_344)])
def test_parameters(groups, count):
    network = alexnet(groups)
    assert network.parameters == network.windowed().parameters == count
    assert network.windowed().macs == network.macs


def test_shapes_as_published():
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in alexnet().steps()}
    assert shapes["conv1"] == (96, 55, 55)
    assert shapes["pool1"] == shapes["norm1"] == (96, 27, 27)
    assert shapes["conv2"] == (256, 27, 27)
    assert shapes["pool2"] == shapes["norm2"] == (256, 13, 13)
    assert shapes["conv3"] == shapes["conv4"] == (384, 13, 13)
    assert shapes["pool5"] == (256, 6, 6)
    assert shapes["fc8"] == (1000, 1, 1)


def test_weights_of_the_first_layer():
    (conv, shape), *_ = alexnet().steps()
    assert conv.weights(shape) == 34_848


def test_groups_must_divide_the_channels():
    with pytest.raises(ValueError, match=r"^conv2 with input .*: groups=5 must divide"):
        _ = alexnet(groups=5).parameters


def test_form_of_torchvision():
    network = alexnet_torchvision()
    assert network.parameters == 61_100_840
    assert network.macs / 1e9 == pytest.approx(0.714, abs=6e-4)  # as torchvision states it
    assert network.up_to("pool5").output_shape == (256, 6, 6)
    assert [layer.key for layer in network.layers][-3:] == [
        "classifier.4", "classifier.5", "classifier.6",
    ]  # fmt: skip
