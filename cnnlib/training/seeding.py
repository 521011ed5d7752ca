"""The same seed, the same result, bit for bit, on one machine with one number of threads.

Across thread counts or processors float32 training drifts; float64 keeps the printed digits.
:func:`cnnlib.notebook.start` fixes the threads.
"""

import os
from contextlib import contextmanager

import torch

from cnnlib.integers import integer


@contextmanager
def seeded(seed):
    """Run a block with PyTorch's generators seeded and deterministic algorithms, then restore both.

    Code inside draws the same numbers every time, and code after it is not disturbed.

    Parameters
    ----------
    seed : int

    Raises
    ------
    TypeError, ValueError
        If `seed` is not an integer that is at least 0.

    Examples
    --------
    >>> with seeded(0):
    ...     a = torch.rand(3)
    >>> with seeded(0):
    ...     b = torch.rand(3)
    >>> bool((a == b).all())
    True
    """
    seed = integer(seed, "seed", 0)
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # read once, at the first product
    before = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    with generators_kept():
        torch.manual_seed(seed)
        # Operations without a deterministic form (some on a GPU) warn instead of failing.
        torch.use_deterministic_algorithms(True, warn_only=True)
        try:
            yield
        finally:
            torch.use_deterministic_algorithms(before, warn_only=warn_only)


def generators_kept():
    """Return a context that puts PyTorch's generators, of all devices, back at its end."""
    # Naming the devices avoids a warning where there are several.
    return torch.random.fork_rng(devices=range(torch.cuda.device_count()))
