"""What every operator asks of its arrays, and the sentence it says when it does not get it.

Images are (N, C, H, W), or (C, H, W) for one image, in float32 or float64; all arrays of one
call share one of the two types, and the result keeps it. This is what PyTorch asks, too. However
an array lies in memory, operators get it row after row, and return their results so.
"""

import numpy as np

# As in PyTorch, what overflows is infinite without a word: a decorator of operators.
quiet = np.errstate(over="ignore", invalid="ignore")

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def array(value, name, ndim, meaning):
    """Return `value` as a float array of rank `ndim`, or raise with what came instead.

    `ndim` is one rank or a tuple of ranks, `meaning` names the axes, as in "(N, C, H, W)".
    """
    result = any_array(value, name)
    ranks = ndim if isinstance(ndim, tuple) else (ndim,)
    if result.ndim not in ranks:
        raise ValueError(
            f"{name} must have the shape {meaning}, got {result.ndim} axes: {result.shape}"
        )
    return result


def any_array(value, name):
    """Return `value` as a float array of whatever rank it has."""
    result = numbers(value, name)
    if result.dtype not in FLOATS:
        raise TypeError(
            f"{name} must be float32 or float64, got {result.dtype}: "
            f"convert it first, for example {name}.astype(np.float32)"
        )
    return result


def numbers(value, name):
    """Return `value` as an array in C order; say whose fault it is if NumPy cannot make one."""
    try:
        return np.asarray(value, order="C")
    except (ValueError, TypeError, RuntimeError) as error:  # ragged lists; tensors with gradients
        raise TypeError(f"{name} cannot be read as an array: {error}") from error


def images(value, name):
    """Return `value` as a batch (N, C, H, W), and whether it came as one image (C, H, W)."""
    result = array(value, name, (3, 4), "(N, C, H, W) or (C, H, W)")
    if 0 in result.shape[-3:]:
        raise ValueError(f"{name} has an empty channel, row or column axis: {result.shape}")
    single = result.ndim == 3
    return (result[None] if single else result), single


def same_dtype(**arrays):
    """Refuse a call that mixes float32 with float64."""
    kinds = {name: a.dtype.name for name, a in arrays.items() if a is not None}
    if len(set(kinds.values())) > 1:
        listed = ", ".join(f"{name} is {kind}" for name, kind in kinds.items())
        raise TypeError(f"all arrays of one call must have the same dtype: {listed}")


def same_shape(value, name, expected, reason):
    """Refuse an array whose shape is not the one that the other arguments imply."""
    if value.shape != tuple(expected):
        raise ValueError(
            f"{name} must have the shape {tuple(expected)}, {reason}; got {value.shape}"
        )


def filters(value, meaning):
    """Return `value` as the four-axis filters of a convolution, none of its axes empty."""
    result = array(value, "weight", 4, meaning)
    if 0 in result.shape:
        raise ValueError(f"weight must not be empty, got {result.shape}")
    return result


def output_gradient(value, shape, single, **others):
    """Return a `grad_output` as a batch of shape `shape`; it came without N if `single`."""
    result = array(value, "grad_output", 3 if single else 4, "of the operator's output")
    same_shape(result, "grad_output", shape[1:] if single else shape, "that of the output")
    same_dtype(grad_output=result, **others)
    return result[None] if single else result


def plane_indices(value, name, shape, single, size):
    """Return flat places within a plane of `size` (H, W), one for each value, as a batch."""
    result = numbers(value, name)
    if result.dtype.kind not in "iu":  # np.integer would include time spans
        raise TypeError(f"{name} must be integers, got {result.dtype}")
    same_shape(result, name, shape[1:] if single else shape, "one place for every value")
    places = size[0] * size[1]
    if result.size and not (result.min() >= 0 and result.max() < places):
        raise ValueError(
            f"{name} must be from 0 to {places - 1}, the flat places of a plane of {tuple(size)}, "
            f"got {result.min()} to {result.max()}"
        )
    result = result.astype(np.int64, copy=False)
    return result[None] if single else result
