"""A small computation as a graph: values go right along its arrows, gradients come back left.

Each node has its value above and its gradient below; each arrow has the slope of its end for its
start.  Used in chapter 5.
"""

from matplotlib import pyplot as plt
from matplotlib.patches import FancyArrowPatch

from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, number_text

RADIUS = 0.24  # of a node; one unit lies between columns of nodes, and one between rows
UNIT = 1.25  # inches


def show_graph(values, slopes, gradients=None, ax=None):
    """Draw a computation from left to right, each node as far right as its longest route.

    Parameters
    ----------
    values : dict of str to number
        The nodes, with what the forward pass computes at each. Whole numbers are written in full,
        others with three digits.
    slopes : dict of (str, str) to number
        The arrows, from node to node, each with the derivative of its end for its start.
    gradients : dict of str to number, optional
        Derivative of the last node's value for each node.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If an arrow or a gradient names no node, or arrows run in a circle.

    Examples
    --------
    >>> ax = show_graph({"x": 1, "L": 2}, {("x", "L"): 2}, {"x": 2, "L": 1})
    >>> [text.get_text() for text in ax.texts]
    ['×2', 'x', '1', '2', 'L', '2', '1']
    """
    named = {*(gradients or {}), *(name for arrow in slopes for name in arrow)}
    if not named <= values.keys():
        raise ValueError(f"no such nodes: {sorted(named - values.keys())}")
    places = _places(values, slopes)
    right = max(x for x, _ in places.values())
    high = max(y for _, y in places.values())
    if ax is None:
        _, ax = plt.subplots(figsize=(UNIT * (right + 1), UNIT * (2 * high + 1)))
    for (source, target), slope in slopes.items():
        _draw_arrow(ax, places[source], places[target], "×" + number_text(slope))
    for name, (x, y) in places.items():
        ax.add_patch(plt.Circle((x, y), RADIUS, facecolor="none", edgecolor=style.INK))
        ax.text(x, y, name, ha="center", va="center")
        above = {"ha": "center", "va": "bottom", "color": style.BLUE, "weight": "bold"}
        ax.text(x, y + RADIUS + 0.03, number_text(values[name]), **above)
        if gradients and name in gradients:
            below = above | {"va": "top", "color": style.ORANGE}
            ax.text(x, y - RADIUS - 0.05, number_text(gradients[name]), **below)
    frame(ax)
    ax.spines[:].set_visible(False)
    ax.set(xlim=(-0.5, right + 0.5), ylim=(-high - 0.5, high + 0.5), aspect="equal")
    return ax


def _places(nodes, arrows):
    """Return (x, y) of every node: columns by the longest route, each column centered."""
    column = dict.fromkeys(nodes, 0)
    for _ in nodes:  # no route is longer than there are nodes
        for source, target in arrows:
            column[target] = max(column[target], column[source] + 1)
    if max(column.values()) >= len(nodes):
        raise ValueError("the arrows run in a circle")
    places = {}
    for number in set(column.values()):
        names = [name for name in nodes if column[name] == number]
        for row, name in enumerate(names):
            places[name] = (number, (len(names) - 1) / 2 - row)
    return places


def _draw_arrow(ax, start, end, label):
    """Draw an arrow from rim to rim, its label in the middle, beside the line."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = (across**2 + up**2) ** 0.5
    rim = RADIUS / length
    first = (start[0] + rim * across, start[1] + rim * up)
    last = (end[0] - rim * across, end[1] - rim * up)
    look = {"arrowstyle": "-|>", "mutation_scale": 14, "shrinkA": 0, "shrinkB": 0}
    ax.add_patch(FancyArrowPatch(first, last, color=style.INK, gid="arrow", **look))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    side = 0.16 if middle[1] >= 0 else -0.16  # away from the middle of the figure
    beside = (middle[0] - side * up / length, middle[1] + side * across / length)
    ax.text(*beside, label, ha="center", va="center")
