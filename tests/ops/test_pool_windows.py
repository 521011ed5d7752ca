"""What pooling operators share: windows counted one by one, and sums taken place by place."""

import numpy as np
import pytest

from cnnlib.ops import pool_windows
from cnnlib.shapes import Geometry, places_seen

# size, kernel, stride, padding, dilation, ceil_mode
GEOMETRIES = [
    ((4, 4), 2, 2, 0, 1, False),
    ((5, 6), (2, 3), (1, 2), 1, 1, True),
    ((7, 5), 3, 2, ((1, 0), (0, 2)), 1, True),
    ((8, 9), 3, 2, 1, 2, False),
    ((6, 7), 2, 3, 0, 1, True),
]


@pytest.fixture(params=GEOMETRIES, ids=str)
def geometry(request):
    return Geometry.of(*request.param)


def seen_by_hand(geometry, a, b, limit_low, limit_high):
    """List the places of window (a, b) that lie from limit_low to below limit_high."""
    places = []
    for i, j in np.ndindex(geometry.kernel):
        row = a * geometry.stride[0] + i * geometry.dilation[0] - geometry.padding[0][0]
        column = b * geometry.stride[1] + j * geometry.dilation[1] - geometry.padding[1][0]
        if all(
            low <= p < high
            for low, p, high in zip(limit_low, (row, column), limit_high, strict=True)
        ):
            places.append((row, column))
    return places


def test_window_places_and_their_counts(geometry):
    low = [-before for before, _ in geometry.padding]
    high = [n + after for n, (_, after) in zip(geometry.size, geometry.padding, strict=True)]
    for padded, limits in ((False, ((0, 0), geometry.size)), (True, (low, high))):
        rows, columns = (places_seen(geometry, axis, padded) for axis in (0, 1))
        for a, b in np.ndindex(geometry.output):
            expected = seen_by_hand(geometry, a, b, *limits)
            assert [*pool_windows.window_places(geometry, a, b, padded)] == expected
            assert rows[a] * columns[b] == len(expected)


@pytest.mark.parametrize(
    ("combine", "neutral", "reduce"), [(np.add, 0, sum), (np.maximum, -np.inf, max)]
)
def test_combined_windows(geometry, combine, neutral, reduce):
    planes = np.random.default_rng(0).integers(-9, 10, (2, *geometry.size)).astype(float)
    result = pool_windows.combine_windows(planes, geometry, combine, neutral)
    for p, a, b in np.ndindex(result.shape):
        places = seen_by_hand(geometry, a, b, (0, 0), geometry.size)
        assert result[p, a, b] == reduce(planes[p, row, column] for row, column in places)


def test_taps_say_which_window_sees_which_place(geometry):
    seen = {window: [] for window in np.ndindex(geometry.output)}
    windows = np.arange(np.prod(geometry.output)).reshape(1, *geometry.output)
    places = np.arange(np.prod(geometry.size)).reshape(1, *geometry.size)
    for _, of_windows, of_places in pool_windows.plane_taps(geometry):
        for window, place in zip(windows[of_windows].flat, places[of_places].flat, strict=True):
            seen[np.unravel_index(window, geometry.output)].append(
                tuple(map(int, np.unravel_index(place, geometry.size)))
            )
    for (a, b), taken in seen.items():
        assert taken == seen_by_hand(geometry, a, b, (0, 0), geometry.size)


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "expected"),
    [(2, 2, 1, True), (3, 2, 1, False), (2, 2, 2, False), (2, 3, 2, True), (1, 1, 1, True)],
)
def test_disjoint_windows(kernel, stride, dilation, expected):
    geometry = Geometry.of((9, 9), kernel, stride, 0, dilation)
    assert pool_windows.windows_are_disjoint(geometry, 0) is expected
