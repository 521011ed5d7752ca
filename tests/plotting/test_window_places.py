"""Where drawn windows lie: bars under a strip, dots and frames on an image."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle

from cnnlib.plotting import show_strips, show_window_places, style
from cnnlib.shapes import Geometry


def rectangles(ax, filled):
    return [p for p in ax.patches if isinstance(p, Rectangle) and p.get_fill() == filled]


def bars(ax):
    """Return (first place, places) of every bar, from its left and right end."""
    found = [p for p in ax.patches if same_color(p.get_facecolor(), style.ORANGE)]
    return [(round(p.get_x() + 0.42), round(p.get_width() + 0.16)) for p in found]


def hatched(ax):
    """Return (row, column) of the hatched places."""
    return {(p.get_y() + 0.5, p.get_x() + 0.5) for p in ax.patches if p.get_hatch()}


def centers(ax):
    """Return the (row, column) of all dots."""
    columns, rows = ax.lines[0].get_data()
    return list(zip(rows, columns, strict=True))


def frames(ax):
    """Return (row, column, height, width) of the framed windows."""
    return [
        (p.get_y() + 0.5, p.get_x() + 0.5, p.get_height(), p.get_width())
        for p in rectangles(ax, filled=False)
    ]


def test_a_bar_lies_under_the_places_of_each_window():
    stride_2, stride_3 = show_strips(7, {"2": [0, 2, 4], "3": [0, 3]}, kernel_size=3)
    assert bars(stride_2) == [(0, 3), (2, 3), (4, 3)]
    assert bars(stride_3) == [(0, 3), (3, 3)]


def test_a_strip_is_labelled_with_places_padding_and_the_number_of_windows():
    (ax,) = show_strips(2, {"": [0]}, kernel_size=4, padding=(1, 2))
    assert [text.get_text() for text in ax.texts] == ["0", "0", "1", "0", "0", "1 window"]
    assert [text.get_position()[0] for text in ax.texts[:5]] == [-1, 0, 1, 2, 3]


def test_windows_start_in_the_padding():
    (ax,) = show_strips(5, {"": [0, 1]}, kernel_size=3, padding=(1, 0))
    assert bars(ax) == [(-1, 3), (0, 3)]


def test_a_dilated_window_has_one_square_for_each_place():
    (ax,) = show_strips(7, {"": [1]}, kernel_size=3, dilation=2)
    assert bars(ax) == [(1, 1), (3, 1), (5, 1)]
    assert list(ax.lines[0].get_xdata()) == [1, 5]


@pytest.mark.parametrize(
    ("windows", "kernel_size", "options", "message"),
    [
        ([0, 5], 3, {}, "a window of 3 places that starts at place 5 leaves the strip of 7 places"),
        ([-1], 3, {}, "starts at place -1 leaves"),
        ([3], 3, {"dilation": 2}, "a window of 5 places that starts at place 3 leaves"),
        ([0], 0, {}, "at least 1 and padding at least 0, got 0, 1"),
        ([0], 3, {"padding": (-1, 0)}, r"got 3, 1 and \(-1, 0\)"),
    ],
)
def test_what_does_not_fit_on_a_strip_is_refused(windows, kernel_size, options, message):
    with pytest.raises(ValueError, match=message):
        show_strips(7, {"": windows}, kernel_size, **options)


def test_a_strip_may_have_no_window():
    (ax,) = show_strips(2, {"": []}, kernel_size=3)
    assert ax.texts[-1].get_text() == "0 windows"


def test_unseen_places_are_hatched():
    with_rest, without = show_strips(7, {"a": [0], "b": [0]}, 3, unseen={"a": [5, 6]})
    assert hatched(with_rest) == {(0, 5), (0, 6)}
    assert not hatched(without)


@pytest.mark.parametrize(
    ("padding", "first", "last"), [("valid", 0, 2), ("same", -1, 3), ("full", -2, 4)]
)
def test_first_and_last_window_are_framed(padding, first, last):
    (ax,) = show_window_places({"": Geometry.of((5, 5), 3, padding=padding)})
    assert frames(ax) == [(first, first, 3, 3), (last, last, 3, 3)]


def test_one_dot_for_each_window_in_its_center():
    geometry = Geometry.of((5, 6), (3, 2), stride=(2, 3), padding=(1, 0), dilation=(1, 2))
    (ax,) = show_window_places({"": geometry})
    assert geometry.output == (3, 2)
    assert centers(ax) == [(r, c) for r in (0, 2, 4) for c in (1, 4)]


def test_an_even_window_is_centered_between_places():
    (ax,) = show_window_places({"": Geometry.of((3, 3), 2)})
    assert centers(ax)[0] == (0.5, 0.5)


def test_padding_is_outlined_and_the_image_filled():
    (ax,) = show_window_places({"": Geometry.of((2, 3), 1, padding=((1, 0), (0, 2)))})
    cells = [p for p in ax.patches if p.get_width() == 1][: 3 * 5]
    outlined = [p for p in cells if p.get_facecolor()[3] == 0]
    assert (len(cells), len(outlined)) == (15, 15 - 6)


def test_panels_have_titles_and_cells_of_one_size():
    geometries = {p: Geometry.of((5, 5), 3, padding=p) for p in ("valid", "full")}
    unseen = {"full": np.eye(5, dtype=bool)}
    axes = show_window_places(geometries, unseen=unseen)
    axes[0].figure.canvas.draw()
    assert [ax.get_title() for ax in axes] == ["valid", "full"]
    assert hatched(axes[1]) == {(k, k) for k in range(5)}
    cells = [
        abs(ax.transData.transform((1, 0))[0] - ax.transData.transform((0, 0))[0]) for ax in axes
    ]
    assert cells[0] == pytest.approx(cells[1], rel=0.05)


def test_panels_fit_a_page():
    (ax, *_) = show_window_places({str(k): Geometry.of((9, 9), 3) for k in range(3)})
    assert ax.figure.get_figwidth() <= style.MAX_WIDTH + 1e-9
