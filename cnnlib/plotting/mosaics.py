"""Many small images in one picture, and maps over an image."""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from cnnlib.arrays import real_numbers
from cnnlib.integers import integer
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, one_each, within_unit


def show_mosaic(images, ax=None, *, columns=8, gap=1, title=None):
    """Show many small images, such as filters or patches, as tiles of one picture.

    Parameters
    ----------
    images : array_like of float of shape (N, 1, h, w) or (N, 3, h, w)
        Gray or RGB in [0, 1]; ``inspection.for_display`` brings others there.
    ax : matplotlib.axes.Axes, optional
    columns : int, optional
        Tiles in a row.
    gap : int, optional
        Pixels between tiles, through which the page is seen.
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the shape or the range is another one, `columns` is below 1, or `gap` below 0.
    TypeError
        If `columns` or `gap` is no integer.

    Examples
    --------
    >>> ax = show_mosaic(np.zeros((10, 1, 5, 5)), columns=4)
    >>> ax.images[0].get_array().shape  # 3 rows of 5 pixels and 2 gaps, 4 columns and 3 gaps
    (17, 23, 4)
    """
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[1] not in (1, 3) or len(images) == 0:
        raise ValueError(f"images must have the shape (N, 1 or 3, h, w), got {images.shape}")
    if images.dtype.kind != "f" or not (images.min() >= 0 and images.max() <= 1):
        raise ValueError(
            f"images must be floating-point numbers from 0 to 1, got {images.dtype} from "
            f"{images.min()} to {images.max()}; inspection.for_display stretches them"
        )
    columns = min(integer(columns, "columns", 1), len(images))
    gap = integer(gap, "gap", 0)
    picture = _tiled(images, columns, gap)  # (rows of pixels, columns of pixels, 4)
    if ax is None:
        height, width = picture.shape[:2]
        _, ax = plt.subplots(figsize=(style.WIDTH, style.WIDTH * height / width))
    ax.imshow(picture, interpolation="nearest")
    ax.set_axis_off()
    if title is not None:
        ax.set_title(title)
    return ax


def show_overlay(image, values, ax=None, *, title=None, vmin=0.0, vmax=None, opacity=0.8):
    """Color an image where a map, such as saliency or class activation, is high; gray elsewhere.

    Parameters
    ----------
    image : array_like of shape (3, H, W), (1, H, W) or (H, W)
        Floats in [0, 1], or bytes from 0 to 255.
    values : array_like of shape (H, W)
        ``inspection.resize_map`` brings a smaller map to that size.
    ax : matplotlib.axes.Axes, optional
    title : str, optional
    vmin, vmax : float, optional
        Up to `vmin` nothing is colored, from `vmax` on all that `opacity` allows; by default from 0
        to the largest value. A few extreme pixels, as saliency has them, hide the others: take
        ``vmax=numpy.quantile(values, 0.99)``.
    opacity : float, optional
        Of the color where it is strongest.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If image and map differ in size, or the image cannot be meant as 0 to 1.
    TypeError
        If one holds no real numbers, or the image other integers than bytes.

    Examples
    --------
    >>> ax = show_overlay(np.zeros((3, 4, 6)), np.eye(4, 6))
    >>> len(ax.images)
    2
    """
    image = within_unit(real_numbers(image, "image"))
    values = real_numbers(values, "values").astype(float)
    if image.shape[-2:] != values.shape:
        raise ValueError(f"map {values.shape} and image {image.shape} must have one size")
    gray = image if image.ndim == 2 else image.mean(axis=0)
    high = values.max() if vmax is None else vmax
    share = np.clip((values - vmin) / (high - vmin if high > vmin else 1), 0, 1)
    if ax is None:
        height, width = values.shape
        _, ax = plt.subplots(figsize=(style.WIDTH, style.WIDTH * height / width))
    ax.imshow(gray, cmap="gray", vmin=0, vmax=1)
    color = np.zeros((*values.shape, 4))  # RGBA
    color[..., :3] = to_rgb(style.ORANGE)
    color[..., 3] = opacity * share
    ax.imshow(color)
    frame(ax)
    if title is not None:
        ax.set_title(title)
    return ax


def show_overlays(image, maps, titles=None, *, vmin=0.0, vmax=None, opacity=0.8):
    """Show maps side by side over one image, in one range, so that they can be compared.

    Parameters
    ----------
    image : array_like
        As for `show_overlay`.
    maps : sequence of array_like of shape (H, W)
    titles : sequence of str, optional
        One for each map.
    vmin, vmax, opacity : float, optional
        As for `show_overlay`; by default up to the largest value of all maps.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each map.

    Raises
    ------
    ValueError
        If there is no map, not one title for each map, or as `show_overlay`.
    TypeError
        As `show_overlay`.

    Examples
    --------
    >>> axes = show_overlays(np.zeros((3, 4, 6)), [np.eye(4, 6), np.ones((4, 6))], ["a", "b"])
    >>> [ax.get_title() for ax in axes]
    ['a', 'b']
    """
    maps = [real_numbers(values, "maps") for values in maps]
    if not maps:
        raise ValueError("show_overlays needs at least one map")
    titles = one_each(titles, len(maps), "titles", None)
    high = max(values.max() for values in maps) if vmax is None else vmax
    rows, columns = np.shape(image)[-2:]
    height = style.MAX_WIDTH / len(maps) * rows / columns + (0.35 if any(titles) else 0)
    _, axes = plt.subplots(1, len(maps), figsize=(style.MAX_WIDTH, height), squeeze=False)
    for ax, values, title in zip(axes[0], maps, titles, strict=True):
        show_overlay(image, values, ax, title=title, vmin=vmin, vmax=high, opacity=opacity)
    return axes[0]


def _tiled(images, columns, gap):
    """Return one RGBA picture, transparent between the tiles."""
    count, _, h, w = images.shape
    rows = -(-count // columns)
    picture = np.zeros((rows * (h + gap) - gap, columns * (w + gap) - gap, 4))
    for index, image in enumerate(images):
        row, column = divmod(index, columns)
        top, left = row * (h + gap), column * (w + gap)
        tile = picture[top : top + h, left : left + w]
        tile[..., :3] = image.transpose(1, 2, 0)  # (C, h, w) -> (h, w, C)
        tile[..., 3] = 1
    return picture
