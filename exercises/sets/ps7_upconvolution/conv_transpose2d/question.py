"""Stamp, add, cut off."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.conv_transpose2d

SOLUTION = '''
def conv_transpose2d(x, weight, stride=1, padding=0):
    """Stamp every filter onto a larger image."""
    ### BEGIN SOLUTION
    n, _, h, w = x.shape
    _, channels, kh, kw = weight.shape
    out = np.zeros((n, channels, (h - 1) * stride + kh, (w - 1) * stride + kw))
    for a in range(h):
        for b in range(w):
            top, left = a * stride, b * stride
            stamp = np.einsum("nc,cfij->nfij", x[:, :, a, b], weight)
            out[:, :, top : top + kh, left : left + kw] += stamp
    bottom, right = out.shape[2] - padding, out.shape[3] - padding
    return out[:, :, padding:bottom, padding:right]
    ### END SOLUTION
'''

THIRD = 1 / 3
WRONG = [
    edited("stamps-overwritten", "+= stamp", "= stamp"),
    edited("kernel-flipped", "x[:, :, a, b], weight)", "x[:, :, a, b], weight[..., ::-1, ::-1])"),
    edited("channels-swapped", "nc,cfij->nfij", "nc,fcij->nfij"),
    edited("stride-ignored", "    n, _,", "    stride = 1\n    n, _,", lost=2 * THIRD),
    edited("padding-missing", "[:, :, padding:bottom, padding:right]", "", lost=THIRD),
    edited(
        "padding-added",
        "out[:, :, padding:bottom, padding:right]",
        "np.pad(out, [(0, 0), (0, 0), (padding, padding), (padding, padding)])",
        lost=THIRD,
    ),
    edited("padding-one-side", "padding:bottom, padding:right", "padding:, padding:", lost=THIRD),
    edited(
        "first-sample-only",
        "+= stamp",
        "+= stamp[:1] * np.eye(n)[0][:, None, None, None]",
        lost=2 * THIRD,
    ),
]

RIGHT = [
    """
    import torch

    def conv_transpose2d(x, weight, stride=1, padding=0):
        x, weight = torch.tensor(np.array(x)), torch.tensor(np.array(weight))
        return torch.nn.functional.conv_transpose2d(
            x, weight, stride=int(stride), padding=int(padding)
        )
    """,
    """
    from numpy.lib.stride_tricks import sliding_window_view

    def conv_transpose2d(x, weight, stride=1, padding=0):
        n, c, h, w = x.shape
        wide = np.zeros((n, c, (h - 1) * stride + 1, (w - 1) * stride + 1))
        wide[:, :, ::stride, ::stride] = x
        kh, kw = weight.shape[2:]
        padded = np.pad(wide, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
        windows = sliding_window_view(padded, (kh, kw), axis=(2, 3))
        out = np.einsum("ncabij,cfij->nfab", windows, weight[:, :, ::-1, ::-1])
        return out[:, :, padding : out.shape[2] - padding, padding : out.shape[3] - padding]
    """,
]
