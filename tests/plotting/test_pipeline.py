"""What the picture of a pipeline contains: maps, strips, shapes, arrows."""

import numpy as np
import pytest

from cnnlib.plotting import show_pipeline, style

STAGES = [np.ones((1, 6, 6)), np.arange(-36.0, 36).reshape(8, 3, 3), np.arange(10.0)]


def test_first_maps_of_each_stage_and_one_strip_for_a_vector():
    drawn = show_pipeline(STAGES, maps=3)
    assert [len(axes) for axes in drawn] == [1, 3, 1]
    shown = [ax.images[0].get_array() for ax in drawn[1]]
    assert all(np.array_equal(a, b) for a, b in zip(shown, STAGES[1], strict=False))
    assert drawn[2][0].images[0].get_array().shape == (10, 1)


def test_titles_shapes_and_arrows():
    figure = show_pipeline(STAGES, ["image", "maps", "scores"])[0][0].figure
    columns = [ax for ax in figure.axes if ax.texts]
    assert [ax.get_title() for ax in columns] == ["image", "maps", "scores"]
    assert [ax.texts[0].get_text() for ax in columns] == ["1×6×6", "8×3×3\n4 of 8", "10"]
    assert len(figure.artists) == 2


def test_maps_of_a_stage_share_a_range_symmetric_if_signed():
    drawn = show_pipeline([STAGES[1], np.abs(STAGES[1])])
    assert {ax.images[0].get_clim() for ax in drawn[0]} == {(-36, 36)}
    assert {ax.images[0].cmap.name for ax in drawn[0]} == {style.DIVERGING.name}
    assert {ax.images[0].get_clim() for ax in drawn[1]} == {(0, 36)}


def test_cells_of_short_vectors_are_numbered():
    short, long = show_pipeline([np.arange(10.0), np.arange(40.0)])
    assert list(short[0].get_yticks()) == list(range(10))
    assert len(long[0].get_yticks()) == 0


@pytest.mark.parametrize(
    ("stages", "titles", "message"),
    [
        ([np.zeros((2, 2))], None, r"\(C, H, W\) or \(n,\), got \(2, 2\)"),
        ([np.zeros(3)], ["a", "b"], "titles: 1 needed, 2 given"),
    ],
)
def test_wrong_input_is_named(stages, titles, message):
    with pytest.raises(ValueError, match=message):
        show_pipeline(stages, titles)


def test_maps_left_out_are_counted():
    stages = [np.zeros((6, 3, 3)), np.zeros((4, 3, 3)), np.zeros((5, 2, 2))]
    figure = show_pipeline(stages)[0][0].figure
    texts = [ax.texts[0].get_text() for ax in figure.axes if ax.texts]
    assert texts == ["6×3×3\n4 of 6", "4×3×3", "5×2×2\n4 of 5"]
