"""What both operators on regions refuse, and how they read what they take."""

import numpy as np
import pytest

from cnnlib.detection.regions import Regions

X = np.zeros((2, 3, 5, 4))
ROIS = np.array([[1.0, 0, 2, 4, 6]])


def test_reading():
    call = Regions.of(X, ROIS, 2, 0.5)
    assert call.output_shape == (1, 3, 2, 2)
    assert call.images().tolist() == [1]
    assert call.corners().tolist() == [[0, 1, 2, 3]]
    assert call.gradient(np.ones((1, 3, 2, 2))).shape == (1, 3, 2, 2)
    assert Regions.of(X, np.zeros((0, 5)), (1, 3), 1.0).output_shape == (0, 3, 1, 3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((X[0], ROIS, 2, 1.0), ValueError, r"x must have the shape \(N, C, H, W\)"),
        ((X + np.nan, ROIS, 2, 1.0), ValueError, "x holds NaN"),
        ((X.astype(np.float32), ROIS, 2, 1.0), TypeError, "must have the same dtype"),
        ((X.astype(int), ROIS, 2, 1.0), TypeError, "x must be float32 or float64, got int64"),
        ((X, ROIS[:, 1:], 2, 1.0), ValueError, r"boxes must have the shape \(K, 5\)"),
        ((X, np.array([[2.0, 0, 0, 1, 1]]), 2, 1.0), ValueError, "names the image 2"),
        ((X, np.array([[0.0, 5, 5, 1, 1]]), 2, 1.0), ValueError, r"boxes\[0\] has x2 < x1"),
        ((X, ROIS, 0, 1.0), ValueError, "output_size must be at least 1, got 0"),
        ((X, ROIS, (1, 2, 3), 1.0), ValueError, "output_size must be one integer or"),
        ((X, ROIS, (2**20, 2**20), 1.0), ValueError, "output_size .* makes more than"),
        ((X, ROIS, 2, 0), ValueError, "spatial_scale must be above 0"),
        ((X, ROIS, 2, -1.0), ValueError, "spatial_scale must be above 0, got -1"),
        ((X, ROIS, 2, "1"), TypeError, "spatial_scale must be a number"),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=message):
        Regions.of(*arguments)


def test_gradient_refused():
    call = Regions.of(X, ROIS, 2, 1.0)
    with pytest.raises(ValueError, match=r"grad_output must have the shape \(1, 3, 2, 2\)"):
        call.gradient(np.zeros((1, 3, 2, 1)))
    with pytest.raises(ValueError, match="grad_output holds NaN"):
        call.gradient(np.full((1, 3, 2, 2), np.nan))
    with pytest.raises(TypeError, match="grad_output is float32"):
        call.gradient(np.zeros((1, 3, 2, 2), np.float32))
