"""Results of a class: questions by difficulty and discrimination, counted causes, days."""

import io

import matplotlib
import numpy as np
from matplotlib import pyplot as plt

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style

LONGEST_LABEL = 44  # characters
NAME = {"textcoords": "offset points", "ha": "center", "va": "center"}
WIDTH, HEIGHT = 0.035, 0.1  # of a letter and a line, in units of the axes of `show_questions`


def show_questions(names, difficulty, discrimination, ax=None):
    """Draw each question as a point: how easy it was, and how well it tells students apart.

    Parameters
    ----------
    names : sequence of str
    difficulty : array_like of shape (questions,)
        Mean share of the points, from 0 to 1.
    discrimination : array_like of shape (questions,)
        Correlation with the rest, from -1 to 1; NaN is not drawn.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are not as many numbers as names.

    Examples
    --------
    >>> ax = show_questions(["a", "b"], [0.9, 0.4], [0.1, 0.6])
    >>> sorted(text.get_text() for text in ax.texts)
    ['a', 'b']
    """
    x, y = real_numbers(difficulty, "difficulty"), real_numbers(discrimination, "discrimination")
    if x.shape != (len(names),) or y.shape != (len(names),):
        raise ValueError(f"{len(names)} names, but numbers of shapes {x.shape} and {y.shape}")
    if ax is None:
        _, ax = plt.subplots(figsize=(style.WIDTH, 4))
    ax.axhline(0, color=style.INK, linewidth=1, marker="")
    ax.plot(x, y, color=style.BLUE, marker="o", linestyle="")
    ax.set(xlim=(-0.1, 1.1), ylim=(min(-0.25, np.nanmin(y, initial=0) - 0.15), 1.1))
    placed = []
    for name, a, b in sorted(zip(names, x, y, strict=True), key=lambda point: point[1]):
        if np.isfinite(b):
            placed.append(_free_place(name, a, b, placed))
            ax.annotate(name, (a, b), placed[-1][2], **NAME)
    ax.set(xlabel="Mean share of the points", ylabel="Correlation with the rest")
    return ax


def _free_place(name, x, y, placed):
    """Return where a name stands, (x, y) of its middle and its shift: above, below or higher up."""
    for shift in (11, -11, 25, -25):
        middle = (x, y + shift * HEIGHT / 15, (0, shift))
        if not any(
            abs(middle[1] - other[1]) < HEIGHT and abs(x - other[0]) < WIDTH * len(name)
            for other in placed
        ):
            break
    return middle


def show_counts(labels, counts, ax=None, *, xlabel="Students"):
    """Draw counts as bars with a label each, the first on top.

    Parameters
    ----------
    labels : sequence of str
    counts : array_like of shape (bars,)
    ax : matplotlib.axes.Axes, optional
    xlabel : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are not as many counts as labels.

    Examples
    --------
    >>> ax = show_counts(["kernel flipped", "stride ignored"], [4, 1])
    >>> [int(bar.get_width()) for bar in ax.patches]
    [4, 1]
    """
    lengths = real_numbers(counts, "counts")
    if lengths.shape != (len(labels),):
        raise ValueError(f"{len(labels)} labels, but counts of shape {lengths.shape}")
    if ax is None:
        _, ax = plt.subplots(figsize=(style.MAX_WIDTH, 0.9 + 0.4 * len(labels)))
    short = [_shortened(label) for label in labels]
    bars = ax.barh(range(len(labels)), lengths, color=style.ORANGE, height=0.65)
    ax.bar_label(bars, padding=3)
    ax.set_yticks(range(len(labels)), short)
    ax.invert_yaxis()
    ax.grid(visible=False)
    ax.set_xlabel(xlabel)
    ax.xaxis.get_major_locator().set_params(integer=True)
    return ax


def _shortened(label):
    """Return a label that leaves room for its bar."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def svg_of(draw, *args, **options):
    """Draw a figure of its own in the course's style, and return it as SVG.

    Parameters
    ----------
    draw : callable
        A function of this package; makes its own axes.
    *args, **options
        Passed on.

    Returns
    -------
    str
        The same text for the same figure.

    Examples
    --------
    >>> svg_of(show_counts, ["kernel flipped"], [4])[:5]
    '<?xml'
    """
    with matplotlib.rc_context(style.RC_PARAMS):
        figure = draw(*args, **options).figure
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    return text.getvalue()
