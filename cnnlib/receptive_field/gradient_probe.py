"""Receptive fields by differentiating: how much each input moves one output.

The derivative is 0 outside the receptive field, and usually small near its border: paths
multiply in the middle, so the effective field is a bump, much narrower than the field. Luo, Li,
Urtasun and Zemel, "Understanding the effective receptive field in deep convolutional neural
networks", 2016. Taught in chapter 6.

A gradient of 0 proves nothing: it is also 0 behind a weight of zero, behind a ReLU that is off,
and at all places of a max pooling but the winner. Average over many random inputs, and use
`nan_probe` for the structure. Batch normalization in training mode gives every place a share,
as instance and group normalization always do.
"""

from numbers import Real

import numpy as np

from cnnlib.arrays import real_numbers
from cnnlib.receptive_field.calls import one_array, refuse_training, run, to_numpy
from cnnlib.receptive_field.places import check_images, check_place, of_one_image


def gradient_probe(function, x, output_place, gradient=None):
    """Differentiate one output place by every input value.

    Parameters
    ----------
    function : callable
        From `x` to one array or tensor; images of a batch must not mix. It is given a copy.
    x : ndarray or tensor of shape (N, C, H, W), (C, H, W) or (H, W)
        Where to differentiate; not zeros, where ReLU and max pooling have no slope.
    output_place : tuple of int
        (row, column) for the sum over channels; or (channel, row, column); or (unit,).
    gradient : callable, optional
        ``gradient(x, grad_output) -> grad_x``, such as a backward of ``cnnlib.ops`` or
        ``numerical_gradient``. Needed for NumPy; tensors differentiate themselves.

    Returns
    -------
    ndarray of the shape of x
        For a batch, each image's own derivative. The network's parameters receive nothing.

    Raises
    ------
    TypeError
        If `x` is an array and `gradient` is missing, `x` is not of a floating-point type, or
        `function` or `gradient` returns a tuple or dict.
    ValueError
        If the place lies outside the output, the output is cut off from `x`, `gradient` returns
        another shape than that of `x`, or batch normalization is in training mode.

    Examples
    --------
    >>> from cnnlib.ops import conv2d, conv2d_backward
    >>> weight = np.array([[[[1.0, 0.0, 2.0]]]])
    >>> back = lambda x, grad_output: conv2d_backward(grad_output, x, weight)[0]
    >>> gradient_probe(lambda x: conv2d(x, weight), np.ones((1, 1, 5)), (0, 1), back)
    array([[[0., 1., 0., 2., 0.]]])
    """
    check_images(x)
    refuse_training(function, "every place would get a share, and its running averages change")
    if gradient is None:
        return _autograd(function, x, output_place)
    output = np.asarray(run(function, x + 0.0))
    grad_output = np.zeros_like(output)
    shape = of_one_image(output.shape, x)
    grad_output[(..., *check_place(output_place, shape, "output_place"))] = 1
    grad_x = np.asarray(one_array(gradient(x + 0.0, grad_output), "gradient"))
    if grad_x.shape != x.shape:
        raise ValueError(f"gradient must return the shape of x, {x.shape}, got {grad_x.shape}")
    return grad_x


def effective_field(function, x, output_place, gradient=None):
    """Average the size of the derivative over images: the effective receptive field.

    Parameters
    ----------
    function, output_place, gradient
        As for `gradient_probe`.
    x : ndarray or tensor of shape (N, C, H, W)
        Random images, or real ones; some tens of them smooth the picture.

    Returns
    -------
    ndarray of shape (H, W)
        Mean over images, sum over channels, of |derivative|; scaled to the sum 1.

    Raises
    ------
    ValueError, TypeError
        As `gradient_probe`, and if the derivative is 0 everywhere.

    Examples
    --------
    >>> from cnnlib.ops import conv2d, conv2d_backward
    >>> weight = np.array([[[[1.0, 0.0, -3.0]]]])
    >>> back = lambda x, grad_output: conv2d_backward(grad_output, x, weight)[0]
    >>> effective_field(lambda x: conv2d(x, weight), np.ones((4, 1, 1, 5)), (0, 1), back)
    array([[0.  , 0.25, 0.  , 0.75, 0.  ]])
    """
    grad = np.abs(gradient_probe(function, x, output_place, gradient)).astype(np.float64)
    field = grad.reshape(-1, *grad.shape[-2:]).sum(axis=0)  # (H, W)
    if not np.isfinite(field).all() or field.sum() == 0:
        raise ValueError(
            "the derivative is 0 everywhere, or not finite: every path may end in a ReLU that is "
            "off or a weight of zero; try random x, and nan_probe for the structure"
        )
    return field / field.sum()


