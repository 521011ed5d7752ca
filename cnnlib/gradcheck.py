"""Gradients by measuring: move one number a little, see how much the result moves.

    df/dx  ≈  (f(x + step) - f(x - step)) / (2 * step)

Central differences err by order step² and by rounding of order epsilon/step; in float64 a step
near epsilon^(1/3), about 6e-6, leaves ten right digits. Too slow to train with, but it needs no
derivation, so it finds the mistakes in one. Taught in chapter 5.
"""

import numpy as np

STEP = 6e-6  # times the size of the number moved; near the cube root of float64's epsilon


def numerical_gradient(function, x, grad_output=None, step=STEP):
    """Differentiate `function` at `x` by central differences.

    Parameters
    ----------
    function : callable
        Takes an array of the shape of `x`; returns an array or a number.
    x : ndarray of float64, any shape
    grad_output : ndarray of the shape of ``function(x)``, optional
        How much a loss depends on each output; default 1 for each, the derivative of their sum.
    step : float
        Relative to max(1, |x|) of the number that is moved.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    TypeError
        If `x` is not float64: with fewer digits the differences are mostly rounding.
    ValueError
        If `grad_output` has not the shape of the output, or `step` is not positive.

    Examples
    --------
    >>> numerical_gradient(lambda x: x**2, np.array([1.0, 3.0])).round(6)
    array([2., 6.])
    """
    x = np.asarray(x)
    if x.dtype != np.float64:
        raise TypeError(f"x must be float64 for differences to mean something, got {x.dtype}")
    if not step > 0:
        raise ValueError(f"step must be positive, got {step}")
    output = np.asarray(function(x.copy()))
    weights = np.ones_like(output) if grad_output is None else np.asarray(grad_output)
    if weights.shape != output.shape:
        raise ValueError(
            f"grad_output must have the shape of the output, {output.shape}, got {weights.shape}"
        )
    grad, moved = np.zeros_like(x), x.copy()
    for place in np.ndindex(x.shape):
        width = step * max(1.0, abs(x[place]))
        moved[place] = x[place] + width
        above = np.asarray(function(moved.copy()))
        moved[place] = x[place] - width
        below = np.asarray(function(moved.copy()))
        moved[place] = x[place]
        grad[place] = np.sum((above - below) * weights) / (2 * width)
    return grad


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

    Examples
    --------
    >>> relative_error(np.array([1.0, 4.0]), np.array([1.0, 5.0]))
    0.2
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError(f"a and b must have the same shape, got {a.shape} and {b.shape}")
    if a.size == 0:
        return 0.0
    scale = np.maximum(np.abs(a).max(), np.abs(b).max())  # unlike max(), keeps NaN
    return float(np.abs(a - b).max() / scale) if scale != 0 else 0.0
