"""Fish and birds look to the right, are longer than high, and turn with their frame."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.coats import Coat
from cnnlib.datasets.drawn.fish_and_birds import bird, fish
from cnnlib.datasets.drawn.painter import Canvas, Frame

SCALE = 0.25


def silhouette(paint, seed=0, **frame):
    canvas = Canvas(96)
    rng = np.random.default_rng(seed)
    paint(canvas, Frame((0.5, 0.5), SCALE, **frame), Coat(rng), rng)
    return canvas.silhouette > 0.5


def extent(mask):
    rows, columns = np.nonzero(mask)
    return np.ptp(rows) / 96 / SCALE, np.ptp(columns) / 96 / SCALE


@pytest.mark.parametrize("paint", [fish, bird])
def test_longer_than_high_and_around_the_frame(paint):
    for seed in range(8):
        mask = silhouette(paint, seed)
        high, long = extent(mask)
        assert 0.9 < high < 2.0
        assert 2.2 < long < 2.9
        assert mask[48, 48]


@pytest.mark.parametrize("paint", [fish, bird])
def test_a_quarter_turn_exchanges_height_and_length(paint):
    high, long = extent(silhouette(paint))
    turned = extent(silhouette(paint, angle=np.pi / 2))
    assert turned == pytest.approx((long, high), abs=0.1)


@pytest.mark.parametrize("paint", [fish, bird])
def test_mirrored_it_looks_to_the_left(paint):
    mask, flipped = silhouette(paint), silhouette(paint, mirrored=True)
    assert np.mean(mask[:, ::-1] != flipped) < 0.01
    assert np.mean(mask != flipped) > 0.02
