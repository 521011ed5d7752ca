"""Boxes lie where they should, differ by more than color, and are captioned."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib.plotting import show_boxes, show_images, style

BOXES = [[2, 3, 12, 9], [0, 0, 30, 20]]


def test_a_box_surrounds_its_pixels():
    """Pixel 2 is drawn from 1.5 to 2.5, so a box from 2 to 12 starts at 1.5 and is 10 wide."""
    frame = show_boxes(np.zeros((20, 30)), BOXES).patches[0]
    assert frame.get_xy() == (1.5, 2.5)
    assert (frame.get_width(), frame.get_height()) == (10, 6)


def test_kinds_differ_by_color_and_dash():
    frames = show_boxes(np.zeros((3, 20, 30)), BOXES, kinds=[0, 1]).patches
    assert len({frame.get_edgecolor() for frame in frames}) == 2
    assert len({frame.get_linestyle() for frame in frames}) == 2


def test_captions_are_readable_on_their_color():
    texts = show_boxes(np.zeros((20, 30)), BOXES, ["cat", "dog"], [0, 1]).texts
    assert [text.get_text() for text in texts] == ["cat", "dog"]
    for text in texts:
        behind = text.get_bbox_patch().get_facecolor()
        assert style.contrast(text.get_color(), behind[:3]) >= 4.5


def test_more_kinds_than_colors_start_over():
    kinds = [0, len(style.PALETTE)]
    frames = show_boxes(np.zeros((20, 30)), BOXES, kinds=kinds).patches
    assert frames[0].get_edgecolor() == frames[1].get_edgecolor()


def test_draws_on_given_axes():
    axes = show_images(np.zeros((2, 20, 30)))
    assert show_boxes(None, BOXES, ax=axes[1], title="two") is axes[1]
    assert axes[1].get_title() == "two"
    assert len(axes[0].patches) == 0
    assert len(plt.get_fignums()) == 1


def test_no_box_at_all():
    assert not show_boxes(np.zeros((20, 30)), np.zeros((0, 4))).patches


@pytest.mark.parametrize(
    ("boxes", "options", "message"),
    [
        ([0, 0, 1, 1], {}, r"boxes must have the shape \(K, 4\), got \(4,\)"),
        (BOXES, {"captions": ["one"]}, "2 boxes need as many kinds and captions, got 2 and 1"),
        (BOXES, {"kinds": [0]}, "got 1 and 2"),
    ],
)
def test_errors(boxes, options, message):
    with pytest.raises(ValueError, match=message):
        show_boxes(np.zeros((20, 30)), boxes, **options)


def test_kinds_are_whole():
    with pytest.raises(TypeError, match="kinds must be integers, got float64"):
        show_boxes(np.zeros((9, 9)), [[1, 1, 3, 3]], kinds=[0.9])
