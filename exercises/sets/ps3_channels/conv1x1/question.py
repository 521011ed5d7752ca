"""The 1x1 convolution as a product of matrices."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.conv1x1

SOLUTION = '''
def conv1x1(x, weight, bias=None):
    """Map the channels of every pixel by one matrix."""
    ### BEGIN SOLUTION
    n, c, h, w = x.shape
    pixels = x.transpose(0, 2, 3, 1).reshape(-1, c)
    out = pixels @ weight.T
    if bias is not None:
        out = out + bias
    return out.reshape(n, h, w, -1).transpose(0, 3, 1, 2)
    ### END SOLUTION
'''

WRONG = [
    edited("weight-transposed", "@ weight.T", "@ weight"),
    edited("bias-missing", "out = out + bias", "out = out", lost=0.5),
    edited("bias-twice", "out + bias", "out + bias + bias", lost=0.5),
    edited("mean-for-sum", "@ weight.T", "@ weight.T / c"),
    edited("diagonal-only", "pixels @ weight.T", "pixels * np.diag(weight)"),
    edited("axes-swapped", "transpose(0, 3, 1, 2)", "transpose(0, 3, 2, 1)"),
    edited(
        "first-sample-only",
        "return out.reshape(n, h, w, -1)",
        "return out.reshape(n, h, w, -1)[:1]",
    ),
    edited(
        "axes-permuted",
        "    return out.reshape(n, h, w, -1).transpose(0, 3, 1, 2)",
        "    return out.reshape(n, h, w, -1)",
    ),
]

RIGHT = [
    """
    def conv1x1(x, weight, bias=None):
        out = np.einsum("fc,nchw->nfhw", weight, x)
        return out if bias is None else out + np.reshape(bias, (-1, 1, 1))
    """,
    """
    import torch

    def conv1x1(x, weight, bias=None):
        x, weight = torch.tensor(np.array(x)), torch.tensor(np.array(weight))
        bias = None if bias is None else torch.tensor(np.array(bias))
        return torch.nn.functional.conv2d(x, weight[:, :, None, None], bias)
    """,
    """
    def conv1x1(x, weight, bias=None):
        n, c, h, w = x.shape
        out = np.zeros((n, len(weight), h, w))
        for m in range(n):
            for f in range(len(weight)):
                for k in range(c):
                    out[m, f] += weight[f, k] * x[m, k]
                if bias is not None:
                    out[m, f] += bias[f]
        return out
    """,
]
