"""GoogLeNet against the table of Szegedy et al., 2015."""

from cnnlib.specs import googlenet

# Channels after each module.
PUBLISHED = {
    "3a": 256, "3b": 480, "4a": 512, "4b": 512, "4c": 512, "4d": 528, "4e": 832,
    "5a": 832, "5b": 1024,
}  # fmt: skip


def test_parameters_and_operations():
    network = googlenet()
    assert network.parameters == network.windowed().parameters == 6_998_552
    assert network.windowed().macs == network.macs
    assert 1.4e9 < network.macs < 1.6e9  # "1.5 billion multiply-adds", says the paper


def test_modules_end_with_the_published_channels():
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in googlenet().steps()}
    assert {name: shapes[f"inception{name}"][0] for name in PUBLISHED} == PUBLISHED
    assert shapes["inception3b"][1:] == (28, 28)
    assert shapes["inception4e"][1:] == (14, 14)
    assert shapes["inception5b"] == (1024, 7, 7)
