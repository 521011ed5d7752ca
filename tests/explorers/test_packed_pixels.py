"""Gray pictures as short text: read back exactly by the page's script, and shorter than bytes."""

import gzip
from base64 import b64encode

import numpy as np
import pytest

from cnnlib.explorers import FilterPhotograph, scripts
from cnnlib.explorers.filter_photograph import PHOTOGRAPHS, pixels
from cnnlib.explorers.packed_pixels import packed, predicted

RNG = np.random.default_rng(5)
IMAGES = {
    "noise": RNG.integers(0, 256, (7, 9), dtype=np.uint8),
    "ends": np.array([[0, 255, 0, 255], [255, 0, 255, 0]], np.uint8),
    "row": RNG.integers(0, 256, (1, 5), dtype=np.uint8),
    "column": RNG.integers(0, 256, (5, 1), dtype=np.uint8),
    **{name: pixels(name) for name in PHOTOGRAPHS},
}


def test_a_smooth_ramp_is_predicted_exactly():
    ramp = np.add.outer(np.arange(5), 2 * np.arange(6))
    assert (predicted(ramp)[1:, 1:] != ramp[1:, 1:]).sum() == 20  # the larger neighbor is the most
    flat = np.full((4, 4), 9)
    assert (predicted(flat) == flat).sum() == 15


@pytest.mark.parametrize("name", IMAGES)
def test_the_page_reads_back_what_was_packed(one, name):
    image = IMAGES[name]
    element = one(FilterPhotograph())
    read = f"(e, [text, columns]) => [...window.{scripts.namespace()}.unpacked(text, columns)]"
    found = element.evaluate(read, [packed(image), image.shape[1]])
    np.testing.assert_array_equal(found, image.ravel())


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_photograph_takes_fewer_bytes_than_in_base64(name):
    image = pixels(name)
    text = packed(image)
    assert not {'"', "\n"} & {*text}
    assert len(gzip.compress(text.encode())) < 0.8 * len(gzip.compress(b64encode(image.tobytes())))
