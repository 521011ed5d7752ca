"""Colors are readable on both pages and told apart with color blindness, by computation."""

import re
from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from cnnlib.plotting import style

PAGES = (style.LIGHT_PAGE, style.DARK_PAGE)
PHONE_COLUMN = 355  # pixels that a phone of 390 leaves to a figure
SIZE_OF_LETTERS = re.compile(r"fontsize|labelsize|titlesize|font\.size")

# Linear RGB as seen without one cone type (G. M. Machado et al., 2009, severity 1).
VISION = {
    "full": np.eye(3),
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
}
XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]


def cielab(color, vision):
    """Return CIELAB coordinates (white D65) of an sRGB color under a kind of vision."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    ratio = np.array(XYZ) @ seen / [0.95047, 1.0, 1.08883]
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_that_of_wcag():
    assert style.contrast("white", "black") == pytest.approx(21)
    assert style.contrast("#777777", "white") == pytest.approx(4.48, abs=0.005)  # WCAG's example
    assert style.contrast(style.INK, "white") == style.contrast("white", style.INK)


@pytest.mark.parametrize("page", PAGES)
def test_ink_is_readable_on_both_pages(page):
    # The best that one gray can do on both pages at once is the square root of their contrast.
    best = style.contrast(*PAGES) ** 0.5
    assert style.contrast(style.INK, page) >= 4.2
    assert best < 4.23


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("color", style.PALETTE)
def test_categorical_colors_stand_out_on_both_pages(color, page):
    assert style.contrast(color, page) >= 3.1


@pytest.mark.parametrize("vision", VISION)
def test_categorical_colors_differ_with_color_blindness(vision):
    for a, b in combinations(style.PALETTE, 2):
        distance = np.linalg.norm(cielab(a, vision) - cielab(b, vision))
        assert distance >= 29, f"{a} and {b} are {distance:.1f} apart with {vision}"


def test_cielab_reproduces_known_values():
    assert cielab("white", "full") == pytest.approx([100, 0, 0], abs=0.05)
    assert cielab("#ff0000", "full") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


def test_color_is_never_the_only_cue():
    for cues in (style.MARKERS, style.DASHES, style.HATCHES):
        assert len(set(cues)) == len(style.PALETTE)


def test_sequential_map_darkens_evenly_and_keeps_text_readable():
    levels = [style.luminance(color) for color in style.SEQUENTIAL(np.linspace(0, 1, 64))]
    assert np.all(np.diff(levels) < 0)


def test_diverging_map_is_palest_at_zero_and_its_ends_differ():
    levels = np.array([style.luminance(c) for c in style.DIVERGING(np.linspace(0, 1, 65))])
    assert levels.argmax() == 32
    for vision in VISION:
        ends = [cielab(style.DIVERGING(place), vision) for place in (0.25, 0.75)]
        assert np.linalg.norm(ends[0] - ends[1]) > 60


@pytest.mark.parametrize("cmap", [style.SEQUENTIAL, style.DIVERGING])
def test_numbers_are_readable_on_every_cell_color(cmap):
    for color in cmap(np.linspace(0, 1, 64)):
        assert style.contrast(style.readable_on(color), color) >= 4.5


def test_text_is_large_enough_on_a_phone():
    margins = 0.12  # inches, of the picture in a page beside the figure itself
    pixels_per_point = PHONE_COLUMN / (style.MAX_WIDTH + margins) / 72
    sizes = {name: size for name, size in style.RC_PARAMS.items() if SIZE_OF_LETTERS.search(name)}
    assert len(sizes) == 6
    assert min(sizes.values()) * pixels_per_point >= 9
    assert style.RC_PARAMS["figure.figsize"][0] <= style.MAX_WIDTH


def test_use_applies_to_new_figures():
    with matplotlib.rc_context():
        style.use()
        figure, ax = plt.subplots()
        assert figure.get_facecolor()[3] == 0
        assert ax.get_facecolor()[3] == 0
        assert ax.plot([0, 1])[0].get_color() == style.BLUE
        assert ax.xaxis.label.get_color() == style.INK
        assert figure.get_layout_engine() is not None
