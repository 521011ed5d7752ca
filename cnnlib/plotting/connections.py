"""Which input reaches which unit: lines between dots, and windows on a real image.

:func:`show_connections` draws a layer of a few units, equal lines for shared weights.
:func:`show_local_fields` ties units of a feature map to the windows that they look at.
Chapter 1 explains local receptive fields and shared weights with both.
"""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.patches import ConnectionPatch, Rectangle

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame

DOT = 13  # points


def show_connections(weight_ids, ax=None, title=None):
    """Draw the inputs of a layer below, its units above, and a line for each weight.

    Parameters
    ----------
    weight_ids : array_like of int of shape (units, inputs)
        0 where there is no connection; equal numbers stand for one shared weight.  Up to five
        different weights get a color and a dash each, more are drawn alike.
    ax : matplotlib.axes.Axes, optional
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the array does not have two axes, or holds fractions.
    TypeError
        If it holds no real numbers.

    Examples
    --------
    >>> ax = show_connections([[1, 2, 0], [0, 1, 2]])
    >>> sum(line.get_gid() == "weight" for line in ax.lines)
    4
    """
    weight_ids = real_numbers(weight_ids, "weight_ids")
    if (weight_ids != np.floor(weight_ids)).any():
        raise ValueError(f"weight_ids must be whole numbers, got {weight_ids.tolist()}")
    if weight_ids.ndim != 2:
        raise ValueError(f"weight_ids needs the shape (units, inputs), got {weight_ids.shape}")
    if ax is None:
        _, ax = plt.subplots(figsize=(style.WIDTH / 2, 2))
    units, inputs = weight_ids.shape
    input_places = np.arange(inputs) - (inputs - 1) / 2
    unit_places = np.arange(units) - (units - 1) / 2
    kinds = [int(kind) for kind in np.unique(weight_ids) if kind]
    for unit, source in np.argwhere(weight_ids):
        ends = [input_places[source], unit_places[unit]]
        look = _look(kinds.index(weight_ids[unit, source]), len(kinds))
        ax.plot(ends, [0, 1], marker="", gid="weight", zorder=1, **look)
    for places, height in ((input_places, 0), (unit_places, 1)):
        dots = {"marker": "o", "markersize": DOT, "linestyle": "", "color": style.INK}
        ax.plot(places, np.full(len(places), height), zorder=2, **dots)
    half = max(inputs, units) / 2
    ax.set(xlim=(-half, half), ylim=(-0.18, 1.18))
    ax.set_axis_off()
    if title is not None:
        ax.set_title(title)
    return ax


def show_local_fields(image, feature_map, units, kernel_size, titles=("image", "feature map")):
    """Show an image beside a feature map, each chosen unit tied to the window that it looks at.

    Parameters
    ----------
    image : array_like of shape (H, W)
    feature_map : array_like of shape (H - kernel_size + 1, W - kernel_size + 1)
        From a convolution with stride 1 and without padding.
    units : sequence of (int, int)
        Row and column of the units in the feature map, at most five.
    kernel_size : int
    titles : (str, str), optional

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        Of the image and of the feature map.

    Raises
    ------
    ValueError
        If image, kernel and feature map do not fit each other, or there are more than five units.

    Examples
    --------
    >>> axes = show_local_fields(np.eye(6), np.ones((4, 4)), [(0, 0), (3, 2)], kernel_size=3)
    >>> [patch.get_xy() for patch in axes[0].patches]
    [(-0.5, -0.5), (1.5, 2.5)]
    """
    image = real_numbers(image, "image")
    feature_map = real_numbers(feature_map, "feature_map")
    if len(units) > len(style.PALETTE):
        raise ValueError(f"at most {len(style.PALETTE)} units have a color each, got {len(units)}")
    expected = tuple(size - kernel_size + 1 for size in image.shape)
    if feature_map.shape != expected:
        raise ValueError(
            f"a {kernel_size}x{kernel_size} kernel on an image {image.shape} gives a feature map "
            f"{expected}, got {feature_map.shape}"
        )
    figure, axes = plt.subplots(
        1, 2, figsize=(style.WIDTH, 3.0), width_ratios=(image.shape[1], feature_map.shape[1])
    )
    for ax, pixels, title in zip(axes, (image, feature_map), titles, strict=True):
        ax.imshow(pixels)
        frame(ax)
        ax.set_title(title)
    for (row, column), color in zip(units, style.PALETTE, strict=False):
        _add_square(axes[0], row, column, kernel_size, color)
        _add_square(axes[1], row, column, 1, color)
        right, middle = column + kernel_size - 0.5, row + (kernel_size - 1) / 2
        tie = ConnectionPatch(
            (right, middle), (column - 0.5, row), "data", "data", axesA=axes[0], axesB=axes[1],
            color=color, linewidth=1.5,
        )  # fmt: skip
        figure.add_artist(tie)
    return axes


def _add_square(ax, row, column, size, color):
    look = {"fill": False, "edgecolor": color, "linewidth": 2.5, "clip_on": False}
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), size, size, **look))


def _look(index, kinds):
    if kinds > len(style.PALETTE):
        return {"color": style.INK, "linestyle": "-", "linewidth": 1.2}
    return {"color": style.PALETTE[index], "linestyle": style.DASHES[index], "linewidth": 2.0}
