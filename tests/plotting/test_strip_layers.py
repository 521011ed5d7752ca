"""Units stand over the middle of what they see, and lines join them with their windows."""

import pytest
from matplotlib.colors import same_color

from cnnlib.plotting import show_strip_layers, strip_layers

STRIP = [3, 1, 4, 1, 5, 9, 2]
NAMES = ["x", "y"]


def units(ax):
    """Return (center, height) of every unit, and whether it is colored."""
    half = strip_layers.UNIT / 2
    places = [(round(p.get_x() + half, 6), round(p.get_y() + half, 6)) for p in ax.patches]
    colored = [same_color(p.get_facecolor(), strip_layers.MARKED) for p in ax.patches]
    return places, colored


def test_units_stand_over_the_middle_of_their_windows():
    ax = show_strip_layers([STRIP, [8, 10, 16]], [(3, 2, 1)], NAMES)
    places, colored = units(ax)
    assert places == [(n, 0) for n in range(7)] + [(n, strip_layers.ROW) for n in (1, 3, 5)]
    assert not any(colored)
    assert len(ax.lines) == 0
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["3", "1", "4", "1", "5", "9", "2", "x", "8", "10", "16", "y"]


def test_strides_of_lower_layers_spread_the_upper_ones():
    ax = show_strip_layers([STRIP, [8, 10, 16], [26]], [(3, 2, 1), (2, 1, 2)], ["x", "y", "z"])
    places, _ = units(ax)
    assert places[-1] == (3, 2 * strip_layers.ROW)  # over units 0 and 2 of y, at 1 and 5


def test_a_marked_output_colors_what_it_sees_and_skips_the_holes():
    ax = show_strip_layers([STRIP, [1, 2, 3]], [(3, 1, 2)], NAMES, marked=[1])
    _, colored = units(ax)
    assert colored == [False, True] * 3 + [False, False, True, False]
    ends = [tuple(line.get_xdata()) for line in ax.lines]
    assert ends == [(1, 3), (3, 3), (5, 3)]


@pytest.mark.parametrize(
    ("layers", "windows", "names", "words"),
    [
        ([STRIP, [1]], [], NAMES, "windows: 1 needed, 0 given"),
        ([STRIP, [1]], [(3, 1, 1)], ["x"], "names: 2 needed, 1 given"),
        ([STRIP, [1]], [(5, 1, 2)], NAMES, "reaches unit 8 of a layer that has 7"),
    ],
)
def test_what_does_not_fit_is_refused(layers, windows, names, words):
    with pytest.raises(ValueError, match=words):
        show_strip_layers(layers, windows, names, marked=[0])


def test_words_are_no_values():
    with pytest.raises(TypeError, match="real numbers"):
        show_strip_layers([["a"], [1]], [(1, 1, 1)], NAMES)
