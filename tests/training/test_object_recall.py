"""Objects count once each, in the group of their size."""

import numpy as np
import pytest

from cnnlib.training import recall_by_size

BOXES = [[[0, 0, 4, 2]], [[0, 0, 5, 8], [8, 8, 12, 12]]]


def maps():
    truth = np.zeros((2, 16, 16), int)
    for number, boxes in enumerate(BOXES):
        for x1, y1, x2, y2 in boxes:
            truth[number, y1:y2, x1:x2] = 1 + (x1 > 0)
    return truth


def test_all_found_and_nothing_found():
    truth = maps()
    assert recall_by_size(truth, truth, BOXES, limits=[4]).tolist() == [1, 1]
    assert recall_by_size(np.zeros_like(truth), truth, BOXES, limits=[4]).tolist() == [0, 0]


def test_a_limit_belongs_to_the_smaller_group_and_objects_count_once():
    truth = maps()
    called = truth.copy()
    called[0] = 0  # one of the two objects of 4 is lost
    called[1, 4:8] = 0  # half of the object of 8
    assert recall_by_size(called, truth, BOXES, limits=[4]).tolist() == [0.5, 0.5]
    found = recall_by_size(called, truth, BOXES, limits=[3, 4, 7])
    np.testing.assert_array_equal(found, [np.nan, 0.5, np.nan, 0.5])


def test_background_in_the_box_does_not_count_and_a_wrong_class_is_a_miss():
    truth = maps()
    called = np.where(truth == 2, 1, truth)
    wide = [BOXES[0], [[0, 0, 6, 8], [7, 7, 13, 13]]]
    assert recall_by_size(called, truth, wide, limits=[6]).tolist() == [0.5, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"prediction": np.zeros((1, 16, 16), int)}, r"got predictions \(1, 16, 16\)"),
        ({"boxes": BOXES[:1]}, "and 1 entries"),
        ({"limits": [8, 8]}, "limits must rise"),
        ({"limits": [8, 4]}, "limits must rise"),
    ],
)
def test_what_does_not_fit_is_refused(change, words):
    arguments = {"prediction": maps(), "truth": maps(), "boxes": BOXES}
    with pytest.raises(ValueError, match=words):
        recall_by_size(**{**arguments, **change})
