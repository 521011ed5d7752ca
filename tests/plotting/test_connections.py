"""Lines between units and inputs, and windows tied to the units that look at them."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from cnnlib.plotting import show_connections, show_local_fields, style


def weight_lines(ax):
    return [line for line in ax.lines if line.get_gid() == "weight"]


def test_a_line_for_each_connection_and_none_for_zeros():
    ax = show_connections([[1, 2, 0], [0, 1, 2]])
    ends = sorted(tuple(float(x) for x in line.get_xdata()) for line in weight_lines(ax))
    assert ends == [(-1, -0.5), (0, -0.5), (0, 0.5), (1, 0.5)]
    assert all(list(line.get_ydata()) == [0, 1] for line in weight_lines(ax))


def test_dots_for_inputs_and_units():
    dots = [line for line in show_connections(np.ones((2, 5))).lines if line.get_gid() != "weight"]
    assert [(len(line.get_xdata()), set(line.get_ydata())) for line in dots] == [(5, {0}), (2, {1})]


def test_equal_weights_look_alike_and_others_differ():
    ids = np.array([[3, 7, 0], [0, 3, 7]])
    looks = [
        (line.get_color(), line.get_linestyle()) for line in weight_lines(show_connections(ids))
    ]
    assert looks == [looks[0], looks[1]] * 2
    assert looks[0][0] != looks[1][0]
    assert looks[0][1] != looks[1][1]


def test_many_weights_are_drawn_in_ink():
    lines = weight_lines(show_connections(np.arange(1, 7).reshape(2, 3)))
    assert {to_hex(line.get_color()) for line in lines} == {style.INK}


def test_connections_on_the_given_axes():
    _, ax = plt.subplots()
    assert show_connections([[1]], ax, "one") is ax
    assert ax.get_title() == "one"


def test_connections_need_two_axes():
    with pytest.raises(ValueError, match=r"\(units, inputs\), got \(3,\)"):
        show_connections([1, 2, 3])


def test_windows_and_units_are_framed_and_tied():
    axes = show_local_fields(np.eye(6, 7), np.ones((4, 5)), [(0, 0), (3, 2)], kernel_size=3)
    squares = [[(p.get_xy(), p.get_width(), p.get_height()) for p in ax.patches] for ax in axes]
    assert squares[0] == [((-0.5, -0.5), 3, 3), ((1.5, 2.5), 3, 3)]
    assert squares[1] == [((-0.5, -0.5), 1, 1), ((1.5, 2.5), 1, 1)]
    ties = axes[0].figure.artists
    assert [(tie.xy1, tie.xy2) for tie in ties] == [((2.5, 1), (-0.5, 0)), ((4.5, 4), (1.5, 3))]
    assert [ax.get_title() for ax in axes] == ["image", "feature map"]


def test_feature_map_must_fit():
    with pytest.raises(ValueError, match=r"gives a feature map \(4, 4\), got \(6, 6\)"):
        show_local_fields(np.eye(6), np.eye(6), [(0, 0)], kernel_size=3)


def test_no_unit_is_left_out():
    image, units = np.eye(8), [(row, row) for row in range(6)]
    with pytest.raises(ValueError, match="at most 5 units have a color each, got 6"):
        show_local_fields(image, np.ones((6, 6)), units, kernel_size=3)
    axes = show_local_fields(image, np.ones((6, 6)), units[:5], kernel_size=3)
    assert len(axes[0].patches) == 5


def test_weights_have_whole_numbers():
    with pytest.raises(ValueError, match="weight_ids must be whole numbers"):
        show_connections([[1.5, 2.0]])
