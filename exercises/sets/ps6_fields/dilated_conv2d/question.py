"""Slide a spread filter."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.dilated_conv2d

SOLUTION = '''
def dilated_conv2d(x, weight, dilation):
    """Slide filters whose weights lie `dilation` places apart."""
    ### BEGIN SOLUTION
    filters, _, kh, kw = weight.shape
    rows = x.shape[2] - dilation * (kh - 1)
    columns = x.shape[3] - dilation * (kw - 1)
    out = np.zeros((len(x), filters, rows, columns))
    for i in range(kh):
        for j in range(kw):
            top, left = i * dilation, j * dilation
            part = x[:, :, top : top + rows, left : left + columns]
            out += np.einsum("ncab,fc->nfab", part, weight[:, :, i, j])
    return out
    ### END SOLUTION
'''

WRONG = [
    edited("dilation-ignored", "    filters, _,", "    dilation = 1\n    filters, _,", lost=2 / 3),
    edited(
        "dilation-off-by-one", "    filters, _,", "    dilation = dilation + 1\n    filters, _,"
    ),
    edited("kernel-flipped", "weight[:, :, i, j]", "weight[:, :, kh - 1 - i, kw - 1 - j]"),
    edited(
        "kernel-axes-swapped",
        "    filters, _,",
        "    weight = weight.swapaxes(2, 3)\n    filters, _,",
    ),
    edited(
        "first-channel-only",
        "part, weight[:, :, i, j]",
        "part[:, :1], weight[:, :1, i, j]",
        lost=2 / 3,
    ),
    edited(
        "last-window", "x.shape[2] - dilation * (kh - 1)", "x.shape[2] - dilation * (kh - 1) - 1"
    ),
    edited(
        "last-window",
        "x.shape[2] - dilation * (kh - 1)",
        "x.shape[2] - dilation * kh + 1",
        "x.shape[3] - dilation * (kw - 1)",
        "x.shape[3] - dilation * kw + 1",
        lost=2 / 3,
    ),
    edited("axes-swapped", "    return out", "    return out.swapaxes(2, 3)"),
]

RIGHT = [
    """
    def dilated_conv2d(x, weight, dilation):
        f, c, kh, kw = weight.shape
        wide = np.zeros((f, c, dilation * (kh - 1) + 1, dilation * (kw - 1) + 1))
        wide[:, :, ::dilation, ::dilation] = weight
        views = np.lib.stride_tricks.sliding_window_view(x, wide.shape[2:], axis=(2, 3))
        return np.einsum("ncabij,fcij->nfab", views, wide)
    """,
    """
    import torch

    def dilated_conv2d(x, weight, dilation):
        x, weight = torch.tensor(np.array(x)), torch.tensor(np.array(weight))
        return torch.nn.functional.conv2d(x, weight, dilation=int(dilation))
    """,
]
