"""What does not fit is refused with what came and what was expected."""

import numpy as np
import pytest

from cnnlib.explorers import FcnOverlay
from cnnlib.receptive_field import FieldGrid

IMAGE = np.full((3, 8, 12), 0.5)
TRUTH = np.zeros((8, 12), int)
SCORES = {4: np.zeros((2, 2, 3)), 2: np.zeros((2, 4, 6))}
GOOD = {"image": IMAGE, "truth": TRUTH, "scores": SCORES, "names": ["no", "yes"]}


def test_the_good_ones_are_taken():
    assert FcnOverlay(**GOOD).map(4).shape == (8, 12)
    assert FcnOverlay(**GOOD, fields={2: FieldGrid((3, 3), (2, 2), (0, 0))}, stride=2, cell=(3, 5))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"image": np.zeros((8, 12))}, r"shape \(3, H, W\), got float64 of shape \(8, 12\)"),
        ({"image": 2 * IMAGE + 1}, r"in \[0, 1\], got 2 to 2"),
        ({"image": IMAGE * np.nan}, "got nan to nan"),
        ({"image": np.zeros((3, 8, 300))}, "1 to 256 rows and columns"),
        ({"truth": TRUTH[:4]}, r"shape \(8, 12\) of the image, got int64 of shape \(4, 12\)"),
        ({"truth": TRUTH + 0.5}, "must hold integers"),
        ({"truth": TRUTH + 2}, "classes 0 to 1, as there are 2 names, got 2 to 2"),
        ({"names": ["only"]}, "2 to 6 classes, got 1"),
        ({"scores": {}}, "one to 4 strides"),
        ({"scores": {4: np.zeros((2, 3, 3))}}, r"\(2, 2, 3\), got float64 of shape \(2, 3, 3\)"),
        ({"scores": {8: np.zeros((2, 1, 1))}}, r"multiples of the stride 8, got \(8, 12\)"),
        ({"scores": {1: np.zeros((2, 8, 12))}}, "at most 10 cells along an axis"),
        ({"scores": {4: SCORES[4] + np.inf}}, "must be finite"),
        ({"fields": {8: FieldGrid()}}, "name the stride 8"),
        ({"fields": {4: FieldGrid()}}, "must lie 4 apart"),
        ({"stride": 8}, r"one of \[4, 2\], got 8"),
        ({"opacity": 11}, "0 to 10, tenths, got 11"),
        ({"cell": (2, 0)}, "2 by 3 cells"),
    ],
)
def test_misfits_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        FcnOverlay(**GOOD | changed)


def test_wrong_types_are_refused():
    with pytest.raises(TypeError, match="names must be a sequence"):
        FcnOverlay(**GOOD | {"names": None})
    with pytest.raises(TypeError, match="must be a FieldGrid"):
        FcnOverlay(**GOOD, fields={4: 22})


def test_an_image_comes_first():
    with pytest.raises(ValueError, match="truth and names without an image"):
        FcnOverlay(truth=TRUTH, names=["no", "yes"])
