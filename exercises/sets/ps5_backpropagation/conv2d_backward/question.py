"""All three gradients of a convolution."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.conv2d_backward

SOLUTION = '''
def conv2d_backward(grad_output, x, weight):
    """Return the gradients of x, weight and bias."""
    ### BEGIN SOLUTION
    rows, columns = grad_output.shape[2:]
    kh, kw = weight.shape[2:]
    grad_x = np.zeros(x.shape)
    grad_weight = np.zeros(weight.shape)
    for i in range(kh):
        for j in range(kw):
            part = (slice(None), slice(None), slice(i, i + rows), slice(j, j + columns))
            grad_weight[:, :, i, j] = np.einsum("nfab,ncab->fc", grad_output, x[part])
            grad_x[part] += np.einsum("nfab,fc->ncab", grad_output, weight[:, :, i, j])
    grad_bias = grad_output.sum(axis=(0, 2, 3))
    return grad_x, grad_weight, grad_bias
    ### END SOLUTION
'''

WRONG = [
    edited("kernel-flipped", "weight[:, :, i, j])\n", "weight[:, :, kh - 1 - i, kw - 1 - j])\n"),
    edited(
        "weight-gradient-flipped",
        "grad_weight[:, :, i, j] =",
        "grad_weight[:, :, kh - 1 - i, kw - 1 - j] =",
    ),
    edited("bias-mean", "grad_output.sum(axis=(0, 2, 3))", "grad_output.mean(axis=(0, 2, 3))"),
    edited("bias-not-summed", "grad_output.sum(axis=(0, 2, 3))", "grad_output.sum(axis=(2, 3))"),
    edited(
        "batch-averaged",
        "    return grad_x, grad_weight, grad_bias",
        "    return grad_x, grad_weight / len(x), grad_bias / len(x)",
        lost=0.5,
    ),
    edited(
        "first-sample-only",
        "grad_output, x[part])",
        "grad_output[:1], x[:1][part])",
        "grad_output.sum(axis=(0, 2, 3))",
        "grad_output[:1].sum(axis=(0, 2, 3))",
        lost=0.5,
    ),
    edited("all-zero", "grad_x[part] +=", "unused ="),
    edited("wrong-length", "return grad_x, grad_weight, grad_bias", "return grad_x, grad_weight"),
]

RIGHT = [
    """
    import torch

    def conv2d_backward(grad_output, x, weight):
        x = torch.tensor(np.array(x), requires_grad=True)
        weight = torch.tensor(np.array(weight), requires_grad=True)
        bias = torch.zeros(len(weight), dtype=x.dtype, requires_grad=True)
        z = torch.nn.functional.conv2d(x, weight, bias)
        z.backward(torch.tensor(np.array(grad_output), dtype=x.dtype))
        return x.grad, weight.grad, bias.grad
    """,
    """
    def conv2d_backward(grad_output, x, weight):
        grads = np.zeros_like(x), np.zeros_like(weight), np.zeros(len(weight))
        kh, kw = weight.shape[2:]
        for n, f, a, b in np.ndindex(*grad_output.shape):
            g = grad_output[n, f, a, b]
            grads[0][n, :, a : a + kh, b : b + kw] += g * weight[f]
            grads[1][f] += g * x[n, :, a : a + kh, b : b + kw]
            grads[2][f] += g
        return list(grads)
    """,
]
