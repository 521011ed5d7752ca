"""Measure what a mean filter leaves of noise: about 1/k."""

import numpy as np

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def noise_left(noise, k):
    """Return std(filtered) / std(noise) for a k x k mean filter."""
    ### BEGIN SOLUTION
    rows = noise.shape[0] - k + 1
    columns = noise.shape[1] - k + 1
    total = np.zeros((rows, columns))
    for i in range(k):
        for j in range(k):
            total += noise[i : i + rows, j : j + columns]
    smooth = total / k**2
    return smooth.std() / noise.std()
    ### END SOLUTION
'''
RTOL = 1e-4


def smoothed(noise, k):
    return np.lib.stride_tricks.sliding_window_view(noise, (k, k)).mean(axis=(2, 3))


def reference(noise, k):
    return float(smoothed(noise, k).std() / noise.std())


def padded(noise, k):
    wide = np.pad(noise, ((k // 2, k - 1 - k // 2),) * 2)
    return float(smoothed(wide, k).std() / noise.std())


CAUSES = (
    Cause(
        "sum-for-mean", "The weights must sum to 1.", lambda noise, k: k * k * reference(noise, k)
    ),
    Cause("divided-by-k", "There are k*k weights.", lambda noise, k: k * reference(noise, k)),
    Cause(
        "variance", "These are variances: take the root.", lambda noise, k: reference(noise, k) ** 2
    ),
    Cause("inverted", "The ratio is upside down.", lambda noise, k: 1 / reference(noise, k)),
    Cause(
        "not-divided",
        "Divide by the standard deviation of the noise.",
        lambda noise, k: float(smoothed(noise, k).std()),
    ),
    Cause("rule-for-measure", "1/k is the rule; measure it.", lambda noise, k: 1 / k),
    Cause("padded", "Without padding: only where the filter fits.", padded),
    Cause(
        "one-less",
        "np.std divides by the number of values, not by one less: ddof is 0.",
        lambda noise, k: float(smoothed(noise, k).std(ddof=1) / noise.std(ddof=1)),
    ),
    Cause(
        "mean-kept",
        "Subtract the mean before you square: what np.std does.",
        lambda noise, k: float(np.sqrt((smoothed(noise, k) ** 2).mean() / (noise**2).mean())),
    ),
    Cause(
        "last-window",
        "The last row and column of windows are missing.",
        lambda noise, k: float(smoothed(noise, k)[:-1, :-1].std() / noise.std()),
    ),
    Cause(
        "stride-k",
        "The filter moves on by 1, not by k.",
        lambda noise, k: float(smoothed(noise, k)[::k, ::k].std() / noise.std()),
    ),
)


def draw(rng):
    return [
        ("k = 2", {"noise": 3 * rng.normal(size=(9, 8)), "k": 2}),
        ("k = 3", {"noise": 2 * rng.normal(size=(8, 9)), "k": 3}),
    ]


WRONG = [
    edited("sum-for-mean", "total / k**2", "total"),
    edited("divided-by-k", "total / k**2", "total / k"),
    edited("variance", "smooth.std() / noise.std()", "smooth.var() / noise.var()"),
    edited("inverted", "smooth.std() / noise.std()", "noise.std() / smooth.std()"),
    edited("not-divided", "smooth.std() / noise.std()", "smooth.std()"),
    edited("rule-for-measure", "smooth.std() / noise.std()", "1 / k"),
    edited("one-less", "smooth.std() / noise.std()", "smooth.std(ddof=1) / noise.std(ddof=1)"),
    edited(
        "mean-kept",
        "smooth.std() / noise.std()",
        "np.sqrt((smooth**2).mean() / (noise**2).mean())",
    ),
    edited("last-window", "total / k**2", "total[:-1, :-1] / k**2"),
    edited("stride-k", "total / k**2", "total[::k, ::k] / k**2"),
    edited("rounded", "smooth.std() / noise.std()", "round(smooth.std() / noise.std(), 2)"),
    edited(
        "padded",
        "rows = noise.shape[0] - k + 1",
        "kept = noise\n    noise = np.pad(noise, ((k // 2, k - 1 - k // 2),) * 2)\n"
        "    rows = noise.shape[0] - k + 1",
        "smooth.std() / noise.std()",
        "smooth.std() / kept.std()",
    ),
]

RIGHT = [
    """
    def noise_left(noise, k):
        views = np.lib.stride_tricks.sliding_window_view(noise, (k, k))
        return np.std(views.mean(axis=(-1, -2))) / np.std(noise)
    """,
    """
    import torch

    def noise_left(noise, k):
        x = torch.tensor(np.asarray(noise))[None, None]
        return (torch.nn.functional.avg_pool2d(x, k, 1).std(correction=0) / x.std(correction=0))
    """,
]
