"""Sizes and windows: how many windows fit, where they lie, and which places they see.

Read sizes.py, which holds the one formula, then seen.py.
"""

from cnnlib.integers import LIMIT, flag, integer, pair, shown
from cnnlib.shapes.seen import places_seen, require_windows_see_image, window_starts
from cnnlib.shapes.sizes import (
    PADDING_NAMES,
    Geometry,
    output_padding_for,
    output_size,
    resolve_padding,
    transposed_output_size,
)

__all__ = [
    "LIMIT",
    "PADDING_NAMES",
    "Geometry",
    "flag",
    "integer",
    "output_padding_for",
    "output_size",
    "pair",
    "places_seen",
    "require_windows_see_image",
    "resolve_padding",
    "shown",
    "transposed_output_size",
    "window_starts",
]
