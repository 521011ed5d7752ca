"""The cited example as it is published; test_precision.py computes its average precision."""

import numpy as np
import pytest

from cnnlib.detection import cited_example


def test_as_published():
    predictions, truths = cited_example()
    assert [len(scores) for _, scores in predictions] == [3, 3, 5, 4, 4, 3, 2]
    assert [len(boxes) for boxes in truths] == [2, 2, 3, 2, 2, 2, 2]
    boxes, scores = predictions[0]
    assert boxes[0].tolist() == [5, 67, 5 + 31 + 1, 67 + 48 + 1]
    assert scores.tolist() == [0.88, 0.70, 0.80]


def test_options_change_what_they_say():
    tied, untied = cited_example()[0], cited_example(first=7)[0]
    assert tied[4][1].max() == tied[6][1].max() == 0.95
    assert untied[6][1].max() > untied[4][1].max() == 0.95
    smaller = cited_example(last_pixel=0)[1]
    assert (np.add(smaller[0], [0, 0, 1, 1]) == cited_example()[1][0]).all()


def test_calls_do_not_share_arrays():
    cited_example()[0][0][1][:] = 0
    assert cited_example()[0][0][1].max() == 0.88


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"last_pixel": 2}, ValueError, "last_pixel must be 0 or 1, got 2"),
        ({"last_pixel": True}, TypeError, "last_pixel must be an integer"),
        ({"first": 6}, ValueError, "first must be None, 5 or 7, got 6"),
    ],
)
def test_errors(options, error, message):
    with pytest.raises(error, match=message):
        cited_example(**options)
