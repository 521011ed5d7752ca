"""VGG A to E against Simonyan and Zisserman, 2015, and torchvision's counts."""

import pytest

from cnnlib.specs import vgg

# Configuration -> parameters, and billions of multiply-accumulates where torchvision states them.
COUNTS = {
    "A": (132_863_336, 7.609),
    "B": (133_047_848, None),
    "C": (133_638_952, None),
    "D": (138_357_544, 15.470),
    "E": (143_667_240, 19.632),
}


@pytest.mark.parametrize("configuration", COUNTS)
def test_parameters_and_operations(configuration):
    network, (count, billions) = vgg(configuration), COUNTS[configuration]
    assert network.parameters == network.windowed().parameters == count
    assert network.windowed().macs == network.macs
    if billions:
        assert network.macs / 1e9 == pytest.approx(billions, abs=6e-4)


@pytest.mark.parametrize(
    ("configuration", "depth"), [("A", 11), ("B", 13), ("C", 16), ("D", 16), ("E", 19)]
)
def test_depth_counts_layers_with_weights(configuration, depth):
    layers = [layer for layer, shape in vgg(configuration).steps() if layer.parameters(shape)]
    assert len(layers) == depth


def test_weights_of_vgg16_without_biases():
    assert vgg("D").weights == 138_344_128


def test_memory_of_vgg16():
    assert vgg("D").activations == 15_237_608
    assert vgg("D").bytes() == 60_950_432
    written = {layer.name: layer.activations(shape) for layer, shape in vgg("D").steps()}
    assert written["conv1_1"] == written["conv1_2"] == 64 * 224 * 224 == 3_211_264
    assert (written["pool1"], written["conv5_3"], written["fc8"]) == (802_816, 100_352, 1000)


def test_stages_end_in_7x7_maps():
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in vgg().steps()}
    sides = [shapes[f"pool{stage}"] for stage in range(1, 6)]
    assert sides == [(64, 112, 112), (128, 56, 56), (256, 28, 28), (512, 14, 14), (512, 7, 7)]


@pytest.mark.parametrize("configuration", ["F", 16, None, ["D"]])
def test_unknown_configurations_list_the_known(configuration):
    with pytest.raises(ValueError, match=r"configuration must be one of \['A'"):
        vgg(configuration)


def test_keys_number_the_layers_as_torchvision_does():
    keys = {layer.name: layer.key for layer in vgg("D").layers if layer.name}
    assert (keys["conv1_1"], keys["conv1_2"], keys["pool5"]) == (
        "features.0", "features.2", "features.30",
    )  # fmt: skip
    assert (keys["fc6"], keys["fc8"]) == ("classifier.0", "classifier.6")
