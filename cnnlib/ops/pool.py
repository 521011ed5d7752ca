"""Pooling: one number for every window, each channel on its own.

    max_pool2d   the largest       pool_max.py, and back again in unpool.py
    avg_pool2d   the mean          pool_average.py
    lp_pool2d    the p-norm        pool_lp.py
    global_*     of whole channels pool_global.py

All share their arguments and their windows, in pool_windows.py: read that first. Names, argument
order and results follow ``torch.nn.functional``. Taught in chapter 4.
"""

from cnnlib.ops.pool_average import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_backward_naive,
    avg_pool2d_naive,
)
from cnnlib.ops.pool_global import (
    global_avg_pool2d,
    global_avg_pool2d_backward,
    global_max_pool2d,
    global_max_pool2d_backward,
)
from cnnlib.ops.pool_lp import (
    lp_pool2d,
    lp_pool2d_backward,
    lp_pool2d_backward_naive,
    lp_pool2d_naive,
)
from cnnlib.ops.pool_max import (
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_backward_naive,
    max_pool2d_naive,
)
from cnnlib.ops.unpool import max_unpool2d, max_unpool2d_backward, max_unpool2d_naive

__all__ = [
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool2d_backward_naive",
    "avg_pool2d_naive",
    "global_avg_pool2d",
    "global_avg_pool2d_backward",
    "global_max_pool2d",
    "global_max_pool2d_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool2d_backward_naive",
    "lp_pool2d_naive",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool2d_backward_naive",
    "max_pool2d_naive",
    "max_unpool2d",
    "max_unpool2d_backward",
    "max_unpool2d_naive",
]
