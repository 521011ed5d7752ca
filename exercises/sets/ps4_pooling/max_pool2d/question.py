"""Max pooling, with padding that never wins."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.max_pool2d

SOLUTION = '''
def max_pool2d(x, kernel_size, stride=None, padding=0):
    """Keep the largest value of every window."""
    ### BEGIN SOLUTION
    stride = stride or kernel_size
    sides = (padding, padding)
    x = np.pad(x, ((0, 0), (0, 0), sides, sides), constant_values=-np.inf)
    rows = (x.shape[2] - kernel_size) // stride + 1
    columns = (x.shape[3] - kernel_size) // stride + 1
    out = np.zeros((*x.shape[:2], rows, columns))
    for a in range(rows):
        for b in range(columns):
            top, left = a * stride, b * stride
            window = x[:, :, top : top + kernel_size, left : left + kernel_size]
            out[:, :, a, b] = window.max(axis=(2, 3))
    return out
    ### END SOLUTION
'''

THIRD = 1 / 3
WRONG = [
    edited("zero-for-minus-infinity", ", constant_values=-np.inf", "", lost=THIRD),
    edited("padding-missing", "sides = (padding, padding)", "sides = (0, 0)", lost=THIRD),
    edited(
        "stride-ignored", "stride = stride or kernel_size", "stride = kernel_size", lost=2 * THIRD
    ),
    edited("stride-one", "stride = stride or kernel_size", "stride = 1"),
    edited(
        "mean-for-max",
        "window.max(axis=(2, 3))",
        "window.mean(axis=(2, 3))",
        ", constant_values=-np.inf",
        "",
    ),
    edited("minimum", "window.max", "window.min", ", constant_values=-np.inf", ""),
    edited(
        "last-of-window",
        "window.max(axis=(2, 3))",
        "window[:, :, -1, -1]",
        ", constant_values=-np.inf",
        "",
    ),
    edited("largest-magnitude", "window.max", "abs(window).max", ", constant_values=-np.inf", ""),
    edited("channels-pooled", "    return out", "    return out.max(axis=1)"),
    edited("axes-swapped", "    return out", "    return out.swapaxes(2, 3)"),
    edited(
        "first-sample-only", "    return out", "    out[1:] = 0\n    return out", lost=2 * THIRD
    ),
]

RIGHT = [
    """
    import torch

    def max_pool2d(x, kernel_size, stride=None, padding=0):
        x = torch.tensor(np.array(x))
        stride = None if stride is None else int(stride)
        return torch.nn.functional.max_pool2d(x, int(kernel_size), stride, int(padding)).numpy()
    """,
    """
    def max_pool2d(x, kernel_size, stride=None, padding=0):
        step = kernel_size if stride is None else stride
        n, c, h, w = x.shape
        starts = [range(-padding, m + padding - kernel_size + 1, step) for m in (h, w)]
        rows = [[max(r, 0), r + kernel_size] for r in starts[0]]
        columns = [[max(q, 0), q + kernel_size] for q in starts[1]]
        out = [[x[:, :, r:s, q:t].max((-1, -2)) for q, t in columns] for r, s in rows]
        return np.moveaxis(np.array(out), (0, 1), (2, 3))
    """,
]
