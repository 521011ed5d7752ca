"""What a grid of images contains: planes, colors, ranges, places, frames."""

import numpy as np
import pytest

from cnnlib.datasets import photograph
from cnnlib.plotting import show_images, style


def test_images_accept_planes_and_colors():
    axes = show_images([np.zeros((8, 6)), np.zeros((1, 8, 6)), np.zeros((3, 8, 6))])
    assert [ax.images[0].get_array().shape for ax in axes] == [(8, 6), (8, 6), (8, 6, 3)]


def test_color_out_of_range_is_clipped():
    (ax,) = show_images([np.full((3, 4, 4), 1.5)])
    assert ax.images[0].get_array().max() == 1.0


def test_separate_and_shared_ranges():
    images = [np.array([[0.0, 1.0]]), np.array([[2.0, 5.0]])]
    separate = [ax.images[0].get_clim() for ax in show_images(images)]
    shared = [ax.images[0].get_clim() for ax in show_images(images, shared=True)]
    assert separate == [(0, 1), (2, 5)]
    assert shared == [(0, 5), (0, 5)]


def test_diverging_range_is_symmetric():
    (ax,) = show_images([np.array([[-1.0, 3.0]])], cmap=style.DIVERGING)
    assert ax.images[0].get_clim() == (-3, 3)


def test_each_image_can_have_its_own_colormap():
    images = [np.array([[0.0, 0.5]]), np.array([[-1.0, 3.0]])]
    axes = show_images(images, cmap=["gray", style.DIVERGING])
    drawn = [ax.images[0] for ax in axes]
    assert [image.get_cmap().name for image in drawn] == ["gray", style.DIVERGING.name]
    assert [image.get_clim() for image in drawn] == [(0, 0.5), (-3, 3)]


def test_colormaps_must_be_one_or_one_each():
    with pytest.raises(ValueError, match="cmap: 2 needed, 3 given"):
        show_images(np.zeros((2, 4, 4)), cmap=["gray"] * 3)


def test_grid_has_the_columns_asked_for_and_no_empty_axes():
    axes = show_images(np.zeros((5, 8, 8)), list("abcde"), columns=3)
    assert len(axes) == len(axes[0].figure.axes) == 5
    places = [ax.get_subplotspec() for ax in axes]
    assert [(p.rowspan.start, p.colspan.start) for p in places] == [
        (0, 0), (0, 1), (0, 2), (1, 0), (1, 1),
    ]  # fmt: skip
    assert [ax.get_title() for ax in axes] == list("abcde")


def test_images_are_framed_so_that_white_ends_on_a_white_page():
    (ax,) = show_images([np.ones((4, 4))])
    assert all(s.get_visible() and s.get_edgecolor()[3] > 0 for s in ax.spines.values())


@pytest.mark.parametrize(
    ("images", "titles", "message"),
    [
        ([], None, "at least one image"),
        ([np.zeros((2, 8, 8))], None, r"got \(2, 8, 8\)"),
        ([np.zeros((3, 0, 8))], None, r"rows and columns, got the shape \(3, 0, 8\)"),
        ([np.zeros((8, 8))], ["a", "b"], "titles: 1 needed, 2 given"),
    ],
)
def test_wrong_input_is_named(images, titles, message):
    with pytest.raises(ValueError, match=message):
        show_images(images, titles)


def test_columns_are_a_count():
    with pytest.raises(ValueError, match="columns must be at least 1, got 0"):
        show_images([np.zeros((4, 4))], columns=0)
    with pytest.raises(TypeError, match="columns must be an integer"):
        show_images([np.zeros((4, 4))], columns=2.5)


def test_bytes_are_the_same_picture_as_floats():
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, 4), dtype=np.uint8)
    drawn = [ax.images[0].get_array() for ax in show_images([pixels, pixels / 255])]
    assert np.array_equal(drawn[0], pixels.transpose(1, 2, 0) / 255)
    assert np.array_equal(drawn[0], drawn[1])
    gray = [ax.images[0] for ax in show_images([pixels[0], pixels[0] / 255])]
    shades = [image.to_rgba(image.get_array()) for image in gray]
    assert np.abs(shades[0] - shades[1]).max() <= 1 / 255


def test_a_photograph_of_bytes_is_not_white():
    (ax,) = show_images([photograph("china", 60, dtype=np.uint8)])
    assert 0.5 < ax.images[0].get_array().mean() < 0.6


def test_the_diverging_range_of_bytes_does_not_wrap_around():
    (ax,) = show_images([np.array([[0, 200]], np.uint8)], cmap=style.DIVERGING)
    assert ax.images[0].get_clim() == (-200, 200)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_up_to_255_are_refused_and_the_advice_works(dtype):
    image = np.full((3, 4, 4), 127.5, dtype)
    with pytest.raises(ValueError, match=r"drawn from 0 to 1, .*up to 127.5: .*image / 255"):
        show_images([image])
    (ax,) = show_images([image / 255])
    assert ax.images[0].get_array().mean() == pytest.approx(0.5)


@pytest.mark.parametrize("dtype", [np.int64, np.uint16])
def test_other_integers_are_refused_in_color_and_the_advice_works(dtype):
    image = np.full((3, 4, 4), 255, dtype)
    with pytest.raises(TypeError, match=r"image / 255 or image.astype\(np.uint8\)"):
        show_images([image])
    for converted in (image / 255, image.astype(np.uint8)):
        assert (show_images([converted])[0].images[0].get_array() == 1).all()
