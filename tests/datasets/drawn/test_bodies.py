"""Bodies sit below the head or stand beside it; a cat's tail is thinner than a dog's."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.bodies import sitting, standing
from cnnlib.datasets.drawn.coats import Coat
from cnnlib.datasets.drawn.painter import Canvas, Frame

SCALE = 0.15


def extent(paint, species, seed=0, mirrored=False, center=(0.5, 0.3)):
    """Return left, right, top and bottom of a body, in units of a head from its frame."""
    canvas = Canvas(128)
    rng = np.random.default_rng(seed)
    paint(canvas, Frame(center, SCALE, mirrored=mirrored), Coat(rng), species, rng)
    rows, columns = np.nonzero(canvas.silhouette > 0.5)
    across = (columns / 128 - center[0]) / SCALE
    down = (rows / 128 - center[1]) / SCALE
    return across.min(), across.max(), down.min(), down.max()


@pytest.mark.parametrize("species", ["cat", "dog"])
def test_a_sitting_body_lies_below_the_head(species):
    for seed in range(6):
        left, right, top, bottom = extent(sitting, species, seed)
        assert left < -0.8
        assert right > 0.8
        assert top > 0.3
        assert 2.8 < bottom < 3.3


@pytest.mark.parametrize("species", ["cat", "dog"])
def test_a_standing_body_lies_beside_the_head(species):
    left, right, _, bottom = extent(standing, species, center=(0.3, 0.4))
    assert left > -0.8
    assert right > 3.0
    assert 2.4 < bottom < 3.0
    left, right, _, _ = extent(standing, species, mirrored=True, center=(0.7, 0.4))
    assert left < -3.0
    assert right < 0.8


def test_a_cats_tail_reaches_further_than_a_dogs():
    cats, dogs = (
        np.mean([extent(standing, species, seed, center=(0.25, 0.4))[1] for seed in range(8)])
        for species in ("cat", "dog")
    )
    assert cats > dogs + 0.2
