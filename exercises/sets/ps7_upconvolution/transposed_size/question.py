"""The size after an up-convolution."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.transposed_output_size

SOLUTION = '''
def transposed_output_size(n, k, s=1, p=0):
    """Return the length after an up-convolution."""
    ### BEGIN SOLUTION
    return (n - 1) * s + k - 2 * p
    ### END SOLUTION
'''

WRONG = [
    edited("forward-size", "(n - 1) * s + k - 2 * p", "(n + 2 * p - k) // s + 1"),
    edited("stride-times-n", "(n - 1) * s", "n * s"),
    edited("kernel-missing", "+ k", "+ 1"),
    edited("padding-added", "- 2 * p", "+ 2 * p", lost=1 / 3),
    edited("padding-one-side", "- 2 * p", "- p", lost=1 / 3),
    edited("padding-missing", "- 2 * p", "", lost=1 / 3),
    edited("stride-ignored", "(n - 1) * s", "(n - 1)", lost=2 / 3),
]

RIGHT = [
    """
    def transposed_output_size(n, k, s=1, p=0):
        last_start = s * (n - 1)
        return len(range(p, last_start + k - p))
    """,
    """
    import torch

    def transposed_output_size(n, k, s=1, p=0):
        layer = torch.nn.ConvTranspose1d(1, 1, int(k), int(s), int(p))
        return layer(torch.zeros(1, 1, int(n))).shape[-1]
    """,
]
