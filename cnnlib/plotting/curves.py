"""Training curves and bar comparisons with labelled axes.

Every series differs from the others in color and in marker, dash or hatch.
"""

import numpy as np
from matplotlib import pyplot as plt

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style


def plot_curves(series, ax=None, *, x=None, xlabel="Epoch", ylabel="", title=None):
    """Draw named curves, for example one value for each epoch.

    Parameters
    ----------
    series : dict of str to array_like of shape (points,)
        Name of each curve, and its values.
    ax : matplotlib.axes.Axes, optional
    x : array_like of shape (points,), optional
        Shared positions; by default 1, 2, 3, ...
    xlabel, ylabel : str, optional
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError
        If a curve holds anything else than real numbers.
    ValueError
        If it has not one axis.

    Examples
    --------
    >>> ax = plot_curves({"MLP": [0.5, 0.8], "ConvNet": [0.6, 0.9]}, ylabel="Test accuracy")
    >>> len(ax.lines), ax.get_xlabel()
    (2, 'Epoch')
    """
    if ax is None:
        _, ax = plt.subplots()
    for name, values in series.items():
        values = real_numbers(list(values), name)
        if values.ndim != 1:
            raise ValueError(f"{name} must have the shape (points,), got {values.shape}")
        positions = np.arange(1, len(values) + 1) if x is None else np.asarray(x)
        ax.plot(positions, values, label=name, markevery=max(1, len(values) // 10))
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if x is None:
        ax.xaxis.get_major_locator().set_params(integer=True)
    if title is not None:
        ax.set_title(title)
    if len(series) > 1:
        ax.legend()
    return ax


def plot_history(history, axes=None, *, title=None):
    """Draw the loss and the accuracy of a training run side by side, epoch by epoch.

    Parameters
    ----------
    history : dict of str to sequence of float
        ``vars(history)`` of a ``training.History``: loss, train_accuracy and, if there was a test
        set, test_loss and test_accuracy.
    axes : pair of matplotlib.axes.Axes, optional
        For loss and accuracy.
    title : str, optional
        Above both.

    Returns
    -------
    ndarray of matplotlib.axes.Axes of shape (2,)

    Examples
    --------
    >>> history = {"loss": [2.1, 0.9], "train_accuracy": [0.3, 0.8], "test_accuracy": [0.6, 0.7]}
    >>> left, right = plot_history(history)
    >>> left.get_ylabel(), [line.get_label() for line in right.lines]
    ('Cross-entropy (nats)', ['training', 'test'])
    """
    if axes is None:
        _, axes = plt.subplots(1, 2, figsize=(style.MAX_WIDTH, 3))
    panels = (
        ("Cross-entropy (nats)", {"training": "loss", "test": "test_loss"}),
        ("Accuracy", {"training": "train_accuracy", "test": "test_accuracy"}),
    )
    for ax, (ylabel, names) in zip(axes, panels, strict=True):
        series = {name: history.get(key, []) for name, key in names.items()}
        plot_curves({name: v for name, v in series.items() if len(v)}, ax, ylabel=ylabel)
    if title is not None:
        axes[0].figure.suptitle(title, fontsize=style.FONT_SIZE)
    return np.asarray(axes)


def compare_bars(groups, series, ax=None, *, ylabel="", title=None, reference=None, digits=1):
    """Draw groups of bars with their values written above them.

    Parameters
    ----------
    groups : sequence of str
        Labels of the groups along the axis.
    series : dict of str to array_like of shape (len(groups),)
        Name of each series, and its value in every group.
    ax : matplotlib.axes.Axes, optional
    ylabel : str, optional
    title : str, optional
    reference : tuple of (float, str), optional
        A horizontal line to compare with, and its name: ``(10, "guessing")``.
    digits : int, optional
        Decimals of the values above the bars.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a series does not have one value for each group.
    TypeError
        If it holds anything else than real numbers.

    Examples
    --------
    >>> ax = compare_bars(["as is", "permuted"], {"MLP": [97.1, 97.0], "ConvNet": [98.9, 94.2]})
    >>> [text.get_text() for text in ax.texts]
    ['97.1', '97.0', '98.9', '94.2']
    """
    if ax is None:
        _, ax = plt.subplots()
    positions = np.arange(len(groups))
    bar = 0.8 / len(series)
    labels = []
    for index, (name, values) in enumerate(series.items()):
        values = real_numbers(list(values), name)
        if len(values) != len(groups):
            raise ValueError(f"{name!r} has {len(values)} values for {len(groups)} groups")
        offset = (index - (len(series) - 1) / 2) * bar
        bars = ax.bar(
            positions + offset,
            values,
            0.92 * bar,
            label=name,
            color=style.PALETTE[index % len(style.PALETTE)],
            hatch=style.HATCHES[index % len(style.HATCHES)],
            edgecolor=style.LIGHT_PAGE,
            linewidth=0,
        )
        texts = [_rounded(value, digits) for value in values]
        labels += ax.bar_label(bars, texts, padding=2, fontsize=style.FONT_SIZE - 1)
    if reference is not None:
        level, name = reference
        ax.axhline(level, color=style.INK, linestyle="--", linewidth=1.5, marker="", label=name)
    ax.margins(y=0.12)  # room for the values above the bars
    ax.set_xticks(positions, groups)
    ax.set_ylabel(ylabel)
    if title is not None:
        ax.set_title(title, pad=28)  # above the legend
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.3)
    _fit_labels(ax, labels, bar)
    return ax


def _fit_labels(ax, labels, bar):
    """Turn the values above the bars upright, where they are wider than the room of a bar."""
    ax.figure.draw_without_rendering()  # lays the figure out, so that widths are known
    left, right = ax.transData.transform([(0, 0), (bar, 0)])[:, 0]
    room = 0.97 * (right - left)
    boxes = [label.get_window_extent() for label in labels]
    if max((box.width for box in boxes), default=0) <= room:
        return
    ax.margins(y=0.2)
    height = max(box.height for box in boxes)
    for label in labels:
        label.set(rotation=90, fontsize=label.get_fontsize() * min(1, room / height))


def _rounded(value, digits):
    """Write a value with some decimals, and a zero without a sign."""
    return f"{round(float(value), digits) + 0.0:.{digits}f}".replace("-", "−")
