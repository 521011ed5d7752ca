"""Mend a correlation: one window is missing, and the filter is turned around."""

import numpy as np

from cnnlib import ops
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def correlate(image, kernel):
    """Slide kernel (kh, kw) over image (H, W)."""
    kh, kw = kernel.shape
    rows = image.shape[0] - kh
    columns = image.shape[1] - kw
    out = np.zeros((rows, columns))
    for a in range(rows):
        for b in range(columns):
            for i in range(kh):
                for j in range(kw):
                    out[a, b] += image[a + i, b + j] * kernel[kh - 1 - i, kw - 1 - j]
    return out
'''

SOLUTION = '''
def correlate(image, kernel):
    """Slide kernel (kh, kw) over image (H, W)."""
    kh, kw = kernel.shape
    rows = image.shape[0] - kh + 1
    columns = image.shape[1] - kw + 1
    out = np.zeros((rows, columns))
    for a in range(rows):
        for b in range(columns):
            for i in range(kh):
                for j in range(kw):
                    out[a, b] += image[a + i, b + j] * kernel[i, j]
    return out
'''


def reference(image, kernel):
    return ops.conv2d(image[None], kernel[None, None])[0]


def turned(image, kernel):
    return reference(image, kernel[::-1, ::-1])


CAUSES = (
    Cause("kernel-flipped", "The filter is turned around.", turned),
    Cause(
        "last-window-and-flip",
        "The last windows are missing and the filter is turned around.",
        lambda image, kernel: turned(image, kernel)[:-1, :-1],
    ),
    Cause(
        "last-window",
        "The last row and column of windows are missing.",
        lambda image, kernel: reference(image, kernel)[:-1, :-1],
    ),
    Cause(
        "last-row",
        "The last row of windows is missing.",
        lambda image, kernel: reference(image, kernel)[:-1],
    ),
    Cause(
        "kernel-axes-swapped",
        "Rows and columns of the filter are swapped.",
        lambda image, kernel: reference(image, kernel.T),
    ),
)


def draw(rng):
    kernel = rng.permutation(np.arange(1.0, 10.0)).reshape(3, 3)
    return [
        ("a small image", {"image": rng.integers(0, 9, (4, 5)) / 2, "kernel": kernel}),
        ("as large as the filter", {"image": rng.integers(1, 9, (3, 3)) / 2, "kernel": kernel}),
        ("a wide image", {"image": rng.integers(1, 9, (4, 7)) / 2, "kernel": kernel[::-1].copy()}),
    ]


WRONG = [
    edited("kernel-flipped", "kernel[i, j]", "kernel[kh - 1 - i, kw - 1 - j]"),
    edited(
        "last-window-and-flip",
        "kernel[i, j]",
        "kernel[kh - 1 - i, kw - 1 - j]",
        "[0] - kh + 1",
        "[0] - kh",
        "[1] - kw + 1",
        "[1] - kw",
    ),
    edited("last-window", "[0] - kh + 1", "[0] - kh", "[1] - kw + 1", "[1] - kw"),
    edited("last-row", "[0] - kh + 1", "[0] - kh"),
    edited("kernel-axes-swapped", "kernel[i, j]", "kernel[j, i]"),
]

RIGHT = [
    """
    def correlate(image, kernel):
        views = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
        return np.einsum("abij,ij->ab", views, kernel)
    """,
    """
    import torch

    def correlate(image, kernel):
        image, kernel = (torch.tensor(np.array(a, float)) for a in (image, kernel))
        return torch.nn.functional.conv2d(image[None, None], kernel[None, None])[0, 0]
    """,
]
