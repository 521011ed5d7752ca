"""The layers around a convolution: fully connected, and ReLU.

    linear   output = x @ weight.T + bias
             grad_x = grad_output @ weight,  grad_weight = grad_output.T @ x,
             grad_bias = sum over the rows of grad_output
    relu     output = max(x, 0)
             grad_x = grad_output where x > 0, else 0

With convolution, pooling and a loss they make a network.
Goodfellow, Bengio and Courville, "Deep Learning", 2016, chapter 6. Taught in chapters 1 and 5.
"""

import numpy as np

from cnnlib.ops import arguments


@arguments.without_float_warnings
def linear(x, weight, bias=None):
    """Weigh every input for every output: a fully connected layer.

    Parameters
    ----------
    x : ndarray of shape (N, n_in)
    weight : ndarray of shape (n_out, n_in)
    bias : ndarray of shape (n_out,), optional

    Returns
    -------
    ndarray of shape (N, n_out)

    Raises
    ------
    ValueError, TypeError
        If shapes or dtypes do not fit each other.

    Examples
    --------
    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]]))
    array([[11., 17.]])
    """
    x, weight, bias = arguments.float_arrays(x=x, weight=weight, bias=bias)
    _require_matrices(x, weight)
    out = x @ weight.T
    if bias is None:
        return out
    arguments.require_same_shape(bias, "bias", weight.shape[:1], "one number an output")
    return out + bias


@arguments.without_float_warnings
def linear_backward(grad_output, x, weight):
    """Carry a gradient back through `linear`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, n_out)
    x : ndarray of shape (N, n_in)
    weight : ndarray of shape (n_out, n_in)

    Returns
    -------
    grad_x : ndarray of shape (N, n_in)
    grad_weight : ndarray of shape (n_out, n_in)
    grad_bias : ndarray of shape (n_out,)

    Raises
    ------
    ValueError, TypeError
        If shapes or dtypes do not fit each other.

    Examples
    --------
    >>> x, weight = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]])
    >>> linear_backward(np.array([[1.0, 10.0]]), x, weight)[0]
    array([[53., 64.]])
    """
    x, weight, grad = arguments.float_arrays(x=x, weight=weight, grad_output=grad_output)
    _require_matrices(x, weight)
    arguments.require_same_shape(grad, "grad_output", (len(x), len(weight)), "that of the output")
    return grad @ weight, grad.T @ x, grad.sum(axis=0)


def relu(x):
    """Replace what is negative by 0; NaN stays NaN.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    TypeError
        If `x` is not float32 or float64.

    Examples
    --------
    >>> relu(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 2.])
    """
    x = arguments.float_array(x, "x")
    return np.asarray(np.maximum(x, 0))  # of rank 0, NumPy returns a number


def relu_backward(grad_output, x):
    """Carry a gradient back through `relu`: it passes where x > 0, and is 0 elsewhere.

    Parameters
    ----------
    grad_output : ndarray of the shape of x
    x : ndarray of any shape

    Returns
    -------
    ndarray of the shape of x
        At x = 0, where the derivative does not exist, 0; where x is NaN it passes, so that the
        fault is not hidden: both as in PyTorch.

    Raises
    ------
    ValueError, TypeError
        If shapes or dtypes differ.

    Examples
    --------
    >>> relu_backward(np.array([5.0, 5.0, 5.0]), np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 5.])
    """
    grad, x = arguments.float_arrays(grad_output=grad_output, x=x)
    arguments.require_same_shape(grad, "grad_output", x.shape, "that of x")
    return np.where(x <= 0, np.zeros((), x.dtype), grad)


def _require_matrices(x, weight):
    """Refuse arrays of other ranks than 2, and a weight for another number of inputs."""
    arguments.float_array_of_rank(x, "x", 2, "(N, n_in)")
    arguments.float_array_of_rank(weight, "weight", 2, "(n_out, n_in)")
    if x.shape[1] != weight.shape[1]:
        raise ValueError(
            f"x of shape {x.shape} has {x.shape[1]} inputs, weight of shape {weight.shape} needs "
            f"{weight.shape[1]}; rule: x.shape[1] == weight.shape[1]"
        )
