"""Where windows lie: on a strip of places, and on an image with its padding.

A strip shows every window as a bar under the places that it covers; on an image, a dot in the
center of every window, so that the dots are the output. Used in chapter 3.
"""

from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from cnnlib.plotting import style

PLACE, UNSEEN = "#a9cdf5", "#f3f7fc"  # both with black ink on them
CELL = 0.42  # inches
BAR = 0.62  # height of a window's bar, in cells
LABEL = 2.2  # cells to the right of a strip, for the number of windows


def show_strips(n, starts, kernel_size, *, padding=(0, 0), dilation=1, unseen=None):
    """Draw strips of places, and under each of them its windows.

    Parameters
    ----------
    n : int
        Places of every strip; they are drawn with their index.
    starts : dict of str to sequence of int
        Title of each strip, and the first place of each of its windows, counted from the first
        place of the padding.
    kernel_size, dilation : int
    padding : (int, int)
        Zeros before and after the strip.
    unseen : dict of str to sequence of int, optional
        For a title, the places to hatch: those that no window covers.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each strip.

    Raises
    ------
    ValueError
        If a window leaves its strip, or `kernel_size`, `dilation` or `padding` is too small.

    Examples
    --------
    >>> axes = show_strips(7, {"stride 2": [0, 2, 4], "stride 3": [0, 3]}, kernel_size=3)
    >>> [ax.get_title(loc="left") for ax in axes]
    ['stride 2', 'stride 3']
    """
    places = n + sum(padding)
    if min(kernel_size, dilation) < 1 or min(padding) < 0:
        raise ValueError(
            "kernel_size and dilation must be at least 1 and padding at least 0, got "
            f"{kernel_size}, {dilation} and {padding}"
        )
    for windows in starts.values():
        _require_inside(windows, dilation * (kernel_size - 1) + 1, places)
    heights = [1 + len(windows) * 0.8 for windows in starts.values()]
    cell = min(CELL, style.MAX_WIDTH / (places + LABEL))
    size = (places + LABEL) * cell, (sum(heights) + len(starts) * 1.1) * cell
    _, axes = plt.subplots(len(starts), figsize=size, height_ratios=heights, squeeze=False)
    for ax, (title, windows) in zip(axes[:, 0], starts.items(), strict=True):
        hatched = (unseen or {}).get(title, ())
        for place in range(-padding[0], n + padding[1]):
            inside = 0 <= place < n
            _cell(ax, 0, place, inside, place in hatched)
            ax.text(place, 0, place if inside else 0, ha="center", va="center",
                    color="black" if inside else style.INK)  # fmt: skip
        for number, start in enumerate(windows):
            _bar(ax, 1 + 0.8 * number, start - padding[0], kernel_size, dilation)
        noun = "window" if len(windows) == 1 else "windows"
        ax.text(n + padding[1] - 0.2, 0, f"{len(windows)} {noun}", va="center")
        ax.set_title(title, loc="left")
        _bare(ax, (-padding[0], n + padding[1] - 1 + LABEL), (0, 0.8 * len(windows)))
    return axes[:, 0]


def show_window_places(geometries, *, unseen=None):
    """Draw images side by side, with padding, first and last window, and every window's center.

    Parameters
    ----------
    geometries : dict of str to cnnlib.shapes.Geometry
        Title of each panel, and how the windows lie on its image.
    unseen : dict of str to ndarray of bool, shape (H, W), optional
        For a title, the places to hatch: those that no window covers.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each panel.

    Examples
    --------
    >>> from cnnlib.shapes import Geometry
    >>> (ax,) = show_window_places({"valid": Geometry.of((5, 5), 3)})
    >>> len(ax.lines[0].get_xdata())
    9
    """
    sizes = [_padded(geometry) for geometry in geometries.values()]
    widths = [columns for _, columns in sizes]
    height = max(rows for rows, _ in sizes)
    across = sum(widths) + 1.2 * (len(sizes) - 1)
    cell = min(CELL, style.MAX_WIDTH / (across + 0.4))
    size = cell * (across + 0.4), cell * (height + 0.4) + 0.35
    _, axes = plt.subplots(1, len(sizes), figsize=size, width_ratios=widths, squeeze=False)
    for ax, (title, geometry) in zip(axes[0], geometries.items(), strict=True):
        hatched = (unseen or {}).get(title)
        rows, columns = geometry.size
        (top, bottom), (left, right) = geometry.padding
        for r in range(-top, rows + bottom):
            for c in range(-left, columns + right):
                inside = 0 <= r < rows and 0 <= c < columns
                _cell(ax, r, c, inside, inside and hatched is not None and hatched[r, c])
        _windows(ax, geometry)
        ax.set_title(title)
        _bare(ax, (-left, columns + right - 1), (-top, rows + bottom - 1))
        ax.set_anchor("N")
    return axes[0]


