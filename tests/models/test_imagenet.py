"""Names of the classes, and photographs as networks expect them."""

import numpy as np
import pytest

from cnnlib.datasets import photograph
from cnnlib.models import imagenet_classes, imagenet_input
from cnnlib.models.imagenet import DEVIATION, MEAN

# From the list of ILSVRC 2012, by their places in the scores.
KNOWN = {
    0: "tench", 1: "goldfish", 7: "cock", 151: "Chihuahua", 207: "golden retriever", 281: "tabby",
    282: "tiger cat", 283: "Persian cat", 285: "Egyptian cat", 340: "zebra", 388: "giant panda",
    404: "airliner", 504: "coffee mug", 698: "palace", 859: "toaster", 954: "banana",
    967: "espresso", 985: "daisy", 999: "toilet tissue",
}  # fmt: skip


def test_a_thousand_different_names():
    names = imagenet_classes()
    assert len(names) == len({*names}) == 1000
    assert all(name == name.strip() and name for name in names)
    assert {number: names[number] for number in KNOWN} == KNOWN


def test_every_channel_is_normalized():
    gray = np.full((3, 300, 280), 0.2)
    image = imagenet_input(gray)
    assert image.shape == (1, 3, 224, 224)
    for channel, mean, deviation in zip(image[0].numpy(), MEAN, DEVIATION, strict=True):
        np.testing.assert_allclose(channel, (51 / 255 - mean) / deviation, atol=1e-6)


def test_middle_is_cut_out_of_the_resized_picture():
    rows = np.broadcast_to(np.arange(512)[:, None] / 511, (3, 512, 1024))
    image = imagenet_input(rows)
    level = image[0, 0, :, 0].numpy() * DEVIATION[0] + MEAN[0]
    expected = (2 * np.arange(16, 240) + 0.5) / 511  # every second row, without 16 at each end
    np.testing.assert_allclose(level, expected, atol=0.5 / 255)
    assert (image == image[..., :1]).all()


def test_whole_picture_without_a_crop():
    assert imagenet_input(photograph("china"), crop=None).shape == (1, 3, 256, 384)
    assert imagenet_input(photograph("china"), shorter_side=64, crop=32).shape == (1, 3, 32, 32)


@pytest.mark.parametrize(
    ("picture", "error", "words"),
    [
        (np.zeros((3, 300, 300), np.uint8), TypeError, "uint8; divide 8-bit values by 255"),
        (np.zeros((300, 300, 3)), ValueError, r"shape \(3, H, W\), got \(300, 300, 3\)"),
        (np.zeros((3, 0, 300)), ValueError, r"shape \(3, H, W\)"),
        (np.full((3, 9, 9), 1.5), ValueError, r"values in \[0, 1\], got 1.5 to 1.5"),
        (np.full((3, 9, 9), np.nan), ValueError, r"values in \[0, 1\], got nan"),
    ],
)
def test_other_things_are_refused(picture, error, words):
    with pytest.raises(error, match=words):
        imagenet_input(picture)


def test_crop_must_fit():
    with pytest.raises(ValueError, match="crop must be at most shorter_side 200, got 224"):
        imagenet_input(photograph("china"), shorter_side=200)
