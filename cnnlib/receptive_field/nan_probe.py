"""Receptive fields by experiment: set an input to NaN, see which outputs become NaN.

NaN plus anything is NaN and 0 * NaN is NaN, so NaN passes even a weight of zero; max pooling and
ReLU keep it, in NumPy as in PyTorch. The probe thus finds the structural field, all that an
output is computed from, of which `gradient_probe` may miss a part. Where it misleads:

- batch normalization in training mode takes means over all places and images: one NaN floods
  them all, and stays in the running averages. Call ``network.eval()`` first;
- what drops NaN (``np.nanmax``, ``np.fmax``, comparisons) hides places;
- convolution by FFT or by Winograd's tiles marks neighbors of the field, and so does one in
  bfloat16, whose kernels are filled up with zeros: probe in float32 or float64. See chapter 6.
"""

import warnings
from math import prod

import numpy as np

from cnnlib.receptive_field.calls import is_nan, refuse_training, run
from cnnlib.receptive_field.fields import Field
from cnnlib.receptive_field.places import check_images, check_place, of_one_image

NAN = float("nan")


def nan_affected(function, x, input_place):
    """Set one input place to NaN and see which outputs become NaN: one forward pass.

    Parameters
    ----------
    function : callable
        From an input like `x`, or two of them in one batch, to one array or tensor. It is given
        copies, and PyTorch records no gradients.
    x : ndarray or tensor of shape (1, C, H, W), (C, H, W) or (H, W)
        An example input, such as zeros; its kind decides what `function` is given.
    input_place : (int, int) or (int, int, int)
        Row and column, for all channels; or channel, row and column.

    Returns
    -------
    ndarray of bool, of the shape of the output

    Raises
    ------
    ValueError
        If the place lies outside, `function` gives NaN without cause, or mixes images, as batch
        normalization does in training mode.
    TypeError
        If `x` is no array of floating-point numbers, or of bfloat16, or `function` returns a
        tuple or dict.

    Examples
    --------
    >>> from cnnlib.ops import conv2d
    >>> shift = lambda x: conv2d(x, np.ones((1, 1, 2, 2)))
    >>> nan_affected(shift, np.zeros((1, 1, 3, 3)), (0, 1))[0, 0]
    array([[ True,  True],
           [False, False]])
    """
    x = _example(function, x)
    place = check_place(input_place, tuple(x.shape[-3:]), "input_place")
    return _marked_alone(function, x, (..., *place))


def nan_probe(function, x, output_place):
    """Find every input place that reaches an output place: one forward pass for each.

    Parameters
    ----------
    function, x
        As for `nan_affected`.
    output_place : tuple of int
        (row, column) of the output, for any channel; or (channel, row, column); or (unit,).

    Returns
    -------
    ndarray of bool of shape (H, W)
        The field with its holes; all channels of an input place are set together.

    Raises
    ------
    ValueError, TypeError
        As `nan_affected`, and if no NaN reaches the place.

    Examples
    --------
    >>> from cnnlib.ops import conv2d
    >>> dilated = lambda x: conv2d(x, np.ones((1, 1, 1, 3)), dilation=2)
    >>> nan_probe(dilated, np.zeros((1, 1, 1, 6)), (0, 0))
    array([[ True, False,  True, False,  True, False]])
    """
    x, reaches = _prepared(function, x, output_place)
    field = np.zeros(tuple(x.shape[-2:]), bool)
    for row, column in np.ndindex(field.shape):
        field[row, column] = reaches((..., row, column))
    return field


def nan_bisect(function, x, output_place):
    """Find the first and last row and column that reach an output place, by halving.

    "Do the rows from k on reach it?" is true up to the last row of the field and false behind
    it, so that row is found like a word in a dictionary. On an input of n x n places all four
    borders take 4*ceil(log2(n)) + 2 forward passes at most, where `nan_probe` takes n*n.

    Parameters
    ----------
    function, x, output_place
        As for `nan_probe`.

    Returns
    -------
    Field
        Cut off at the borders of `x`: take an input larger than the field, and a place in the
        middle. Holes inside it, from dilation, are not seen.

    Raises
    ------
    ValueError, TypeError
        As `nan_probe`, and if the function is seen to drop NaN.

    Warns
    -----
    UserWarning
        If the field is the whole input of an output of several places.

    Examples
    --------
    >>> from cnnlib.ops import conv2d
    >>> strided = lambda x: conv2d(x, np.ones((1, 1, 3, 3)), stride=2)
    >>> nan_bisect(strided, np.zeros((1, 1, 64, 64)), (5, 7))
    Field(rows=(10, 12), columns=(14, 16))
    """
    x, reaches = _prepared(function, x, output_place)
    h, w = x.shape[-2:]
    field = Field(_span(reaches, h, behind=(slice(None),)), _span(reaches, w, behind=()))
    if field.size == tuple(x.shape[-2:]) and reaches.several_places:
        warnings.warn(_WHOLE_INPUT.format(size=field.size), stacklevel=2)
    return field


