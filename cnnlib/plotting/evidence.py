"""A photograph, and beside it where different methods find the evidence for a class."""

from cnnlib.plotting import style
from cnnlib.plotting.grids import show_images
from cnnlib.plotting.mosaics import show_overlay


def show_evidence(image, maps, *, title="photograph"):
    """Show an image, and beside it maps over it, each in a range of its own.

    For maps in one unit take `show_overlays`, which gives them one range.

    Parameters
    ----------
    image : array_like of shape (3, H, W), (1, H, W) or (H, W)
        Floats in [0, 1], or bytes from 0 to 255.
    maps : dict of str to array_like of shape (H, W)
        Titles and maps. Up to 0 nothing is colored, and the largest value of each is strongest.
    title : str, optional
        Of the image.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        That of the image first.

    Raises
    ------
    ValueError, TypeError
        As `show_overlay`.

    Examples
    --------
    >>> import numpy as np
    >>> axes = show_evidence(np.zeros((3, 4, 6)), {"corner": np.eye(4, 6)})
    >>> [ax.get_title() for ax in axes]
    ['photograph', 'corner']
    """
    panels = [image] * (1 + len(maps))
    axes = show_images(panels, [title, *maps], columns=len(panels), width=style.MAX_WIDTH)
    for ax, values in zip(axes[1:], maps.values(), strict=True):
        show_overlay(image, values, ax)
    return axes
