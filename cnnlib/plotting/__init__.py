"""Figures of the course: functions that take arrays and axes, draw, and return the axes.

Nothing here computes a result: what a figure shows was computed and printed by the caller.
All colors, sizes and fonts are in :mod:`cnnlib.plotting.style`.
"""

from cnnlib.plotting.blocks import show_layer_blocks
from cnnlib.plotting.boxes import show_boxes
from cnnlib.plotting.class_maps import show_class_maps
from cnnlib.plotting.connections import show_connections, show_local_fields
from cnnlib.plotting.curves import compare_bars, plot_curves, plot_history
from cnnlib.plotting.dependencies import show_dependencies
from cnnlib.plotting.evidence import show_evidence
from cnnlib.plotting.graphs import show_graph
from cnnlib.plotting.grids import show_images
from cnnlib.plotting.matrices import show_matrices, show_matrix
from cnnlib.plotting.mosaics import show_mosaic, show_overlay, show_overlays
from cnnlib.plotting.pipeline import show_pipeline
from cnnlib.plotting.receptive_fields import show_cone, show_fields, show_nested_fields
from cnnlib.plotting.sharing import show_shared_weights
from cnnlib.plotting.strip_layers import show_strip_layers
from cnnlib.plotting.tradeoffs import show_tradeoff
from cnnlib.plotting.window_places import show_strips, show_window_places

__all__ = [
    "compare_bars",
    "plot_curves",
    "plot_history",
    "show_boxes",
    "show_class_maps",
    "show_cone",
    "show_connections",
    "show_dependencies",
    "show_evidence",
    "show_fields",
    "show_graph",
    "show_images",
    "show_layer_blocks",
    "show_local_fields",
    "show_matrices",
    "show_matrix",
    "show_mosaic",
    "show_nested_fields",
    "show_overlay",
    "show_overlays",
    "show_pipeline",
    "show_shared_weights",
    "show_strip_layers",
    "show_strips",
    "show_tradeoff",
    "show_window_places",
]
