"""Class maps show each class in its color, with a hatch and a name in the legend."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from cnnlib.plotting import show_class_maps, style
from cnnlib.plotting.class_maps import COLORS, HATCHES

NAMES = ["background", "face", "body"]


def test_every_pixel_has_the_color_of_its_class():
    classes = np.array([[0, 1], [2, 1]])
    picture = show_class_maps([classes], names=NAMES)[0].images[0].get_array()
    for place, number in np.ndenumerate(classes):
        assert tuple(picture[place]) == to_rgb(COLORS[number])


def test_images_stand_between_maps_as_they_are():
    image = np.random.default_rng(0).random((3, 4, 5))
    axes = show_class_maps([image, np.zeros((4, 5), int)], ["image", "truth"], names=NAMES)
    assert np.array_equal(axes[0].images[0].get_array(), image.transpose(1, 2, 0))
    assert [ax.get_title() for ax in axes] == ["image", "truth"]
    assert not axes[0].collections


def test_classes_differ_by_more_than_color():
    classes = np.repeat([[0, 1, 2]], 3, axis=0)
    ax = show_class_maps([classes], names=NAMES)[0]
    assert [c.hatches for c in ax.collections] == [[2 * HATCHES[2]]]
    assert len({*HATCHES}) == len(HATCHES) - 1  # the background and the first class have none
    figures = ax.figure.legends[0].get_patches()
    assert len({(p.get_facecolor(), p.get_hatch()) for p in figures}) == len(NAMES)


def test_background_and_the_first_class_are_told_apart_by_lightness():
    assert style.contrast(COLORS[0], COLORS[1]) >= 3


@pytest.mark.parametrize(
    ("classes", "names", "error", "words"),
    [
        (np.zeros((2, 2)), NAMES, TypeError, "must hold integers, the classes, got float64"),
        (np.full((2, 2), 3), NAMES, ValueError, "classes 0 to 2, got 3 to 3"),
        (np.full((2, 2), -1), NAMES, ValueError, "got -1 to -1"),
        (np.zeros((0, 2), int), NAMES, ValueError, "got nothing"),
        (np.zeros((2, 2), int), ["x"] * 7, ValueError, "1 to 6 classes, got 7"),
        (np.zeros((2, 2), int), [], ValueError, "1 to 6 classes, got 0"),
    ],
)
def test_what_is_no_map_is_refused(classes, names, error, words):
    with pytest.raises(error, match=words):
        show_class_maps([classes], names=names)