def field_deviation(field):
    """Measure the width of an effective field as a standard deviation.

    Parameters
    ----------
    field : ndarray of shape (H, W)
        Not negative, such as `effective_field` or a plane of `path_counts`.

    Returns
    -------
    (float, float)
        Of rows and of columns, in input places. A Gaussian has 95 % of its mass, along one
        axis, within 2 deviations of the center: a width of 4.

    Raises
    ------
    ValueError
        If `field` has not two axes, is negative somewhere, or 0 everywhere.

    Examples
    --------
    >>> field_deviation(np.array([[1.0, 2.0, 1.0]])).__repr__()[:12]
    '(0.0, 0.7071'
    """
    field = _mass(field)
    deviations = []
    for axis in range(2):
        profile = field.sum(axis=1 - axis)
        places = np.arange(field.shape[axis])
        mean = profile @ places
        deviations.append(float(np.sqrt(profile @ (places - mean) ** 2)))
    return tuple(deviations)


def field_width(field, share=0.95):
    """Measure the width of an effective field as the square that holds most of its mass.

    Parameters
    ----------
    field : ndarray of shape (H, W)
        As for `field_deviation`.
    share : float
        How much of the sum the square must hold, above 0, at most 1.

    Returns
    -------
    int
        Side of the smallest such square around the center of mass, odd.

    Raises
    ------
    ValueError
        As `field_deviation`, and for a share outside its range.

    Examples
    --------
    >>> bump = np.outer([1, 10, 100, 10, 1], [1, 10, 100, 10, 1])
    >>> field_width(bump), field_width(bump, share=1)
    (3, 5)
    """
    if not (isinstance(share, Real) and 0 < share <= 1):
        raise ValueError(f"share must be above 0 and at most 1, got {share!r}")
    field = _mass(field)
    distances = []
    for axis, n in enumerate(field.shape):
        places = np.arange(n)
        center = round(float(field.sum(axis=1 - axis) @ places))
        distances.append(np.abs(places - center))
    ring = np.maximum(distances[0][:, None], distances[1])  # (H, W): square rings around the center
    held = np.bincount(ring.ravel(), weights=field.ravel()).cumsum()
    reached = held >= share * held[-1] * (1 - 1e-12)  # sums of the same numbers differ by rounding
    return 2 * int(np.argmax(reached)) + 1


def _autograd(function, x, output_place):
    """Let a tensor differentiate itself; nothing of PyTorch is imported for it."""
    if not hasattr(x, "requires_grad_"):
        raise TypeError(
            f"gradient is needed for {type(x).__name__}: a function (x, grad_output) -> grad_x, "
            f"such as a backward of cnnlib.ops; only tensors differentiate themselves"
        )
    leaf = x.detach().clone().requires_grad_(True)
    output = one_array(function(leaf.clone()))  # what works in place may not write into a leaf
    place = check_place(output_place, of_one_image(output.shape, x), "output_place")
    if not output.requires_grad:
        raise ValueError("function cuts its output off from x: no_grad, detach, or integers inside")
    output[(..., *place)].sum().backward(inputs=[leaf])  # and not into the parameters
    return to_numpy(leaf.grad)


def _mass(field):
    """Check an effective field and scale it to the sum 1."""
    field = real_numbers(field, "field").astype(np.float64)
    if field.ndim != 2 or not (field >= 0).all() or not 0 < field.sum() < np.inf:
        raise ValueError(
            f"field must have the shape (H, W), hold no negative number or NaN, and not be 0 "
            f"everywhere; got shape {field.shape}"
        )
    return field / field.sum()