def _require_inside(windows, reach, places):
    """Raise a ValueError unless windows over `reach` places lie on a strip of `places`."""
    outside = [start for start in windows if not 0 <= start <= places - reach]
    if outside:
        raise ValueError(
            f"a window of {reach} places that starts at place {outside[0]} leaves the strip of "
            f"{places} places, padding included"
        )


def _padded(geometry):
    return [n + sum(sides) for n, sides in zip(geometry.size, geometry.padding, strict=True)]


def _cell(ax, row, column, inside, hatched):
    """Draw a place of the image, filled, or one of the padding, as a dashed outline."""
    look = {"facecolor": "none", "linestyle": ":", "linewidth": 1.0, "zorder": 1}
    if inside:
        look = {"facecolor": PLACE, "linewidth": 1.0, "zorder": 2}
    if hatched:
        look |= {"facecolor": UNSEEN, "hatch": "///"}
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor=style.INK, **look))


def _bar(ax, row, start, kernel_size, dilation):
    """Draw a window as a bar; a dilated one as a line with a square for each of its places."""
    reach = dilation * (kernel_size - 1)
    ax.plot([start, start + reach], [row, row], color=style.ORANGE, linewidth=2, marker="",
            linestyle="-")  # fmt: skip
    pieces = [(start, kernel_size)]  # first place and length
    if dilation > 1:
        pieces = [(place, 1) for place in range(start, start + reach + 1, dilation)]
    for place, length in pieces:
        corner = (place - 0.42, row - BAR / 2)
        ax.add_patch(Rectangle(corner, length - 0.16, BAR, color=style.ORANGE, linewidth=0))


def _windows(ax, geometry):
    """Draw the centers of all windows, and the frames of the first and of the last one."""
    steps = zip(geometry.kernel, geometry.stride, geometry.padding, geometry.dilation,
                geometry.output, strict=True)  # fmt: skip
    first, last, centers, reach = [], [], [], []
    for kernel, stride, (before, _), dilation, count in steps:
        reach.append(dilation * (kernel - 1))
        first.append(-before)
        last.append(first[-1] + stride * (count - 1))
        centers.append([first[-1] + stride * k + reach[-1] / 2 for k in range(count)])
    points = [(c, r) for r in centers[0] for c in centers[1]]
    ax.plot(*zip(*points, strict=True), linestyle="", marker="o", markersize=5, zorder=5,
            color=style.PURPLE)  # fmt: skip
    for (row, column), line in ((first, "-"), (last, "--")):
        corner = (column - 0.5, row - 0.5)
        ax.add_patch(Rectangle(corner, reach[1] + 1, reach[0] + 1, fill=False, linewidth=3,
                               edgecolor=style.ORANGE, linestyle=line, zorder=4,
                               clip_on=False))  # fmt: skip


def _bare(ax, columns, rows):
    """Show exactly these cells, square, rows downward, without axes."""
    ax.set(xlim=(columns[0] - 0.6, columns[1] + 0.6), ylim=(rows[1] + 0.6, rows[0] - 0.6))
    ax.set_aspect("equal")
    ax.axis("off")
