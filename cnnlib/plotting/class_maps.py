"""Maps of classes in the course's colors: each class has a color and a hatch, and a legend says so.

Background, class 0, is pale and plain. Used in chapter 13.
"""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch

from cnnlib.plotting import style
from cnnlib.plotting.grids import show_images

BACKGROUND = "#e4e7ea"
COLORS = (BACKGROUND, *style.PALETTE)
HATCHES = ("", *style.HATCHES)


def show_class_maps(maps, titles=None, *, names, columns=None, width=style.WIDTH):
    """Show maps that hold the class of every pixel, and between them images as they are.

    Parameters
    ----------
    maps : sequence of array_like of int of shape (H, W), or of float of shape (3, H, W)
        Classes from 0, the background; or color images in [0, 1].
    titles : sequence of str, optional
        One for each map.
    names : sequence of str
        Of the classes in their order, the background's first; at most 6.
    columns : int, optional
        Maps in a row; by default all, up to 4.
    width : float, optional
        Width of the figure in inches.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each map.

    Raises
    ------
    ValueError
        If there are too many names for the colors, or a map holds a class without a name.
    TypeError
        If a map of shape (H, W) does not hold integers.

    Examples
    --------
    >>> axes = show_class_maps([np.eye(4, dtype=int)], names=["background", "cat"])
    >>> [text.get_text() for text in axes[0].figure.legends[0].get_texts()]
    ['background', 'cat']
    """
    names = list(names)
    if not 1 <= len(names) <= len(COLORS):
        raise ValueError(f"names must hold 1 to {len(COLORS)} classes, got {len(names)}")
    maps = [np.asarray(one) for one in maps]
    for one in maps:
        if one.ndim == 2:
            _require_classes(one, names)
    pictures = [_colored(one) if one.ndim == 2 else one for one in maps]
    axes = show_images(pictures, titles, columns=columns, width=width)
    for ax, one in zip(axes, maps, strict=True):
        if one.ndim == 2:
            _hatch(ax, one, len(names))
    handles = [
        Patch(facecolor=color, hatch=2 * hatch, edgecolor=style.readable_on(color), label=name)
        for name, color, hatch in zip(names, COLORS, HATCHES, strict=False)
    ]
    legend = {"loc": "outside lower center", "ncols": min(len(names), 3), "handlelength": 1.5}
    axes[0].figure.legend(handles=handles, **legend)
    return axes


def _require_classes(classes, names):
    """Refuse a map that holds something else than numbers of the named classes."""
    if classes.dtype.kind not in "bui":
        raise TypeError(f"a map must hold integers, the classes, got {classes.dtype}")
    if classes.size == 0 or classes.min() < 0 or classes.max() >= len(names):
        found = f"{classes.min()} to {classes.max()}" if classes.size else "nothing"
        raise ValueError(
            f"the {len(names)} names are for classes 0 to {len(names) - 1}, got {found}"
        )


def _colored(classes):
    """Return the color of each pixel's class, (3, H, W)."""
    colors = np.array([to_rgb(color) for color in COLORS])
    return colors[classes.astype(int)].transpose(2, 0, 1)  # (H, W, 3) -> (3, H, W)


def _hatch(ax, classes, count):
    """Draw each class's hatch over its pixels."""
    for number in range(1, count):
        region = (classes == number).astype(float)
        if region.any() and not region.all() and HATCHES[number]:
            levels = [0.5, 1.5]
            color = style.readable_on(COLORS[number])
            filled = ax.contourf(region, levels, colors="none", hatches=[2 * HATCHES[number]])
            filled.set(edgecolor=color, linewidth=0.0)
