"""The blocks of a layer: as many planes as channels, filters in the colors of their maps."""

import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from cnnlib.plotting import show_layer_blocks, style


def planes(ax):
    """Return (fill, edge, width, height) of every plane, from left to right and back to front."""
    filled = sorted((p for p in ax.patches if p.get_fill()), key=lambda p: (p.get_x(), p.zorder))
    return [
        (to_hex(p.get_facecolor()), to_hex(p.get_edgecolor()), p.get_width(), p.get_height())
        for p in filled
    ]


def test_every_block_has_its_channels():
    ax = show_layer_blocks((3, 5, 6), (2, 3, 2, 3), (2, 4, 4))
    sizes = [(height, width) for _, _, width, height in planes(ax)]
    assert sizes == [(5, 6)] * 3 + [(2, 3)] * 6 + [(4, 4)] * 2


def test_a_map_has_the_color_of_its_filter():
    drawn = planes(show_layer_blocks((2, 5, 5), (3, 2, 3, 3), (3, 3, 3)))
    filters, maps = drawn[2:8], drawn[8:]
    assert {edge for _, edge, *_ in filters} == set(style.PALETTE[:3])
    assert [edge for _, edge, *_ in maps] == list(style.PALETTE[:3])


def test_the_first_window_is_framed_on_every_channel():
    ax = show_layer_blocks((3, 5, 5), (1, 3, 2, 2), (1, 4, 4))
    frames = [(p.get_width(), p.get_height()) for p in ax.patches if not p.get_fill()]
    assert sorted(frames) == [(1, 1)] + [(2, 2)] * 6
    image = [p for p in ax.patches if p.get_fill() and p.get_height() == 5]
    windows = [p for p in ax.patches if not p.get_fill()][: len(image)]
    corners = [(p.get_x(), p.get_y() + p.get_height()) for p in windows]  # upper left
    assert corners == [(p.get_x(), p.get_y() + p.get_height()) for p in image]


def test_captions_name_the_shapes():
    _, ax = plt.subplots()
    assert show_layer_blocks((3, 5, 5), (1, 3, 3, 3), (1, 3, 3), ax) is ax
    assert [text.get_text() for text in ax.texts[2:]] == [
        "image\n5×5×3", "1 filter\n3×3×3", "1 map\n3×3×1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "shapes",
    [
        ((3, 5, 5), (2, 1, 3, 3), (2, 3, 3)),
        ((3, 5, 5), (2, 3, 3, 3), (1, 3, 3)),
        ((1, 5, 5), (2, 1, 3, 3), (2, 4, 4)),
        ((1, 2, 5), (2, 1, 3, 3), (2, 0, 3)),
    ],
)
def test_shapes_must_match(shapes):
    with pytest.raises(ValueError, match="shapes do not match: image"):
        show_layer_blocks(*shapes)


def test_each_filter_has_a_color():
    with pytest.raises(ValueError, match="at most 5 filters have a color, got 6"):
        show_layer_blocks((1, 5, 5), (6, 1, 3, 3), (6, 3, 3))
