"""Gradients by measuring: move one number a little, see how much the result moves.

    df/dx  ≈  (f(x + step) - f(x - step)) / (2 * step)

Central differences err by order step² and by rounding of order epsilon/step; in float64 a step
near epsilon^(1/3), about 6e-6, leaves ten right digits. Too slow to train with, but it needs no
derivation, so it finds the mistakes in one. Taught in chapter 5.
"""

import numpy as np

from cnnlib.arrays import real_numbers

STEP = 6e-6  # times the size of the number moved; near the cube root of float64's epsilon
TINY_STEP = 1e-9  # so short that float32 does not notice it, and long enough for float64
STEEPEST = 3  # of so many numbers it is tried whether the function notices tiny steps


def numerical_gradient(function, x, grad_output=None, step=STEP, precision=np.float64):
    """Differentiate `function` at `x` by central differences.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of `x`; returns one array or number.
    x : ndarray of float64, any shape
    grad_output : ndarray of the shape of ``function(x)``, optional
        How much a loss depends on each output; default 1 for each, the derivative of their sum.
    step : float
        Relative to max(1, |x|) of the number that is moved.
    precision : float64 or float32
        In which the function computes. Only who asks for float32 gets its few digits: with a step
        near 5e-3, its cube root, there are four.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    TypeError
        If `x` or the output is not float64, or the function computes in float32 somewhere: with
        fewer digits the differences are mostly rounding. If it returns several arrays.
    ValueError
        If `grad_output` has not the shape of the output, the output changes its shape, or `step` is
        not positive and finite.

    Examples
    --------
    >>> numerical_gradient(lambda x: x**2, np.array([1.0, 3.0])).round(6)
    array([2., 6.])
    """
    x = np.asarray(x)
    if x.dtype != np.float64:
        raise TypeError(f"x must be float64 for differences to mean something, got {x.dtype}")
    if not 0 < step < np.inf:
        raise ValueError(f"step must be positive and finite, got {step}")
    _require_precision(precision)
    output = _output(function, x, precision)
    weights = np.ones_like(output) if grad_output is None else _numbers(grad_output, "grad_output")
    if weights.shape != output.shape:
        raise ValueError(
            f"grad_output must have the shape of the output, {output.shape}, got {weights.shape}"
        )
    grad = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        grad[place] = _slope(function, x, place, step, weights, precision)
    if precision == np.float64:
        _refuse_rounding(function, x, grad, output, weights)
    return grad


def _require_precision(precision):
    if precision not in (np.float64, np.float32):
        raise ValueError(f"precision must be float64 or float32, got {precision!r}")


def _output(function, x, precision):
    """Call the function on a copy; refuse what is not one array of this precision or better."""
    output = function(x.copy())
    if isinstance(output, (tuple, list, dict)):
        raise TypeError(
            f"function must return one array or number, got a {type(output).__name__}: "
            f"differentiate one part of it, as in lambda x: function(x)[0]"
        )
    output = np.asarray(output)
    if output.dtype != np.float64 and output.dtype != precision:
        raise TypeError(
            f"function must return float64 for differences to mean something, got {output.dtype}: "
            f"give it float64 arrays only, weights included"
        )
    return output.astype(np.float64, copy=False)


def _slope(function, x, place, step, weights, precision=np.float64):
    """Return the central difference for one number of x, the outputs summed by their weights."""
    width = step * max(1.0, abs(x[place]))
    moved = x.copy()
    moved[place] = x[place] + width
    above = _output(function, moved, precision)
    moved[place] = x[place] - width
    below = _output(function, moved, precision)
    if not above.shape == below.shape == weights.shape:
        raise ValueError(
            f"function must keep the shape of its output, {weights.shape}; with x moved it "
            f"returned {above.shape} and {below.shape}"
        )
    return np.sum((above - below) * weights) / (2 * width)


def _refuse_rounding(function, x, grad, output, weights):
    """Refuse a function that does not notice a tiny step of the numbers with the largest slopes.

    In float64 the slope over a tiny step is the same; in float32 nothing changes, and the slopes
    measured before are rounding. What float64 itself would round away proves nothing.
    """
    sizes = np.abs(grad)
    noise = np.finfo(np.float64).eps * np.sum(np.abs(output * weights))
    # NaN compares as false, so that it is returned rather than taken for rounding.
    clear = sizes * np.maximum(1.0, np.abs(x)) * TINY_STEP > 1000 * noise
    order = np.argsort(np.where(clear, sizes, -1.0), axis=None)[::-1][:STEEPEST]
    places = [np.unravel_index(flat, x.shape) for flat in order if clear.flat[flat]]
    tiny = [_slope(function, x, place, TINY_STEP, weights) for place in places]
    if any(0.5 < slope / grad[place] < 2 for slope, place in zip(tiny, places, strict=True)):
        return
    for slope, place in zip(tiny, places, strict=True):
        if abs(slope) < sizes[place] / 2:  # a much larger one is a jump at x itself
            raise TypeError(
                f"function has the slope {grad[place]:.3g} at {_listed(place)}, but {slope:.3g} "
                f"over a step of {TINY_STEP:g}: it seems to compute in float32 (convert its "
                f"weights and constants to float64, or say precision=np.float32), or it jumps "
                f"nearby"
            )


def _listed(place):
    return tuple(int(index) for index in place)


def _numbers(value, name):
    """Return real numbers as float64, in which differences of bytes cannot wrap around."""
    return real_numbers(value, name).astype(np.float64)


def relative_error(a, b):
    """Compare two gradients by the largest difference, relative to the largest value.

    Parameters
    ----------
    a, b : ndarrays of one shape

    Returns
    -------
    float
        ``max|a - b| / max(|a|, |b|)``: 0 if both are zero, NaN if either holds NaN.

    Raises
    ------
    ValueError
        If the shapes differ; broadcasting would hide a mistake.
    TypeError
        If `a` or `b` holds anything else than real numbers.

    Examples
    --------
    >>> relative_error(np.array([1.0, 4.0]), np.array([1.0, 5.0]))
    0.2
    """
    a = _numbers(a, "a")
    b = _numbers(b, "b")
    if a.shape != b.shape:
        raise ValueError(f"a and b must have the same shape, got {a.shape} and {b.shape}")
    if a.size == 0:
        return 0.0
    scale = np.maximum(np.abs(a).max(), np.abs(b).max())  # unlike max(), keeps NaN
    return float(np.abs(a - b).max() / scale) if scale != 0 else 0.0
