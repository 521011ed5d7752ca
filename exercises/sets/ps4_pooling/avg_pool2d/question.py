"""Mean pooling, padding counted."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.avg_pool2d

SOLUTION = '''
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    """Average every window."""
    ### BEGIN SOLUTION
    stride = stride or kernel_size
    sides = (padding, padding)
    x = np.pad(x, ((0, 0), (0, 0), sides, sides))
    rows = (x.shape[2] - kernel_size) // stride + 1
    columns = (x.shape[3] - kernel_size) // stride + 1
    total = np.zeros((*x.shape[:2], rows, columns))
    for i in range(kernel_size):
        for j in range(kernel_size):
            total += x[:, :, i::stride, j::stride][:, :, :rows, :columns]
    return total / kernel_size**2
    ### END SOLUTION
'''

THIRD = 1 / 3
WRONG = [
    edited("sum-for-mean", "total / kernel_size**2", "total"),
    edited("divided-by-k", "total / kernel_size**2", "total / kernel_size"),
    edited("stride-ignored", "stride or kernel_size", "kernel_size", lost=2 * THIRD),
    edited("stride-one", "stride or kernel_size", "1"),
    edited("padding-missing", "sides = (padding, padding)", "sides = (0, 0)", lost=THIRD),
    edited(
        "padding-not-counted",
        "    x = np.pad(",
        "    ones = np.pad(np.ones_like(x), ((0, 0), (0, 0), sides, sides))\n    x = np.pad(",
        "    for i",
        "    count = np.zeros_like(total)\n    for i",
        "[:, :, :rows, :columns]\n",
        "[:, :, :rows, :columns]\n"
        "            count += ones[:, :, i::stride, j::stride][:, :, :rows, :columns]\n",
        "kernel_size**2",
        "count",
        lost=THIRD,
    ),
    edited("integer-division", "total / kernel_size**2", "total // kernel_size**2"),
]

RIGHT = [
    """
    def avg_pool2d(x, kernel_size, stride=None, padding=0):
        step = kernel_size if stride is None else stride
        padded = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
        views = np.lib.stride_tricks.sliding_window_view(padded, (kernel_size,) * 2, (2, 3))
        return views[:, :, ::step, ::step].mean(axis=(4, 5))
    """,
    """
    import torch

    def avg_pool2d(x, kernel_size, stride=None, padding=0):
        stride = None if stride is None else int(stride)
        x = torch.tensor(np.array(x))
        return torch.nn.functional.avg_pool2d(x, int(kernel_size), stride, int(padding))
    """,
]
