"""Backgrounds vary, clutter adds edges, and light changes every pixel but leaves colors valid."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.backgrounds import (
    paint_background,
    paint_object,
    paint_shadow,
    random_color,
    relight,
)
from cnnlib.datasets.drawn.painter import Canvas, Frame


def background(seed, clutter):
    canvas = Canvas(64)
    paint_background(canvas, np.random.default_rng(seed), clutter)
    return canvas.rgb


def test_backgrounds_are_colors_and_differ():
    pictures = [background(seed, 5) for seed in range(4)]
    for picture in pictures:
        assert 0 <= picture.min() < picture.max() <= 1
    assert np.std([picture.mean(axis=(0, 1)) for picture in pictures], axis=0).min() > 0.01


def test_clutter_adds_edges():
    def edges(clutter):
        return np.mean([np.abs(np.diff(background(s, clutter), axis=1)).mean() for s in range(6)])

    assert edges(20) > 1.3 * edges(0)


def test_objects_belong_to_no_animal():
    canvas = Canvas(64)
    rng = np.random.default_rng(0)
    for _ in range(30):
        paint_object(canvas, rng, 0.2)
    assert canvas.rgb.any()
    assert not canvas.silhouette.any()


def test_colors_are_colors():
    rng = np.random.default_rng(0)
    colors = np.array([random_color(rng) for _ in range(200)])
    assert colors.shape == (200, 3)
    assert 0 <= colors.min() < colors.max() <= 1


def test_a_shadow_darkens_only_its_place():
    canvas = Canvas(64)
    canvas.rgb[:] = 0.5
    paint_shadow(canvas, Frame((0.5, 0.5), 0.2), (0, 1), 1.0)
    assert canvas.rgb[45, 32, 0] < 0.4
    assert canvas.rgb[10, 32, 0] == 0.5


def test_light_keeps_colors_valid():
    canvas = Canvas(64)
    canvas.rgb[:] = np.linspace(0, 1, 64, dtype=np.float32)[:, None]
    relight(canvas, np.random.default_rng(0))
    assert 0 <= canvas.rgb.min() < canvas.rgb.max() <= 1
    assert canvas.rgb.mean() != pytest.approx(0.5, abs=1e-3)
