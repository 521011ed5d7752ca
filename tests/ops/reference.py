"""PyTorch's answers as NumPy arrays, and how close ours must be to them.

`answers` runs a torch function forward and backward; the `torch_*` functions take our arguments,
so that a test hands the same ones to both sides.
"""

import numpy as np
import torch
from torch.nn import functional

torch.set_num_threads(1)  # on arrays as small as these, threads wait for each other
TOLERANCE = {np.dtype(np.float64): 1e-10, np.dtype(np.float32): 1e-5}  # of the largest value


def assert_close(actual, expected, tolerance=None, floor=0.0):
    """Compare to within a share of the largest value; shape and dtype must be the same."""
    assert actual.shape == expected.shape
    assert actual.dtype == expected.dtype
    if expected.dtype.kind in "iu":
        assert np.array_equal(actual, expected)
    elif actual.size:
        scale = max(np.abs(expected).max(), np.finfo(expected.dtype).tiny, floor)
        error = np.abs(actual - expected).max() / scale
        assert error <= (tolerance or TOLERANCE[expected.dtype]), f"off by {error:.1e}"


def answers(function, grad_output, *arrays):
    """Return function(*arrays), then the gradient of each array; None stays None."""
    tensors = [None if a is None else torch.tensor(np.array(a), requires_grad=True) for a in arrays]
    output = function(*tensors)
    output.backward(torch.tensor(np.array(grad_output)))
    grads = [None if t is None else t.grad.numpy() for t in tensors]
    return output.detach().numpy(), *grads


def pair(value):
    """Write one number as two."""
    return value if isinstance(value, tuple) else (value, value)


def padded(x, padding, kernel_size, dilation):
    """Pad a tensor as our `padding` says; "same" follows PyTorch, the odd place at the end."""
    reach = [d * (k - 1) for d, k in zip(pair(dilation), pair(kernel_size), strict=True)]
    if padding == "full":
        padding = tuple(reach)
    elif padding == "same":
        padding = tuple((r // 2, r - r // 2) for r in reach)
    rows, columns = (0, 0) if padding == "valid" else pair(padding)
    return functional.pad(x, (*pair(columns), *pair(rows)))


def torch_conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolve with torch; "same" and "valid" are left to it, the rest is padded beforehand."""
    if padding not in ("same", "valid"):
        x, padding = padded(x, padding, tuple(weight.shape[2:]), dilation), 0
    return functional.conv2d(x, weight, bias, stride, padding, dilation, groups)


def torch_im2col(x, kernel_size, stride=1, padding=0, dilation=1):
    """Unfold with torch."""
    image = padded(x, padding, kernel_size, dilation)
    return functional.unfold(image, kernel_size, dilation, 0, stride)


def torch_conv2d_grads(case, x, weight, bias, grad_output):
    """Return torch's output and gradients of one `Case`; the bias gradient also without bias."""
    zeros = np.zeros(len(weight), weight.dtype) if bias is None else bias
    return answers(lambda *a: torch_conv2d(*a, **case.options), grad_output, x, weight, zeros)
