"""The convolution of a layer, by the definition."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.conv2d

SOLUTION = '''
def conv2d(x, weight, bias=None, stride=1, padding=0):
    """Convolve x (N, C, H, W) with weight (F, C, kh, kw); bias is (F,) or None."""
    ### BEGIN SOLUTION
    sides = (padding, padding)
    x = np.pad(x, ((0, 0), (0, 0), sides, sides))
    count, _, h, w = x.shape
    filters, _, kh, kw = weight.shape
    rows = (h - kh) // stride + 1
    columns = (w - kw) // stride + 1
    out = np.zeros((count, filters, rows, columns))
    for a in range(rows):
        for b in range(columns):
            top, left = a * stride, b * stride
            window = x[:, :, top : top + kh, left : left + kw]
            out[:, :, a, b] = np.tensordot(window, weight, axes=([1, 2, 3], [1, 2, 3]))
    if bias is not None:
        out += bias[:, None, None]
    return out
    ### END SOLUTION
'''

WRONG = [
    edited("kernel-flipped", "(window, weight,", "(window, weight[..., ::-1, ::-1],"),
    edited(
        "stride-ignored",
        "conv2d(x, weight, bias=None, stride=1, padding=0):",
        "conv2d(x, weight, bias=None, stride=1, padding=0, *, unused=None):",
        "    sides =",
        "    stride = 1\n    sides =",
        lost=0.5,
    ),
    edited("padding-missing", "sides = (padding, padding)", "sides = (0, 0)", lost=0.25),
    edited("padding-one-side", "sides = (padding, padding)", "sides = (padding, 0)", lost=0.25),
    edited(
        "padding-wrapped",
        "    x = np.pad(x, ((0, 0), (0, 0), sides, sides))",
        '    x = np.pad(x, ((0, 0), (0, 0), (padding, 0), (padding, 0)), mode="wrap")\n'
        "    x = np.pad(x, ((0, 0), (0, 0), (0, padding), (0, padding)))",
        lost=0.25,
    ),
    edited(
        "bias-missing",
        "    if bias is not None:\n        out += bias[:, None, None]\n",
        "",
        lost=0.75,
    ),
    edited("bias-twice", "out += bias", "out += 2 * bias", lost=0.75),
    edited("bias-per-channel", "out += bias", "out += x.shape[1] * bias", lost=0.75),
    edited("axes-swapped", "    return out", "    return out.swapaxes(2, 3)"),
    edited(
        "first-sample-only",
        "out[:, :, a, b] = np.tensordot(window, weight,",
        "out[0, :, a, b] = np.tensordot(window[0], weight,",
        "([1, 2, 3], [1, 2, 3])",
        "([0, 1, 2], [1, 2, 3])",
        "out += bias[:, None, None]",
        "out[0] += bias[:, None, None]",
    ),
    edited(
        "first-channel-only",
        "np.tensordot(window, weight, axes=([1, 2, 3], [1, 2, 3]))",
        "np.tensordot(window[:, 0], weight[:, 0], axes=([1, 2], [1, 2]))",
    ),
    edited("integer-division", "    return out", "    return out.astype(int)", lost=0.5),
    edited(
        "mean-for-sum",
        "axes=([1, 2, 3], [1, 2, 3]))",
        "axes=([1, 2, 3], [1, 2, 3])) / weight[0].size",
    ),
    edited("last-window", "// stride + 1\n    columns", "// stride\n    columns"),
    edited("nothing-returned", "    return out", "    out.shape"),
]

RIGHT = [
    """
    import torch

    def conv2d(x, weight, bias=None, stride=1, padding=0):
        tensors = [None if v is None else torch.tensor(np.asarray(v)) for v in (x, weight, bias)]
        return torch.nn.functional.conv2d(*tensors, stride, padding).numpy()
    """,
    """
    def conv2d(x, weight, bias=None, stride=1, padding=0):
        padded = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        views = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
        out = np.einsum("ncabij,fcij->nfab", views[:, :, ::stride, ::stride], weight)
        return out if bias is None else out + np.reshape(bias, (1, -1, 1, 1))
    """,
    """
    def conv2d(x, weight, bias=None, stride=1, padding=0):
        n, c, h, w = x.shape
        f, _, kh, kw = weight.shape
        rows = 1 + (h + 2 * padding - kh) // stride
        columns = 1 + (w + 2 * padding - kw) // stride
        z = np.zeros((n, f, rows, columns)) + (0 if bias is None else bias.reshape(1, f, 1, 1))
        for m, k, a, b in np.ndindex(*z.shape):
            for l, i, j in np.ndindex(c, kh, kw):
                row, column = stride * a + i - padding, stride * b + j - padding
                if 0 <= row < h and 0 <= column < w:
                    z[m, k, a, b] += x[m, l, row, column] * weight[k, l, i, j]
        return z
    """,
]
