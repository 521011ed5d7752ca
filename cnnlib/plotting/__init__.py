"""Figures of the course: functions that take arrays and axes, draw, and return the axes.

Nothing here computes a result: what a figure shows was computed and printed by the caller.
All colors, sizes and fonts are in :mod:`cnnlib.plotting.style`.
"""

from cnnlib.plotting.curves import compare_bars, plot_curves
from cnnlib.plotting.grids import show_images
from cnnlib.plotting.matrices import show_matrices, show_matrix
from cnnlib.plotting.sharing import show_shared_weights

__all__ = [
    "compare_bars",
    "plot_curves",
    "show_images",
    "show_matrices",
    "show_matrix",
    "show_shared_weights",
]
