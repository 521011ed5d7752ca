"""ZFNet against Zeiler and Fergus, 2014, figure 3."""

import pytest

from cnnlib.specs import zfnet


def test_parameters():
    assert zfnet().parameters == zfnet().windowed().parameters == 62_357_608


@pytest.mark.parametrize("form", ["paper", "slides"])
def test_sizes_as_published(form):
    sizes = {layer.name: layer.output_shape(shape)[1] for layer, shape in zfnet(form).steps()}
    published = {"conv1": 110, "pool1": 55, "conv2": 26, "pool2": 13, "conv5": 13, "pool5": 6}
    assert {name: sizes[name] for name in published} == published


def test_slides_have_more_filters():
    filters = [getattr(layer, "out_channels", None) for layer in zfnet("slides").layers]
    assert [count for count in filters if count] == [96, 256, 512, 1024, 512]
    with pytest.raises(ValueError, match=r"form must be one of \['paper', 'slides'\]"):
        zfnet("book")
