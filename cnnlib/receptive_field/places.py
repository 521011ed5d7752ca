"""Places of arrays and tensors: one way to name them for NumPy and PyTorch alike.

A place names the last axes: (row, column) means all channels, (channel, row, column) one of
them. Nothing here imports PyTorch; tensors are asked for what they can do. See chapter 6.
"""

from cnnlib import shapes


def check_place(place, shape, name):
    """Return `place` as a tuple of integers, or raise if it lies outside `shape`."""
    inside = isinstance(place, (tuple, list)) and len(place) <= len(shape)
    if inside:
        place = tuple(shapes.integer(index, name, 0) for index in place)
        sizes = shape[len(shape) - len(place) :]
        inside = all(index < n for index, n in zip(place, sizes, strict=True))
    if not inside:
        raise ValueError(
            f"{name} must lie inside {tuple(shape)}: (row, column) or (channel, row, column), "
            f"counted from 0; got {place!r}"
        )
    return place


def of_one_image(output_shape, x):
    """Return the shape of the output without the axis of the batch, if `x` has one."""
    return tuple(output_shape[1:] if x.ndim == 4 else output_shape)


def check_images(x):
    """Refuse an example input in which rows and columns cannot be set to NaN."""
    if not hasattr(x, "shape") or not hasattr(x, "dtype"):
        raise TypeError(
            f"x must be an example input, a NumPy array or a tensor, got {type(x).__name__}"
        )
    if x.ndim < 2 or 0 in x.shape:
        raise ValueError(f"x must have the shape (..., H, W), not empty, got {tuple(x.shape)}")
    if (x[..., :1, :1] + 0.5).dtype != x.dtype:
        raise TypeError(f"x must be of a floating-point type, got {x.dtype}: integers have no NaN")
