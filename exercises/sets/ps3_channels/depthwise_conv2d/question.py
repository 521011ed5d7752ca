"""A depthwise convolution."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.depthwise_conv2d

SOLUTION = '''
def depthwise_conv2d(x, weight):
    """Slide the filter of each channel over this channel."""
    ### BEGIN SOLUTION
    channels, kh, kw = weight.shape
    rows = x.shape[2] - kh + 1
    columns = x.shape[3] - kw + 1
    out = np.zeros((len(x), channels, rows, columns))
    for i in range(kh):
        for j in range(kw):
            part = x[:, :, i : i + rows, j : j + columns]
            out += part * weight[:, i, j][:, None, None]
    return out
    ### END SOLUTION
'''

WRONG = [
    edited("kernel-flipped", "weight[:, i, j]", "weight[:, kh - 1 - i, kw - 1 - j]"),
    edited("channels-added", "    return out", "    return out.sum(axis=1)"),
    edited(
        "channels-added",
        "    return out",
        "    return np.repeat(out.sum(axis=1, keepdims=True), channels, axis=1)",
    ),
    edited("first-filter-only", "weight[:, i, j][:, None, None]", "weight[0, i, j]"),
    edited("channels-reversed", "weight[:, i, j]", "weight[::-1, i, j]"),
    edited(
        "kernel-axes-swapped",
        "channels, kh, kw = weight.shape",
        "weight = weight.swapaxes(1, 2)\n    channels, kh, kw = weight.shape",
    ),
    edited("last-window", "- kh + 1", "- kh"),
    edited("first-sample-only", "out += part", "out[:1] += part[:1]"),
]

RIGHT = [
    """
    def depthwise_conv2d(x, weight):
        views = np.lib.stride_tricks.sliding_window_view(x, weight.shape[1:], axis=(2, 3))
        return np.einsum("ncabij,cij->ncab", views, weight)
    """,
    """
    import torch

    def depthwise_conv2d(x, weight):
        x, weight = torch.tensor(np.array(x)), torch.tensor(np.array(weight))
        return torch.nn.functional.conv2d(x, weight[:, None], groups=len(weight)).numpy()
    """,
]
