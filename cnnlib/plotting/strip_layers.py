"""Layers over a strip, with their values, and with lines from each window to its output.

Every unit stands over the middle of what it sees, so that strides and dilations can be seen. Used
in chapter 11.
"""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.frames import number_text, one_each

CELL = 0.46  # inches
UNIT = 0.84  # side of a drawn unit, in cells
ROW = 2.0  # from one layer to the next, in cells
LABEL = 2.9  # cells to the right of the strip, for the names
PLACE, MARKED = "#f3f7fc", "#f2b877"  # both with black ink on them


def show_strip_layers(layers, windows, names, *, marked=()):
    """Draw the values of layers over a strip, and the windows that lead to some outputs.

    Parameters
    ----------
    layers : sequence of array_like of shape (units,)
        Values, from the input to the output, without padding.
    windows : sequence of (int, int, int)
        Kernel size, stride and dilation of every layer but the input.
    names : sequence of str
        Of the input and of every layer.
    marked : sequence of int, optional
        Outputs that are colored, with all units that they see; lines show their windows.

    Returns
    -------
    matplotlib.axes.Axes
        Places of the input to the right, layers upward, both in cells.

    Raises
    ------
    ValueError
        If there is not one window for each layer, not one name for each row, or a window reaches
        beyond the layer below.
    TypeError
        If a layer holds anything else than real numbers.

    Examples
    --------
    >>> ax = show_strip_layers([[3, 1, 4, 1, 5], [8, 10]], [(3, 2, 1)], ["x", "z"], marked=[1])
    >>> [text.get_text() for text in ax.texts]
    ['3', '1', '4', '1', '5', 'x', '8', '10', 'z']
    """
    layers = [real_numbers(values, "layers").ravel() for values in layers]
    windows = one_each(windows, len(layers) - 1, "windows", None)
    names = one_each(names, len(layers), "names", "")
    seen = _seen(layers, windows, marked)
    width = len(layers[0]) + LABEL
    _, ax = plt.subplots(figsize=(width * CELL, (ROW * len(layers) - 0.6) * CELL))
    below = None
    for level, (values, name) in enumerate(zip(layers, names, strict=True)):
        centers = _centers(windows[:level], len(values))
        if below is not None:
            _add_lines(ax, level, windows[level - 1], seen[level], below, centers)
        for unit, (center, value) in enumerate(zip(centers, values, strict=True)):
            _add_unit(ax, center, ROW * level, number_text(value), unit in seen[level])
        ax.text(len(layers[0]) - 0.3, ROW * level, name, va="center")
        below = centers
    ax.set(xlim=(-0.7, width - 0.7), ylim=(-0.7, ROW * len(layers) - 1.3), aspect="equal")
    ax.axis("off")
    return ax


def _centers(windows, count):
    """Return the middle of what each unit sees, in places of the input."""
    start, jump = 0.0, 1
    for kernel, stride, dilation in windows:
        start += jump * dilation * (kernel - 1) / 2
        jump *= stride
    return start + jump * np.arange(count)


def _inputs(window, unit):
    """Return the units of the layer below that a unit sees."""
    kernel, stride, dilation = window
    return [unit * stride + dilation * i for i in range(kernel)]


def _seen(layers, windows, marked):
    """Return the units that the marked outputs see, for every layer from the input up."""
    seen = [set(marked)]
    for level in range(len(windows) - 1, -1, -1):
        inputs = {place for unit in seen[0] for place in _inputs(windows[level], unit)}
        if inputs and max(inputs) >= len(layers[level]):
            raise ValueError(
                f"a window {windows[level]} reaches unit {max(inputs)} of a layer that has "
                f"{len(layers[level])}"
            )
        seen.insert(0, inputs)
    return seen


def _add_lines(ax, level, window, units, below, centers):
    """Join each of these units with the ones that it sees."""
    bottom, top = ROW * (level - 1) + UNIT / 2, ROW * level - UNIT / 2
    for unit in sorted(units):
        for place in _inputs(window, unit):
            ends = [below[place], centers[unit]]
            ax.plot(ends, [bottom, top], color=style.ORANGE, linewidth=1.5, marker="",
                    linestyle="-", zorder=1)  # fmt: skip


def _add_unit(ax, center, height, text, is_marked):
    corner = center - UNIT / 2, height - UNIT / 2
    look = {"facecolor": MARKED if is_marked else PLACE, "edgecolor": style.INK, "zorder": 3}
    ax.add_patch(Rectangle(corner, UNIT, UNIT, linewidth=2 if is_marked else 1, **look))
    ax.text(center, height, text, ha="center", va="center", color="black", zorder=4)
