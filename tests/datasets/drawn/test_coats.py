"""Coats have the pattern they say, and are drawn from one distribution for all animals."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.coats import PATTERNS, Coat, blend, paint_part, soft_spot
from cnnlib.datasets.drawn.painter import Canvas, Frame, ellipse


def coat_of(pattern):
    """Return the first coat with this pattern."""
    return next(c for c in map(seeded_coat, range(100)) if c.pattern == pattern)


def seeded_coat(seed):
    return Coat(np.random.default_rng(seed))


def texture_of(coat):
    return coat.texture(Canvas(64), Frame((0.5, 0.5), 0.4), np.random.default_rng(0))


def test_every_pattern_occurs():
    assert {seeded_coat(seed).pattern for seed in range(60)} == {*PATTERNS}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_textures_are_colors(pattern):
    texture = texture_of(coat_of(pattern))
    assert texture.shape == (64, 64, 3)
    assert texture.dtype == np.float32
    assert 0 <= texture.min() < texture.max() <= 1


@pytest.mark.parametrize("pattern", ["stripes", "patches", "spots", "shaded"])
def test_a_pattern_shows_both_colors_and_a_plain_coat_one(pattern):
    def spread(coat):
        return texture_of(coat).std(axis=(0, 1)).max() / np.abs(coat.main - coat.second).max()

    assert spread(coat_of(pattern)) > 0.08
    plain = coat_of("plain")
    assert texture_of(plain).mean(axis=(0, 1)) == pytest.approx(plain.main, abs=0.1)


def test_blend_moves_towards_a_color_by_a_share():
    texture = np.zeros((1, 3, 3), np.float32)
    mixed = blend(texture, np.ones(3), np.array([[0, 0.5, 1]]))
    assert mixed[0, :, 0].tolist() == [0, 0.5, 1]


def test_a_soft_spot_is_one_inside_and_zero_outside():
    u = np.array([0, 0.5, 1.0, 1.3])
    assert soft_spot(u, np.zeros(4), 0, 0, 1, 1).tolist() == [1, 1, 0.5, 0]


def test_a_part_has_a_dark_contour_and_belongs_to_the_silhouette():
    canvas = Canvas(64)
    coat = coat_of("plain")
    fur = np.broadcast_to(coat.main, canvas.rgb.shape)
    paint_part(canvas, Frame((0.5, 0.5), 0.3), ellipse(0, 0, 1, 1), fur, coat)
    assert canvas.rgb[32, 32] == pytest.approx(coat.main, abs=1e-3)
    edge = canvas.rgb[32, int(64 * 0.2)]
    assert (edge < coat.main).all()
    assert canvas.silhouette.mean() == pytest.approx(np.pi * 0.09, rel=0.05)
