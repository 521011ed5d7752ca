"""What windows see: counted window by window, tap by tap."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnlib.shapes import Geometry, places_seen, require_windows_see_image, window_starts
from cnnlib.shapes.seen import seeable_places


def seen_by_hand(geometry, axis, low, high):
    """List, for every window, its places from low to below high."""
    before = geometry.padding[axis][0]
    windows = []
    for a in range(geometry.output[axis]):
        start = a * geometry.stride[axis] - before
        taps = [start + i * geometry.dilation[axis] for i in range(geometry.kernel[axis])]
        windows.append([place for place in taps if low <= place < high])
    return windows


@st.composite
def geometries(draw):
    """Draw a geometry; with `ceil_mode` a window may reach beyond the padding."""
    size = draw(st.tuples(st.integers(1, 7), st.integers(1, 7)))
    window = [draw(st.integers(1, 3)) for _ in range(2)]
    sides = tuple(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))) for _ in range(2))
    try:
        return Geometry.of(size, *window, sides, draw(st.integers(1, 3)), draw(st.booleans()))
    except ValueError:
        assume(False)


@given(geometries(), st.integers(0, 1))
def test_starts_and_counts_of_every_window(geometry, axis):
    before, after = geometry.padding[axis]
    n = geometry.size[axis]
    starts = [a * geometry.stride[axis] - before for a in range(geometry.output[axis])]
    assert window_starts(geometry, axis).tolist() == starts
    for padded, low, high in ((False, 0, n), (True, -before, n + after)):
        assert [*seeable_places(geometry, axis, padded)] == [*range(low, high)]
        counts = [len(places) for places in seen_by_hand(geometry, axis, low, high)]
        assert places_seen(geometry, axis, padded).tolist() == counts


@given(geometries())
def test_refused_is_a_window_that_sees_nothing_of_the_image(geometry):
    empty = None
    for axis, name in ((1, "columns"), (0, "rows")):
        counts = [len(places) for places in seen_by_hand(geometry, axis, 0, geometry.size[axis])]
        if 0 in counts:
            empty = f"of the {name} is too wide: window {counts.index(0)} of {len(counts)} sees"
    if empty is None:
        require_windows_see_image(geometry)
    else:
        with pytest.raises(ValueError, match=re.escape(empty)):
            require_windows_see_image(geometry)


def test_advice_is_right_half_of_the_kernel_is_never_too_wide():
    for kernel in range(1, 8):
        for n, stride, ceil_mode in np.ndindex(5, 5, 2):
            for padding in range(kernel // 2 + 1):
                if n + 1 + 2 * padding >= kernel:
                    size = (n + 1, n + 1)
                    window = kernel, stride + 1, padding, 1, bool(ceil_mode)
                    require_windows_see_image(Geometry.of(size, *window))
