"""Bring values of any size into the range that can be shown, and maps to the size of an image."""

import numpy as np
import torch
from torch.nn import functional as F

from cnnlib import shapes
from cnnlib.arrays import real_numbers, unmasked


def for_display(images, symmetric=False):
    """Stretch each image to the range from 0 to 1, all its channels together.

    Parameters
    ----------
    images : array_like of shape (N, C, H, W)
        Patches, filters, or images after normalization.
    symmetric : bool, optional
        Let 0 become 0.5, as is right for weights; by default the smallest value becomes 0.

    Returns
    -------
    ndarray of float of shape (N, C, H, W)
        An image of one value becomes 0.5.

    Raises
    ------
    ValueError
        If there are no images of that shape, or a value is not finite.

    Examples
    --------
    >>> for_display([[[[-1.0, 0.0, 3.0]]]]).ravel()
    array([0.  , 0.25, 1.  ])
    >>> for_display([[[[-1.0, 0.0, 2.0]]]], symmetric=True).ravel()
    array([0.25, 0.5 , 1.  ])
    """
    images = real_numbers(images, "images")
    if images.ndim != 4 or images.size == 0:
        raise ValueError(f"images must have the shape (N, C, H, W), got {images.shape}")
    if not np.isfinite(images).all():
        raise ValueError("images must be finite; stack_patches(patches, fill=0.5) fills borders")
    images = images.astype(np.result_type(images, np.float32))
    axes = (1, 2, 3)
    if symmetric:
        high = np.abs(images).max(axis=axes, keepdims=True)
        low = -high
    else:
        low = images.min(axis=axes, keepdims=True)
        high = images.max(axis=axes, keepdims=True)
    width = high - low
    stretched = (images - low) / np.where(width > 0, width, 1)
    return np.where(width > 0, stretched, 0.5).astype(images.dtype)


def resize_map(values, size):
    """Resize a map of a layer to the size of an image, bilinearly.

    Parameters
    ----------
    values : array_like of shape (h, w)
    size : (int, int)
        Rows and columns.

    Returns
    -------
    ndarray of float of shape size

    Raises
    ------
    ValueError
        If `values` is no map.
    TypeError
        If it does not hold real numbers.

    Examples
    --------
    >>> resize_map([[0.0, 4.0]], (1, 4))
    array([[0., 1., 3., 4.]])
    """
    values = real_numbers(values, "values")
    values = torch.as_tensor(values if values.dtype.kind == "f" else values.astype(float))
    if values.ndim != 2:
        raise ValueError(f"a map must have the shape (h, w), got {tuple(values.shape)}")
    size = shapes.pair(tuple(size), "size")
    resized = F.interpolate(values[None, None], size, mode="bilinear", align_corners=False)
    return resized[0, 0].numpy()


def map_by_centers(values, grid, size):
    """Give each pixel the value of the place whose receptive field is centered nearest to it.

    Parameters
    ----------
    values : array_like of shape (h, w)
        One value for each place of a layer.
    grid : receptive_field.FieldGrid
        Of that layer: `center` is where place (0, 0) looks, `jump` how far its neighbors are.
    size : (int, int)
        Rows and columns of the image.

    Returns
    -------
    ndarray of shape size
        Pixels beyond the outermost centers take the value of the outermost place.

    Raises
    ------
    ValueError
        If `values` is no map.

    Examples
    --------
    >>> from cnnlib.receptive_field import FieldGrid
    >>> grid = FieldGrid(size=(1, 3), jump=(1, 3), start=(0, 0))  # columns 1 and 4
    >>> map_by_centers([[5.0, 7.0]], grid, (1, 7))
    array([[5., 5., 5., 7., 7., 7., 7.]])
    """
    values = unmasked(values, "values")
    if values.ndim != 2:
        raise ValueError(f"a map must have the shape (h, w), got {values.shape}")
    places = []
    for n, pixels in enumerate(shapes.pair(tuple(size), "size")):
        steps = (np.arange(pixels) - grid.center[n]) / grid.jump[n]
        places.append(np.clip(np.rint(steps), 0, values.shape[n] - 1).astype(int))
    return values[np.ix_(*places)]
