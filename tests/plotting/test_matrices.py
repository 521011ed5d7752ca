"""What a drawn matrix contains: numbers, colors, frames, equal cells."""

import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgb
from matplotlib.patches import Rectangle

from cnnlib.plotting import show_matrices, show_matrix, style

MAP = [[4, 3, 4], [2, 4, 3], [2, 3, 4]]


def texts_at(ax):
    """Return {(row, column): text} of the numbers in a drawn matrix."""
    return {
        (round(t.get_position()[1]), round(t.get_position()[0])): t.get_text() for t in ax.texts
    }


def cell_colors(ax):
    return ax.images[0].get_array()


def test_each_number_is_in_its_cell():
    texts = texts_at(show_matrix(MAP))
    assert texts == {(r, c): str(MAP[r][c]) for r in range(3) for c in range(3)}


def test_numbers_are_black_or_white_whichever_is_readable():
    ax = show_matrix(np.arange(12).reshape(3, 4))
    for text in ax.texts:
        column, row = text.get_position()
        assert style.contrast(text.get_color(), cell_colors(ax)[row, column]) >= 4.5


def test_formats_fractions_negatives_and_nan():
    texts = texts_at(show_matrix([[0.25, -2.0, np.nan, 1 / 3, np.inf, 1728]]))
    assert list(texts.values()) == ["0.25", "−2", "nan", "0.333", "inf", "1728"]


def test_nan_has_its_own_color():
    colors = cell_colors(show_matrix([[0, np.nan], [1, 2]]))
    assert same_color(colors[0, 1], style.MISSING)
    assert not same_color(colors[0, 0], style.MISSING)


def test_negative_numbers_get_the_diverging_map_centered_at_zero():
    colors = cell_colors(show_matrix([[-1, 0, 8]]))
    assert tuple(colors[0, 1]) == pytest.approx(style.DIVERGING(0.5))
    assert tuple(colors[0, 2]) == pytest.approx(style.DIVERGING(1.0))


def test_given_range_makes_matrices_comparable():
    first = show_matrix([[0, 2]], vmin=0, vmax=4)
    second = show_matrix([[2, 4]], vmin=0, vmax=4)
    assert np.array_equal(cell_colors(first)[0, 1], cell_colors(second)[0, 0])


def test_constant_matrix_is_pale_everywhere():
    colors = cell_colors(show_matrix(np.ones((2, 2))))
    assert style.luminance(to_rgb(colors[0, 0, :3])) > 0.3
    assert np.ptp(colors.reshape(4, -1), axis=0).max() == 0


def test_highlight_frames_exactly_the_window():
    ax = show_matrix(np.zeros((5, 6)), highlight=[(1, 2, 3, 2)])
    (frame,) = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert (frame.get_x(), frame.get_y()) == (1.5, 0.5)
    assert (frame.get_width(), frame.get_height()) == (2, 3)


def test_labels_replace_numbers():
    ax = show_matrix([[1, 2]], labels=[["w11", "w12"]])
    assert texts_at(ax) == {(0, 0): "w11", (0, 1): "w12"}


def test_large_matrix_is_drawn_without_numbers():
    assert not show_matrix(np.zeros((30, 30))).texts


def test_draws_into_the_axes_it_is_given():
    ax = show_matrix(MAP)
    axes = ax.figure.subplots(1, 2)
    assert show_matrix(MAP, ax=axes[1], title="map") is axes[1]
    assert axes[1].get_title() == "map"


def test_matrices_have_cells_of_one_size_and_symbols_between():
    axes = show_matrices(
        [np.eye(5), np.eye(3), np.eye(3)], ["image", "kernel", "map"], symbols=["⋆", "="]
    )
    axes[0].figure.canvas.draw()
    cells = [ax.get_window_extent().width / ax.images[0].get_array().shape[1] for ax in axes]
    assert cells == pytest.approx([cells[0]] * 3, rel=0.02)
    assert [ax.texts[-1].get_text() for ax in axes[:2]] == ["⋆", "="]
    assert [ax.get_title() for ax in axes] == ["image", "kernel", "map"]


def test_matrices_fit_a_page():
    (ax, *_) = show_matrices([np.eye(12), np.eye(12)])
    assert ax.figure.get_figwidth() <= style.MAX_WIDTH + 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: show_matrix([1, 2]), r"\(rows, columns\), got \(2,\)"),
        (lambda: show_matrix([[1, 2]], labels=[["a"]]), r"\(1, 1\), the matrix has \(1, 2\)"),
        (lambda: show_matrices([np.eye(2)], ["a", "b"]), "titles: 1 needed, 2 given"),
        (lambda: show_matrices([np.eye(2)], symbols=["="]), "symbols: 0 needed, 1 given"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_zero_has_no_sign():
    assert list(texts_at(show_matrix([[-0.0, 0.0, -1.0]])).values()) == ["0", "0", "−1"]


@pytest.mark.parametrize("shape", [(20, 20), (1, 400)])
def test_up_to_400_numbers_are_all_written(shape):
    ax = show_matrix(np.arange(400).reshape(shape))
    assert list(texts_at(ax).values()) == [str(n) for n in range(400)]
    assert ax.get_xlabel() == ""


def test_a_matrix_too_large_for_its_numbers_says_so():
    ax = show_matrix(np.ones((21, 20)))
    assert texts_at(ax) == {}
    assert ax.get_xlabel() == "21×20 numbers, too many to write"
    ax.figure.canvas.draw()
    note = ax.xaxis.label.get_window_extent()
    assert ax.figure.bbox.contains(*note.min)
    assert ax.figure.bbox.contains(*note.max)
