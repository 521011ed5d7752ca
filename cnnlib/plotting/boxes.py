"""Boxes on a picture: each class has its own color and dash, so color is never the only cue.

Used in chapter 10.
"""

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, Stroke

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.grids import show_images

LINE = 2.0  # points; around it, one point of black keeps it visible on any picture


def show_boxes(image, boxes, captions=None, kinds=None, *, ax=None, title=None, width=style.WIDTH):
    """Draw boxes over a picture.

    Parameters
    ----------
    image : array_like of shape (3, H, W), (1, H, W) or (H, W)
        Color images are RGB in [0, 1].
    boxes : array_like of shape (K, 4)
        Corners x1, y1, x2, y2.
    captions : sequence of str, optional
        What stands at the upper left corner of each box.
    kinds : array_like of int of shape (K,), optional
        Which color and dash each box has, from 0; by default all have the first.
    ax : matplotlib.axes.Axes, optional
        Where the picture is already drawn; by default a new figure shows it.
    title : str, optional
    width : float, optional
        Width of a new figure in inches.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is not one caption or kind for each box, or `boxes` have another shape.
    TypeError
        If `boxes` are no real numbers, or `kinds` no integers.

    Examples
    --------
    >>> ax = show_boxes(np.zeros((20, 30)), [[2, 3, 12, 9]], captions=["cat 0.9"])
    >>> [text.get_text() for text in ax.texts], float(ax.patches[0].get_width())
    (['cat 0.9'], 10.0)
    """
    boxes = real_numbers(boxes, "boxes").astype(float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes must have the shape (K, 4), got {boxes.shape}")
    kinds = np.zeros(len(boxes), int) if kinds is None else np.asarray(kinds)
    if kinds.dtype.kind not in "iu":
        raise TypeError(f"kinds must be integers, got {kinds.dtype}")
    captions = [""] * len(boxes) if captions is None else list(captions)
    if not len(boxes) == len(kinds) == len(captions):
        raise ValueError(
            f"{len(boxes)} boxes need as many kinds and captions, "
            f"got {len(kinds)} and {len(captions)}"
        )
    if ax is None:
        ax = show_images([image], width=width)[0]
    for box, kind, caption in zip(boxes, kinds, captions, strict=True):
        _add_box(ax, box, int(kind) % len(style.PALETTE), caption)
    if title is not None:
        ax.set_title(title)
    return ax


def _add_box(ax, box, kind, caption):
    """Draw one box; the picture's pixel (0, 0) is centered at 0, so the box is half a unit back."""
    x1, y1, x2, y2 = box - 0.5
    frame = Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, linewidth=LINE)
    frame.set(edgecolor=style.PALETTE[kind], linestyle=style.DASHES[kind])
    frame.set_path_effects([Stroke(linewidth=LINE + 2, foreground="black", alpha=0.6), Normal()])
    ax.add_patch(frame)
    if caption:
        ax.text(
            max(x1, -0.5),
            max(y1, -0.5),
            caption,
            color=style.readable_on(style.PALETTE[kind]),
            fontsize=style.FONT_SIZE - 1,
            verticalalignment="top",
            clip_on=True,
            bbox={"facecolor": style.PALETTE[kind], "edgecolor": "none", "pad": 1.5},
        )
