"""What depends on what: things in rows, each below all that it needs."""

from matplotlib import pyplot as plt

from cnnlib.plotting import style

ROW_HEIGHT = 0.75  # inches
SHRINK = 15  # points between an arrow and the middle of a name


def show_dependencies(needs, ax=None, *, title=None):
    """Draw an arrow from each thing to those that need it, first things at the top.

    An arrow that follows from others is left out.

    Parameters
    ----------
    needs : dict of str to sequence of str
        Name of each thing, and the names of those it needs; they must be named, too.
    ax : matplotlib.axes.Axes, optional
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If something is needed that has no entry, or things need each other in a circle.

    Examples
    --------
    >>> ax = show_dependencies({"1": [], "2": ["1"], "3": ["1", "2"]})
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['1', '2', '3']
    """
    rows = _rows(needs)
    places = {}
    for depth, names in enumerate(rows):
        for column, name in enumerate(names):
            places[name] = (column - (len(names) - 1) / 2, -depth)
    if ax is None:
        _, ax = plt.subplots(figsize=(style.MAX_WIDTH, ROW_HEIGHT * len(rows) + 0.3))
    for name, others in needs.items():
        for other in {*others} - _implied(needs, others):
            ax.annotate("", places[name], places[other], arrowprops=_arrow())
    for name, (column, row) in places.items():
        box = {"boxstyle": "round", "facecolor": style.LIGHT_PAGE, "edgecolor": style.BLUE}
        ax.text(column, row, name, ha="center", va="center", color=style.BLUE, bbox=box)
    widest = max(map(len, rows))
    ax.set(xlim=(-widest / 2, widest / 2), ylim=(0.5 - len(rows), 0.5), title=title)
    ax.set_axis_off()
    return ax


def _implied(needs, names):
    """Return all that these names need, directly or through others."""
    found, waiting = set(), [*names]
    while waiting:
        further = {*needs[waiting.pop()]} - found
        found |= further
        waiting += further
    return found


def _arrow():
    return {"arrowstyle": "->", "color": style.INK, "shrinkA": SHRINK, "shrinkB": SHRINK}


def _rows(needs):
    """Sort names into rows: each stands one row below the lowest of those it needs."""
    unknown = {other for others in needs.values() for other in others} - needs.keys()
    if unknown:
        raise ValueError(f"needed, but without an entry: {sorted(unknown)}")
    rows, placed = [], set()
    while len(placed) < len(needs):
        free = [name for name, others in needs.items() if {*others} <= placed]
        row = [name for name in free if name not in placed]
        if not row:
            raise ValueError(f"these need each other in a circle: {sorted(needs.keys() - placed)}")
        rows.append(row)
        placed |= {*row}
    return rows
