"""Cats' ears stand up to points, dogs' hang or fold; the same fur covers both."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.coats import Coat
from cnnlib.datasets.drawn.faces import Face, cat_head, dog_head
from cnnlib.datasets.drawn.painter import Canvas, Frame

SCALE = 0.25


def silhouette(paint, seed):
    canvas = Canvas(96)
    rng = np.random.default_rng(seed)
    paint(canvas, Frame((0.5, 0.5), SCALE), Coat(rng), rng)
    return canvas


def height_above_the_middle(paint, seed):
    """Return how far the head reaches up, in units of a head."""
    rows = np.flatnonzero((silhouette(paint, seed).silhouette > 0.5).any(axis=1))
    return (0.5 - rows[0] / 96) / SCALE


@pytest.mark.parametrize("seed", range(12))
def test_a_cats_ears_reach_higher_than_a_dogs(seed):
    assert height_above_the_middle(cat_head, seed) > 1.18
    assert height_above_the_middle(dog_head, seed) < 1.35


@pytest.mark.parametrize("paint", [cat_head, dog_head])
def test_a_head_lies_around_its_frame(paint):
    canvas = silhouette(paint, 3)
    assert canvas.silhouette[48, 48] == pytest.approx(1)
    assert not canvas.silhouette[:, :5].any()
    assert 0.12 < canvas.silhouette.mean() < 0.45


@pytest.mark.parametrize("paint", [cat_head, dog_head])
def test_there_are_dark_pupils_and_light_glints(paint):
    inside = silhouette(paint, 5)
    face = inside.rgb[inside.silhouette > 0.99]
    assert face.sum(axis=1).min() < 0.6
    assert face.sum(axis=1).max() > 2.0


def test_a_turned_face_shifts_what_stands_out_and_narrows_the_far_side():
    face = Face(np.random.default_rng(0))
    face.yaw = 0.5
    assert face.turned([(0.0, 1.0)], depth=1).tolist() == [[0.15, 1.0]]
    assert face.turned([(0.0, 1.0)], depth=-1).tolist() == [[-0.15, 1.0]]
    assert face.foreshortening(1) == pytest.approx(0.86)
    assert face.foreshortening(-1) == 1
