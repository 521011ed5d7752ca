"""Photographs, feature maps and filters in a grid, with separate or shared ranges."""

from matplotlib import pyplot as plt
from matplotlib.colors import Colormap

from cnnlib.arrays import real_numbers
from cnnlib.integers import integer
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, one_each, value_range, within_unit


def show_images(
    images,
    titles=None,
    *,
    columns=None,
    cmap="gray",
    vmin=None,
    vmax=None,
    shared=False,
    width=style.WIDTH,
):
    """Show photographs, feature maps or filters in a grid.

    Parameters
    ----------
    images : sequence of array_like of shape (H, W), (1, H, W) or (3, H, W)
        Color images are RGB: floats in [0, 1], where what lies a little outside is clipped, or
        bytes from 0 to 255.
    titles : sequence of str, optional
        One for each image.
    columns : int, optional
        Images in a row; by default all, up to 4.
    cmap : matplotlib colormap, or sequence of them, optional
        For images of one channel; one for all, or one for each image.
    vmin, vmax : float, optional
        Values at the ends of the colormap; by default the extremes of each image, symmetric about
        zero for the diverging map.
    shared : bool, optional
        Use one range for all images, so that they can be compared.
    width : float, optional
        Width of the figure in inches.

    Returns
    -------
    ndarray of matplotlib.axes.Axes
        One for each image.

    Raises
    ------
    ValueError
        If there is no image, one has another shape or no pixel, titles or colormaps are too few or
        many, `columns` is below 1, or a color image holds floats that cannot be meant as 0 to 1.
    TypeError
        If an image holds no real numbers, or a color image other integers than bytes, or `columns`
        is no integer.

    Examples
    --------
    >>> import numpy as np
    >>> axes = show_images(np.zeros((5, 8, 8)), columns=3)
    >>> len(axes), axes[0].figure.axes[0].get_xticks().size
    (5, 0)
    """
    images = [_to_plane_or_rgb(image) for image in images]
    if not images:
        raise ValueError("show_images needs at least one image")
    titles = one_each(titles, len(images), "titles", None)
    cmap = [cmap] * len(images) if isinstance(cmap, str | Colormap) else cmap
    cmaps = [plt.get_cmap(one) for one in one_each(cmap, len(images), "cmap", "gray")]
    columns = min(len(images), 4) if columns is None else integer(columns, "columns", 1)
    rows = -(-len(images) // columns)
    tallest = max(image.shape[0] / image.shape[1] for image in images)
    height = rows * (tallest * width / columns + (0.3 if any(titles) else 0.05))
    _, grid = plt.subplots(rows, columns, figsize=(width, height), squeeze=False)
    axes = grid.ravel()
    for ax in axes[len(images) :]:
        ax.remove()
    planes = [image for image in images if image.ndim == 2]
    for ax, image, title, cmap in zip(axes, images, titles, cmaps, strict=False):
        low, high = value_range(planes if shared else [image], cmap, vmin, vmax)
        ax.imshow(image, cmap=cmap, vmin=low, vmax=high)
        frame(ax)
        if title is not None:
            ax.set_title(title)
    return axes[: len(images)]


def _to_plane_or_rgb(image):
    """(H, W) stays, (1, H, W) becomes (H, W), (3, H, W) becomes (H, W, 3) within [0, 1]."""
    image = real_numbers(image, "an image")
    if image.size == 0:
        raise ValueError(f"an image needs rows and columns, got the shape {image.shape}")
    if image.ndim == 2:
        return image
    if image.ndim == 3 and image.shape[0] == 1:
        return image[0]
    if image.ndim == 3 and image.shape[0] == 3:
        return within_unit(image.transpose(1, 2, 0))
    raise ValueError(f"an image needs the shape (H, W), (1, H, W) or (3, H, W), got {image.shape}")
