"""Tiles lie where they belong, and a map lies over its image."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib.plotting import show_mosaic, show_overlay, show_overlays


def test_tiles_lie_row_by_row_with_clear_gaps():
    images = np.arange(5)[:, None, None, None] / 4 * np.ones((5, 3, 2, 3))
    ax = show_mosaic(images, columns=2, gap=1, title="five")
    picture = np.asarray(ax.images[0].get_array())
    assert picture.shape == (3 * 2 + 2, 2 * 3 + 1, 4)
    for index in range(5):
        row, column = divmod(index, 2)
        tile = picture[row * 3 : row * 3 + 2, column * 4 : column * 4 + 3]
        assert np.all(tile == [index / 4] * 3 + [1])
    assert np.all(picture[2, :, 3] == 0)  # a gap
    assert np.all(picture[:, 3, 3] == 0)
    assert np.all(picture[6:, 4:, 3] == 0)  # no sixth tile
    assert ax.get_title() == "five"


def test_gray_tiles_have_three_equal_channels():
    images = np.random.default_rng(0).random((1, 1, 2, 2))
    picture = show_mosaic(images).images[0].get_array()
    assert np.array_equal(picture[..., :3], np.repeat(images[0].transpose(1, 2, 0), 3, axis=2))


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (np.zeros((2, 4, 3, 3)), r"shape \(N, 1 or 3, h, w\), got \(2, 4, 3, 3\)"),
        (np.zeros((3, 3)), "shape"),
        (np.zeros((0, 1, 3, 3)), "shape"),
        (np.full((1, 1, 2, 2), 255, np.uint8), "floating-point numbers from 0 to 1, got uint8"),
        (np.full((1, 1, 2, 2), -0.1), "from 0 to 1, got float64 from -0.1"),
        (np.full((1, 1, 2, 2), np.nan), "from 0 to 1"),
    ],
)
def test_what_cannot_be_shown_is_refused(images, message):
    with pytest.raises(ValueError, match=message):
        show_mosaic(images)


def test_columns_and_gap_are_counts():
    with pytest.raises(ValueError, match="columns must be at least 1, got 0"):
        show_mosaic(np.zeros((2, 1, 3, 3)), columns=0)
    with pytest.raises(ValueError, match="gap must be at least 0, got -1"):
        show_mosaic(np.zeros((2, 1, 3, 3)), gap=-1)
    with pytest.raises(TypeError, match="columns must be an integer"):
        show_mosaic(np.zeros((2, 1, 3, 3)), columns=2.5)


def test_overlay_is_clear_where_the_map_is_low():
    _, given = plt.subplots()
    values = np.array([[0.0, 2.0], [4.0, 1.0]])
    ax = show_overlay(np.ones((3, 2, 2)), values, given, opacity=0.8, title="evidence")
    assert ax is given
    image, heat = ax.images
    assert np.all(image.get_array() == 1)
    assert np.allclose(heat.get_array()[..., 3], 0.8 * values / 4)
    assert ax.get_title() == "evidence"


def test_negative_and_equal_values_are_clear_and_extreme_ones_are_cut_off():
    values = np.array([[-3.0, 0.0], [1.0, 50.0]])
    heat = show_overlay(np.zeros((2, 2)), values, vmax=2.0, opacity=1.0).images[1]
    assert heat.get_array()[..., 3].tolist() == [[0, 0], [0.5, 1]]
    flat = show_overlay(np.zeros((2, 2)), np.zeros((2, 2))).images[1]
    assert np.all(flat.get_array()[..., 3] == 0)


def test_sizes_must_agree():
    with pytest.raises(ValueError, match=r"map \(2, 2\) and image \(3, 4, 4\)"):
        show_overlay(np.zeros((3, 4, 4)), np.zeros((2, 2)))


def test_overlay_of_bytes_is_the_overlay_of_floats():
    """With bytes taken for floats the image would be white."""
    pixels = np.random.default_rng(0).integers(0, 256, (3, 4, 6), dtype=np.uint8)
    values = np.eye(4, 6)
    drawn = [show_overlay(image, values).images[0] for image in (pixels, pixels / 255)]
    assert np.array_equal(drawn[0].get_array(), drawn[1].get_array())
    assert drawn[0].get_array().max() <= 1
    with pytest.raises(ValueError, match="image / 255"):
        show_overlay(pixels.astype(float), values)


def test_overlay_of_a_map_of_bytes_does_not_wrap_around():
    values = np.array([[0, 200]], np.uint8)
    shares = [
        show_overlay(np.ones((1, 2)), map_, vmin=-200).images[1].get_array()
        for map_ in (values, values.astype(float))
    ]
    assert np.array_equal(*shares)


def test_overlays_side_by_side_share_one_range():
    maps = [np.full((4, 6), 1.0), np.full((4, 6), 2.0)]
    left, right = show_overlays(np.zeros((3, 4, 6)), maps, ["one", "two"], opacity=0.8)
    assert [ax.get_title() for ax in (left, right)] == ["one", "two"]
    assert np.allclose(left.images[1].get_array()[..., 3], 0.4)
    assert np.allclose(right.images[1].get_array()[..., 3], 0.8)


@pytest.mark.parametrize(
    ("maps", "titles", "words"),
    [([], None, "at least one map"), ([np.eye(4)], ["a", "b"], "titles: 1 needed, 2 given")],
)
def test_overlays_need_a_map_for_each_title(maps, titles, words):
    with pytest.raises(ValueError, match=words):
        show_overlays(np.zeros((4, 4)), maps, titles)
