"""Arrays from outside: what is read, and what is refused before it is silently something else."""

from types import SimpleNamespace

import numpy as np
import pytest
from torch import nn

from cnnlib import datasets, gradcheck, inspection, plotting, receptive_field, training
from cnnlib.arrays import real_numbers, unmasked

MASKED = np.ma.masked_array([[0.5, 1e20], [0.25, 1.0]], mask=[[False, True], [False, False]])


def test_what_is_no_masked_array_is_read_as_it_is():
    a = np.ones(3, np.float32)
    assert unmasked(a, "a") is a
    assert unmasked([["x"]], "a").shape == (1, 1)
    assert unmasked(np.ones((2, 3)).T, "a", order="C").flags.c_contiguous


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint16, np.float16, np.float64])
def test_real_numbers_keep_their_type(dtype):
    assert real_numbers(np.ones(2, dtype), "a").dtype == dtype


@pytest.mark.parametrize("wrong", [[1j], ["1"], [None], np.array(["2026"], "M8[Y]"), MASKED])
def test_nothing_else_is_real_numbers(wrong):
    with pytest.raises(TypeError, match=r"^a (must hold real numbers, got|is a masked array)"):
        real_numbers(wrong, "a")


def net():
    return nn.Sequential(nn.Conv2d(1, 2, 1), nn.Flatten(), nn.Linear(8, 2))


# Called with a masked array in the place of each argument that takes an array.
TAKERS = [
    lambda a: gradcheck.relative_error(a, a),
    lambda a: training.accuracy(a > 0, np.ones((2, 2), int)),
    lambda a: training.fit(net(), a[None, None], [0], epochs=1),
    lambda a: training.fit(net(), np.ones((1, 1, 2, 2)), np.ma.masked_array([0], [True]), epochs=1),
    lambda a: training.predict(net(), a[None, None]),
    lambda a: inspection.saliency(net(), a[None]),
    lambda a: inspection.for_display(a[None, None]),
    lambda a: inspection.resize_map(a, (4, 4)),
    lambda a: inspection.map_by_centers(a, SimpleNamespace(center=(0, 0), jump=(1, 1)), (2, 2)),
    lambda a: inspection.match_patch(a, [[1.0, 2.0]]),
    lambda a: inspection.top_patches(net(), "0", a[None, None], unit=0),
    lambda a: receptive_field.field_width(a),
    lambda a: datasets.shift(a, 1, 0),
    lambda a: datasets.permute_pixels(a),
    lambda a: plotting.show_matrix(a),
    lambda a: plotting.show_images([a]),
]


@pytest.mark.parametrize("taker", TAKERS)
def test_no_public_function_reads_what_a_mask_hides(taker):
    with pytest.raises(TypeError, match=r"is a masked array.*\.filled\(0\)"):
        taker(MASKED)
