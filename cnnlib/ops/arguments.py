"""What every operator asks of its arrays, and the sentence it says when it does not get it.

Images are (N, C, H, W), or (C, H, W) for one image, in float32 or float64; all arrays of one
call share one of the two types, and the result keeps it. This is what PyTorch asks, too. However
an array lies in memory, operators get it row after row, and return their results so.

A function here is named after the array that it returns. One that returns nothing and only raises
is called ``require_...``.
"""

import numpy as np

from cnnlib.arrays import unmasked

# A decorator of operators. As in PyTorch, what overflows is infinite, and infinity minus infinity
# is NaN, without the warnings that NumPy would give.
without_float_warnings = np.errstate(over="ignore", invalid="ignore")

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def as_array(value, name):
    """Return `value` as an array of any dtype and rank, in C order; raise if NumPy cannot."""
    if isinstance(value, np.ma.MaskedArray):
        return unmasked(value, name)  # which raises
    try:
        return unmasked(value, name, order="C")
    except (ValueError, TypeError, RuntimeError) as error:  # ragged lists; tensors with gradients
        raise TypeError(f"{name} cannot be read as an array: {error}") from error


def float_arrays(**arrays):
    """Return the arrays of one call, all float32 or all float64, or say how to make them so.

    The errors advise the type of the first array that is float32 or float64, so that following
    them leads to no other error. A bias of None is one that was left out, and stays None.
    """
    read = {}
    for name, a in arrays.items():
        left_out = name == "bias" and a is None
        read[name] = None if left_out else as_array(a, name)
    dtypes = {name: a.dtype for name, a in read.items() if a is not None}
    wanted = next((dtype for dtype in dtypes.values() if dtype in FLOATS), FLOATS[1])
    for name, dtype in dtypes.items():
        if dtype not in FLOATS:
            advice = f": convert it, for example by {_conversion(name, wanted)}"
            raise TypeError(
                f"{name} must be float32 or float64, got {dtype}"
                f"{advice if dtype.kind in 'biuf' else ''}"
            )
    others = [name for name, dtype in dtypes.items() if dtype != wanted]
    if others:
        listed = ", ".join(f"{name} is {dtype}" for name, dtype in dtypes.items())
        conversions = " and ".join(_conversion(name, wanted) for name in others)
        raise TypeError(
            f"all arrays of one call must have the same dtype: {listed}; "
            f"convert, for example by {conversions}"
        )
    return tuple(read.values())


def _conversion(name, dtype):
    """Write what converts an argument, be it an array or a list."""
    return f"np.asarray({name}, dtype=np.{dtype})"


def float_array(value, name):
    """Return `value` as a float array of whatever rank it has."""
    return float_arrays(**{name: value})[0]


def float_array_of_rank(value, name, ndim, meaning):
    """Return `value` as a float array of rank `ndim`, or raise with what came instead.

    `ndim` is one rank or a tuple of ranks, `meaning` names the axes, as in "(N, C, H, W)".
    """
    result = float_array(value, name)
    ranks = ndim if isinstance(ndim, tuple) else (ndim,)
    if result.ndim not in ranks:
        raise ValueError(
            f"{name} must have the shape {meaning}, got {result.ndim} axes: {result.shape}"
        )
    return result


def images(value, name):
    """Return `value` as a batch (N, C, H, W), and whether it came as one image (C, H, W)."""
    result = float_array_of_rank(value, name, (3, 4), "(N, C, H, W) or (C, H, W)")
    if 0 in result.shape[-3:]:
        raise ValueError(f"{name} has an empty channel, row or column axis: {result.shape}")
    single = result.ndim == 3
    return (result[None] if single else result), single


def require_same_shape(value, name, expected, reason):
    """Refuse an array whose shape is not the one that the other arguments imply."""
    if value.shape != tuple(expected):
        raise ValueError(
            f"{name} must have the shape {tuple(expected)}, {reason}; got {value.shape}"
        )


def filters(value, meaning):
    """Return `value` as the four-axis filters of a convolution, none of its axes empty."""
    result = float_array_of_rank(value, "weight", 4, meaning)
    if 0 in result.shape:
        raise ValueError(f"weight must not be empty, got {result.shape}")
    return result


def output_gradient(value, shape, single, **others):
    """Return a `grad_output` as a batch of shape `shape`; it came without N if `single`."""
    *_, result = float_arrays(**others, grad_output=value)
    require_same_shape(result, "grad_output", shape[1:] if single else shape, "that of the output")
    return result[None] if single else result


def plane_indices(value, name, shape, single, size, advice=""):
    """Return flat places within a plane of `size` (H, W), one for each value, as a batch.

    `advice` ends the sentence that refuses a place outside of the plane.
    """
    result = as_array(value, name)
    if result.dtype.kind not in "iu":  # np.integer would include time spans
        raise TypeError(f"{name} must be integers, got {result.dtype}")
    require_same_shape(result, name, shape[1:] if single else shape, "one place for every value")
    places = size[0] * size[1]
    if result.size and not (result.min() >= 0 and result.max() < places):
        raise ValueError(
            f"{name} must be from 0 to {places - 1}, the flat places of a plane of {tuple(size)}, "
            f"got {result.min()} to {result.max()}{advice}"
        )
    result = result.astype(np.int64, copy=False)
    return result[None] if single else result
