"""Curves and bars show the values they are given, named, with more cues than color."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib import rc_context

from cnnlib.plotting import compare_bars, plot_curves, plot_history, style


@pytest.fixture(autouse=True)
def course_style():
    with rc_context():
        style.use()
        yield


def test_curves_hold_the_values_at_epochs_from_one():
    ax = plot_curves({"MLP": [0.5, 0.8, 0.9]}, ylabel="Test accuracy", title="Digits")
    x, y = ax.lines[0].get_data()
    assert list(x) == [1, 2, 3]
    assert list(y) == [0.5, 0.8, 0.9]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Epoch", "Test accuracy")
    assert ax.get_title() == "Digits"
    assert ax.get_legend() is None  # one curve needs no legend


def test_curves_differ_in_marker_and_dash():
    ax = plot_curves({name: [0, 1] for name in "abcde"})
    assert len({line.get_marker() for line in ax.lines}) == 5
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in ax.lines}) == 5
    assert [t.get_text() for t in ax.get_legend().get_texts()] == list("abcde")


def test_curves_over_given_positions():
    _, ax = plt.subplots()
    assert plot_curves({"size": [1, 4]}, ax, x=[10, 20], xlabel="Pixels") is ax
    assert list(ax.lines[0].get_xdata()) == [10, 20]


HISTORY = {"loss": [2, 1], "train_accuracy": [0.4, 0.8], "test_accuracy": [0.5, 0.7]}


def test_history_has_a_panel_for_the_loss_and_one_for_the_accuracy():
    left, right = plot_history(HISTORY | {"test_loss": [1.5, 1.2]}, title="ConvNet")
    for ax, named in ((left, [[2, 1], [1.5, 1.2]]), (right, [[0.4, 0.8], [0.5, 0.7]])):
        assert [list(line.get_ydata()) for line in ax.lines] == named
        assert [line.get_label() for line in ax.lines] == ["training", "test"]
        assert ax.get_xlabel() == "Epoch"
    assert left.figure.get_suptitle() == "ConvNet"


def test_history_without_a_test_set_has_one_curve_in_each_panel():
    _, axes = plt.subplots(1, 2)
    drawn = plot_history({"loss": [2, 1], "train_accuracy": [0.4, 0.8], "test_loss": []}, axes)
    assert [*drawn] == [*axes]
    assert [len(ax.lines) for ax in axes] == [1, 1]


def test_bars_have_the_heights_and_write_them():
    ax = compare_bars(["as is", "moved"], {"MLP": [97.12, 12], "ConvNet": [98.9, 70]}, digits=1)
    heights = [[bar.get_height() for bar in group] for group in ax.containers]
    assert heights == [[97.12, 12], [98.9, 70]]
    assert [t.get_text() for t in ax.texts] == ["97.1", "12.0", "98.9", "70.0"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["as is", "moved"]


def test_bars_of_one_group_stand_side_by_side_around_its_tick():
    ax = compare_bars(["a", "b"], {"x": [1, 2], "y": [3, 4], "z": [5, 6]})
    lefts = np.array([[bar.get_x() for bar in group] for group in ax.containers])
    centers = lefts + ax.containers[0][0].get_width() / 2
    assert centers.mean(axis=0) == pytest.approx([0, 1])
    assert np.diff(lefts, axis=0).min() >= ax.containers[0][0].get_width()
    assert len({group[0].get_hatch() for group in ax.containers}) == 3


@pytest.mark.parametrize(("series", "upright"), [(2, False), (4, True), (6, True), (12, True)])
def test_values_stand_apart_and_are_no_smaller_than_they_must(series, upright):
    ax = compare_bars(
        ["a", "b", "c"], {f"{n}": [0.76, 0.74, 0.75] for n in range(series)}, digits=2
    )
    ax.figure.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in ax.texts), key=lambda box: box.x0)
    gaps = [after.x0 - before.x1 for before, after in pairwise(boxes)]
    assert min(gaps) > 0
    assert {text.get_rotation() == 90 for text in ax.texts} == {upright}
    assert {text.get_fontsize() == style.FONT_SIZE - 1 for text in ax.texts} == {series < 12}
    assert max(box.y1 for box in boxes) <= ax.get_window_extent().y1


def test_reference_line_is_named():
    ax = compare_bars(["a"], {"x": [97]}, reference=(10, "guessing"))
    assert "guessing" in [t.get_text() for t in ax.get_legend().get_texts()]
    assert list(ax.lines[0].get_ydata()) == [10, 10]


def test_legend_covers_no_bar():
    ax = compare_bars(["a", "b"], {"x": [97, 96], "y": [98, 99]}, title="Accuracy")
    ax.figure.canvas.draw()
    legend = ax.get_legend().get_window_extent()
    bars = [bar.get_window_extent() for group in ax.containers for bar in group]
    assert not any(legend.overlaps(bar) for bar in bars)
    assert not legend.overlaps(ax.title.get_window_extent())


def test_missing_value_is_named():
    with pytest.raises(ValueError, match="'x' has 1 values for 2 groups"):
        compare_bars(["a", "b"], {"x": [1]})


def test_bars_write_no_sign_before_a_zero():
    ax = compare_bars(["a", "b", "c"], {"x": [-0.04, -0.06, -0.0]})
    assert [t.get_text() for t in ax.texts] == ["0.0", "−0.1", "0.0"]


def test_a_curve_has_one_axis():
    with pytest.raises(ValueError, match=r"loss must have the shape \(points,\), got \(2, 1\)"):
        plot_curves({"loss": [[1.0], [2.0]]})


def test_values_of_a_dictionary_are_values():
    table = {"a": 1.0, "b": 2.0}
    ax = compare_bars(table.keys(), {"x": table.values()})
    assert [bar.get_height() for bar in ax.containers[0]] == [1, 2]
    assert plot_curves({"x": table.values()}).lines[0].get_ydata().tolist() == [1, 2]
