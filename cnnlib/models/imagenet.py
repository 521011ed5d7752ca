"""ImageNet: the names of its thousand classes, and images as its networks expect them.

The names are the first ones that WordNet gives each class of ILSVRC 2012, in the order of the
networks' scores; where two classes share one, it is told apart. Russakovsky et al., "ImageNet
large scale visual recognition challenge", 2015. Used in chapters 7 and 9.
"""

from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image

MEAN = (0.485, 0.456, 0.406)  # of the training images, for red, green, blue in [0, 1]
DEVIATION = (0.229, 0.224, 0.225)
SHORTER_SIDE = 256
CROP = 224


@cache
def imagenet_classes():
    """Return the names of the classes, in the order of the scores.

    Returns
    -------
    tuple of 1000 str

    Examples
    --------
    >>> imagenet_classes()[285]
    'Egyptian cat'
    """
    path = Path(__file__).with_name("imagenet_classes.txt")
    return tuple(path.read_text(encoding="utf-8").splitlines())


def imagenet_input(photograph, shorter_side=SHORTER_SIDE, crop=CROP):
    """Bring a photograph into the form that ImageNet networks were trained on.

    The shorter side is resized (bicubic, 8 bits a value, as photographs are stored), the middle cut
    out, and each channel normalized by the mean and the deviation of the training images.

    Parameters
    ----------
    photograph : ndarray of shape (3, H, W)
        Red, green and blue in [0, 1], as ``datasets.photograph`` returns it.
    shorter_side : int, optional
        Pixels of the shorter side before the crop.
    crop : int or None, optional
        Side of the square that is cut out of the middle; None keeps the whole picture.

    Returns
    -------
    tensor of shape (1, 3, crop, crop), float32

    Raises
    ------
    TypeError
        If the photograph is not of a floating-point type.
    ValueError
        If it has another shape, values outside [0, 1], or `crop` is larger than `shorter_side`.

    Examples
    --------
    >>> from cnnlib.datasets import photograph
    >>> imagenet_input(photograph("china")).shape
    torch.Size([1, 3, 224, 224])
    """
    pixels = _checked(photograph)
    if crop is not None and crop > shorter_side:
        raise ValueError(f"crop must be at most shorter_side {shorter_side}, got {crop}")
    picture = Image.fromarray(pixels)
    ratio = shorter_side / min(picture.size)
    columns, rows = (round(n * ratio) for n in picture.size)
    picture = picture.resize((columns, rows), Image.Resampling.BICUBIC)
    if crop is not None:
        left, top = (columns - crop) // 2, (rows - crop) // 2
        picture = picture.crop((left, top, left + crop, top + crop))
    values = (np.asarray(picture) / 255 - MEAN) / DEVIATION  # (crop, crop, 3)
    image = torch.tensor(values, dtype=torch.float32)
    return image.permute(2, 0, 1)[None].contiguous()  # (1, 3, crop, crop)


def _checked(photograph):
    """Return the photograph as bytes, channels last, or say what is wrong with it."""
    pixels = np.asarray(photograph)
    if not np.issubdtype(pixels.dtype, np.floating):
        raise TypeError(
            f"photograph must be of a floating-point type with values in [0, 1], got "
            f"{pixels.dtype}; divide 8-bit values by 255"
        )
    if pixels.ndim != 3 or pixels.shape[0] != 3 or pixels.size == 0:
        raise ValueError(f"photograph must have the shape (3, H, W), got {pixels.shape}")
    if not (pixels.min() >= 0 and pixels.max() <= 1):
        raise ValueError(
            f"photograph must have values in [0, 1], got {pixels.min()} to {pixels.max()}"
        )
    levels = np.round(pixels * 255).astype(np.uint8)
    return np.ascontiguousarray(levels.transpose(1, 2, 0))  # (3, H, W) -> (H, W, 3)