_WHOLE_INPUT = (
    "the field is the whole input, {size}: either the input is smaller than the field (take a "
    "larger one), or the function mixes all places, as instance, group and layer normalization "
    "do, and batch normalization in training mode (call network.eval())"
)
_FLOOD = (
    "NaN in one image reached the output of another: the function mixes the images of a batch. "
    "The likely cause is batch normalization in training mode, or without running averages: call "
    "network.eval() first. The averages may hold NaN now: build or load the network again"
)
_NAN_ITSELF = (
    "function gives NaN for x itself. If it holds batch normalization, an earlier NaN may have "
    "spoiled the running averages: build or load the network again"
)
_BFLOAT16 = (
    "x is of the type bfloat16: fast convolutions of that type take inputs in pairs and multiply "
    "the odd one by 0, so NaN marks neighbors of the field. Probe the network in float32"
)
_DROPS = (
    "the function drops NaN unless several inputs are NaN at once, as np.fmax does: it hides its "
    "field from this probe"
)


class _Reaches:
    """Answers whether NaN in a region of the input reaches the output place."""

    def __init__(self, function, x, place):
        self.function = function
        self.x = x
        marked = _marked_alone(function, x, ...)  # every input NaN
        self.place = (..., *check_place(place, of_one_image(marked.shape, x), "output_place"))
        self.several_places = marked.ndim == x.ndim and prod(marked.shape[-2:]) > 1
        if not marked[self.place].any():
            raise ValueError(
                f"output_place {place} is no NaN even if all of x is: it does not depend on x, "
                f"or the function drops NaN, as np.nanmax, np.fmax, comparisons and integers do"
            )

    def __call__(self, region):
        return bool(_marked(self.function, self.x, region)[self.place].any())


def _prepared(function, x, output_place):
    x = _example(function, x)
    return x, _Reaches(function, x, output_place)


def _example(function, x):
    """Check the arguments and return `x` as one image, if it is a batch."""
    check_images(x)
    if bool((x != x).any()):
        raise ValueError("x must not hold NaN before the probe sets one")
    if "bfloat16" in str(x.dtype):
        raise TypeError(_BFLOAT16)
    refuse_training(function, "one NaN would flood all outputs and stay in its running averages")
    return x[:1] if x.ndim == 4 else x


def _marked(function, x, region):
    """Return which outputs are NaN if a region of the input is."""
    probe = x + 0.0  # a copy, of arrays and tensors alike
    probe[region] = NAN
    return is_nan(run(function, probe))


def _marked_alone(function, x, region):
    """Return what `_marked` does, after checking that NaN stays in its image."""
    if x.ndim != 4:
        marked = _marked(function, x, region)
        clean = is_nan(run(function, x + 0.0))
    else:
        pair = x[[0, 0]]
        pair[0][region] = NAN
        both = is_nan(run(function, pair))
        if both.shape[:1] != (2,):
            raise ValueError(f"function must keep the axis of the batch, got {both.shape} of two")
        marked, clean = both[:1], both[1:]
    if clean.any():
        alone = x.ndim != 4 or is_nan(run(function, x + 0.0)).any()
        raise ValueError(_NAN_ITSELF if alone else _FLOOD)
    return marked


def _span(reaches, n, behind):
    """Return the first and last place of one axis that reach; `behind` indexes what follows it."""
    first = _halve(n, lambda k: not reaches((..., slice(0, k), *behind)))
    last = _halve(n, lambda k: reaches((..., slice(k, n), *behind)))
    if first > last:
        raise ValueError(_DROPS)
    return first, last


def _halve(n, holds):
    """Return the largest k of 0 ... n-1 for which `holds` is true; it holds for 0."""
    low, high = 0, n - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
