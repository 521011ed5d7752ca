"""The pieces of images that excite a unit most, cut out at its true receptive field.

    first row = start + place*jump,  rows = size          (the same for columns)

At the border a field reaches into the padding: the patch is clipped there, not moved.  M. D. Zeiler
and R. Fergus, "Visualizing and understanding convolutional networks", 2014, show such patches; the
windows come from chapter 6.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib.arrays import unmasked
from cnnlib.inspection.fields import layer_field
from cnnlib.inspection.hooks import activations
from cnnlib.integers import integer
from cnnlib.receptive_field import Field


@dataclass(frozen=True)
class Patch:
    """A piece of an image, and how much it excites the unit.

    Attributes
    ----------
    image : int
        Number of the image.
    place : (int, int)
        Row and column of the unit's map.
    activation : float
    field : receptive_field.Field
        What the place sees, padding included.
    pixels : ndarray of shape (C, h, w)
        The part of that which lies on the image.
    """

    image: int
    place: tuple
    activation: float
    field: Field
    pixels: np.ndarray


def top_patches(
    net, layer, images, unit, count=64, *, field=None, pictures=None, per_image=1, batch_size=64
):
    """Find the patches that most activate one unit of a layer.

    Parameters
    ----------
    net : torch.nn.Module
    layer : str
        Name as ``net.named_modules()`` gives it; its output is (N, channels, rows, columns).
    images : array_like of float of shape (N, C, H, W)
    unit : int
        Channel of the layer.
    count : int, optional
        How many patches.
    field : receptive_field.FieldGrid, optional
        The fields of the layer, such as ``field_table(specification)["conv3"]``.  By default
        measured by `layer_field` on an input of the images' size.
    pictures : array_like of shape (N, C', H, W), optional
        Images to cut from instead, for example those before normalization.
    per_image : int or None, optional
        At most so many patches of one image; None for any number.
    batch_size : int, optional
        Images at a time.

    Returns
    -------
    list of Patch
        The most exciting first; of equal ones that of the earlier image and place.

    Raises
    ------
    ValueError
        If the layer has no such unit or no places, or its field cannot be measured.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Conv2d(1, 1, 3, padding=1, bias=False))
    >>> _ = nn.init.ones_(net[0].weight)
    >>> images = np.zeros((1, 1, 9, 9), np.float32)
    >>> images[0, 0, 0, :2] = [1, 2]
    >>> best = top_patches(net, "0", images, unit=0)[0]
    >>> best.activation, best.place, best.pixels.shape
    (3.0, (0, 0), (1, 2, 2))
    """
    integer(count, "count", 1)
    images = unmasked(images, "images")
    pictures = images if pictures is None else unmasked(pictures, "pictures")
    if len(pictures) != len(images) or pictures.shape[-2:] != images.shape[-2:]:
        raise ValueError(f"pictures {pictures.shape} do not match images {images.shape}")
    maps = _maps_of(net, layer, images, unit, batch_size)  # (N, rows, columns)
    grid = layer_field(net, layer, images.shape[1:]) if field is None else field
    maps = np.where(_sees_image(grid, maps.shape[1:], images.shape[-2:]), maps, -np.inf)
    return [_cut(pictures, grid, maps, place) for place in _strongest(maps, count, per_image)]


def stack_patches(patches, fill=0.5):
    """Put patches into one array, clipped ones in their place inside the whole field.

    Parameters
    ----------
    patches : sequence of Patch
    fill : float, optional
        Value of what lies outside the image.

    Returns
    -------
    ndarray of shape (len(patches), C, rows, columns)
        Rows and columns are those of the field.

    Raises
    ------
    ValueError
        If there is no patch.

    Examples
    --------
    >>> field = Field(rows=(-1, 1), columns=(0, 1))
    >>> patch = Patch(0, (0, 0), 1.0, field, np.ones((1, 2, 2)))
    >>> stack_patches([patch], fill=0.0)[0, 0]
    array([[0., 0.],
           [1., 1.],
           [1., 1.]])
    """
    if not patches:
        raise ValueError("stack_patches needs at least one patch")
    first = patches[0]
    shape = (len(patches), len(first.pixels), *first.field.size)
    stacked = np.full(shape, fill, first.pixels.dtype)
    for whole, patch in zip(stacked, patches, strict=True):
        top, left = (max(0, -span[0]) for span in (patch.field.rows, patch.field.columns))
        rows, columns = patch.pixels.shape[1:]
        whole[:, top : top + rows, left : left + columns] = patch.pixels
    return stacked


def _maps_of(net, layer, images, unit, batch_size):
    """Return the map of one unit for every image, without keeping those of the others."""
    integer(unit, "unit", 0)
    maps = []
    for start in range(0, len(images), integer(batch_size, "batch_size", 1)):
        outputs = activations(net, layer, images[start : start + batch_size], batch_size)
        if outputs.ndim != 4:
            raise ValueError(
                f"{layer!r} has no places: its output is {outputs.shape}, not (N, C, H, W)"
            )
        if unit >= outputs.shape[1]:
            raise ValueError(f"{layer!r} has units 0 to {outputs.shape[1] - 1}, not {unit}")
        maps.append(outputs[:, unit])
    return np.concatenate(maps)


def _sees_image(grid, places, size):
    """Tell which places see anything of the image: far out in wide padding some see nothing."""
    sees = []
    for axis in range(2):
        first = grid.start[axis] + np.arange(places[axis]) * grid.jump[axis]
        sees.append((first < size[axis]) & (first + grid.size[axis] > 0))
    return sees[0][:, None] & sees[1]  # (rows, columns)


def _strongest(maps, count, per_image):
    """Return (image, row, column), strongest first, at most `per_image` of one image."""
    flat = maps.reshape(len(maps), -1)  # (N, rows*columns)
    limit = count if per_image is None else integer(per_image, "per_image", 1)
    places = np.argsort(-flat, axis=1, kind="stable")[:, :limit]  # (N, limit)
    values = np.take_along_axis(flat, places, axis=1)
    order = np.argsort(-values, axis=None, kind="stable")[:count]
    strongest = []
    for image, rank in zip(*np.unravel_index(order, values.shape), strict=True):
        if values[image, rank] > -np.inf:
            row, column = divmod(int(places[image, rank]), maps.shape[2])
            strongest.append((int(image), row, column))
    return strongest


def _cut(pictures, grid, maps, place):
    """Cut the field of a place out of its image."""
    image, row, column = place
    field = grid.field(row, column)
    seen = field.inside(pictures.shape[-2:])
    (top, bottom), (left, right) = seen.rows, seen.columns
    pixels = pictures[image, :, top : bottom + 1, left : right + 1].copy()
    return Patch(image, (row, column), float(maps[image, row, column]), field, pixels)
