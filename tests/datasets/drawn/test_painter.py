"""Shapes cover the area that geometry says, at any size, and frames turn and mirror them."""

import numpy as np
import pytest

from cnnlib.datasets.drawn.painter import (
    Canvas,
    Frame,
    clouds,
    ellipse,
    mirrored,
    smooth,
    tapered,
)

WHITE = (1, 1, 1)


@pytest.mark.parametrize("size", [16, 64, 200])
def test_a_rectangle_covers_its_area(size):
    canvas = Canvas(size)
    canvas.fill(np.array([(0.25, 0.25), (0.75, 0.25), (0.75, 0.5), (0.25, 0.5)]), WHITE, solid=True)
    assert canvas.rgb.mean() == pytest.approx(0.125, abs=1.2 / size)
    assert np.array_equal(canvas.rgb[..., 0], canvas.silhouette)


@pytest.mark.parametrize("size", [32, 128])
def test_an_ellipse_covers_its_area_and_has_soft_edges(size):
    canvas = Canvas(size)
    canvas.fill(ellipse(0.5, 0.5, 0.4, 0.2, angle=0.5), WHITE)
    assert canvas.rgb.mean() == pytest.approx(np.pi * 0.4 * 0.2, rel=0.06)
    assert ((canvas.rgb > 0.1) & (canvas.rgb < 0.9)).any()


def test_a_line_covers_length_times_width():
    canvas = Canvas(100)
    canvas.stroke(np.array([(0.1, 0.2), (0.9, 0.7)]), 0.1, WHITE)
    assert canvas.rgb.mean() == pytest.approx(np.hypot(0.8, 0.5) * 0.1, rel=0.1)


def test_what_lies_outside_is_cut_off_or_ignored():
    canvas = Canvas(20)
    canvas.fill(ellipse(2, 2, 0.5, 0.5), WHITE)
    assert not canvas.rgb.any()
    canvas.fill(np.array([(-1, -1), (0.5, -1), (0.5, 2), (-1, 2)]), WHITE)
    assert canvas.rgb[:, :10].all()
    assert not canvas.rgb[:, 10:].any()


def test_opacity_mixes_and_textures_keep_their_place():
    canvas = Canvas(10)
    everything = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    texture = np.random.default_rng(0).random((10, 10, 3)).astype(np.float32)
    canvas.fill(everything, texture)
    assert canvas.rgb[1:-1, 1:-1] == pytest.approx(texture[1:-1, 1:-1], abs=1e-6)
    canvas.fill(everything, WHITE, opacity=0.25)
    expected = 0.75 * texture + 0.25
    assert canvas.rgb[1:-1, 1:-1] == pytest.approx(expected[1:-1, 1:-1], abs=1e-6)


def test_several_outlines_are_painted_at_once():
    together = Canvas(50)
    apart = Canvas(50)
    dots = [ellipse(0.2, 0.3, 0.1, 0.1), ellipse(0.7, 0.8, 0.1, 0.1)]
    together.fill(dots, WHITE)
    for dot in dots:
        apart.fill(dot, WHITE)
    assert np.abs(together.rgb - apart.rgb).mean() < 1e-3


def test_a_frame_scales_turns_and_mirrors():
    frame = Frame((0.5, 0.5), 0.1)
    assert frame.place([(1, 2)]) == pytest.approx(np.array([(0.6, 0.7)]))
    quarter = Frame((0.5, 0.5), 0.1, np.pi / 2)  # clockwise as seen: right becomes down
    assert quarter.place([(1, 0)]) == pytest.approx(np.array([(0.5, 0.6)]))
    assert Frame((0.5, 0.5), 0.1, mirrored=True).place([(1, 2)]) == pytest.approx(
        np.array([(0.4, 0.7)])
    )


@pytest.mark.parametrize("mirror", [False, True])
def test_a_frame_gives_back_the_coordinates_it_placed(mirror):
    frame = Frame((0.3, 0.6), 0.2, 0.7, mirror)
    points = np.random.default_rng(0).normal(size=(5, 2))
    x, y = frame.place(points).T
    assert np.stack(frame.local(x, y), axis=1) == pytest.approx(points)


def test_a_smooth_curve_goes_through_its_points():
    points = np.array([(0, 0), (1, 2), (3, 1), (2, -1)], float)
    assert smooth(points, closed=True, steps=5)[::5] == pytest.approx(points)
    curve = smooth(points, closed=False, steps=5)
    assert curve[::5] == pytest.approx(points)
    assert len(curve) == 16


def test_a_smooth_curve_through_a_line_stays_on_it():
    line = np.array([(0, 0), (1, 1), (2, 2), (3, 3)], float)
    curve = smooth(line, closed=False)
    assert curve[:, 0] == pytest.approx(curve[:, 1])


def test_mirrored_doubles_a_half_but_not_the_axis():
    outline = mirrored([(0, -1), (1, 0), (0, 1)])
    assert outline.tolist() == [[0, -1], [1, 0], [0, 1], [-1, 0]]


def test_tapered_goes_from_one_width_to_another():
    outline = tapered(np.array([(0, 0), (1, 0), (2, 0)], float), 1.0, 0.5)
    expected = np.array([[0, 0.5], [2, 0.25], [2.25, 0], [2, -0.25], [0, -0.5]])
    assert outline[[0, 2, 3, 4, 6]] == pytest.approx(expected)


def test_clouds_are_smooth_and_bounded():
    noise = clouds(np.random.default_rng(0), 64, 4)
    assert noise.shape == (64, 64)
    assert 0.3 < np.abs(noise).max() < 1.6
    assert np.abs(np.diff(noise, axis=0)).max() < 0.25


def test_clouds_are_the_same_at_any_size():
    small, large = (clouds(np.random.default_rng(0), size, 4) for size in (32, 128))
    averaged = large.reshape(32, 4, 32, 4).mean(axis=(1, 3))
    assert averaged == pytest.approx(small, abs=0.05)
