"""The formula of sizes, as a function."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.output_size

SOLUTION = '''
def output_size(n, k, s=1, p=0, d=1):
    """Count the windows along an axis of length n."""
    ### BEGIN SOLUTION
    covered = d * (k - 1) + 1
    return (n + 2 * p - covered) // s + 1
    ### END SOLUTION
'''

WRONG = [
    edited("not-rounded", "// s", "/ s", lost=0.25),
    edited("rounded-up", "(n + 2 * p - covered) // s", "-((covered - n - 2 * p) // s)", lost=0.25),
    edited("dilation-ignored", "d * (k - 1) + 1", "k", lost=0.25),
    edited("dilation-off-by-one", "d * (k - 1) + 1", "d * k", lost=0.25),
    edited("padding-missing", " + 2 * p", "", lost=0.5),
    edited("padding-one-side", "2 * p", "p", lost=0.5),
    edited("stride-ignored", "// s", "// 1", lost=0.75),
    edited("first-window-missing", " // s + 1", " // s"),
    edited("one-added-before-dividing", "- covered) // s + 1", "- covered + 1) // s", lost=0.75),
]

RIGHT = [
    """
    def output_size(n, k, s=1, p=0, d=1):
        count = 0
        start = -p
        while start + d * (k - 1) < n + p:
            count += 1
            start += s
        return count
    """,
    """
    import torch

    def output_size(n, k, s=1, p=0, d=1):
        n, k, s, p, d = map(int, (n, k, s, p, d))
        layer = torch.nn.Conv1d(1, 1, k, s, p, d)
        return layer(torch.zeros(1, 1, n)).shape[-1]
    """,
    """
    def output_size(n, k, s=1, p=0, d=1):
        return np.floor((n + 2 * p - d * (k - 1) - 1) / s + 1)
    """,
]
