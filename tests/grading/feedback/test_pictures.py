"""Pictures say in words and frames where two maps differ."""

import xml.etree.ElementTree as ET

import pytest

from cnnlib.grading.feedback.pictures import differing, drawing, pair

EXPECTED = [[0.0, 1.0], [2.0, 3.0]]
GOT = [[0.0, 1.0], [2.0, 5.0]]


def test_a_pair_is_drawn_on_one_scale():
    (one, expected), (other, got) = pair({"expected": EXPECTED, "got": GOT})
    assert (one, other) == ("expected", "yours")
    assert "expected: 2 × 2 values from 0 to 3" in expected
    assert "yours: 2 × 2 values from 0 to 5, 1 of them differ, first at row 1, column 1" in got
    shades = [r.get("fill") for r in ET.fromstring(expected).iter() if r.get("fill")]
    assert shades[0] == "#eff3ff"
    assert shades[-1] != "#08306b"  # 5 is darker


def test_wrong_places_are_framed():
    frames = [r for r in ET.fromstring(drawing(GOT, (0, 5), {(1, 1)}, "yours")) if r.get("stroke")]
    assert [(r.get("x"), r.get("y")) for r in frames] == [("19", "19")]


@pytest.mark.parametrize(
    ("expected", "got", "places"),
    [
        (EXPECTED, EXPECTED, set()),
        (EXPECTED, [[0.0, 1.0]], {(0, 0), (0, 1)}),
        ([[0.0]], [[1e-9]], {(0, 0)}),
        ([[1e6]], [[1e6 + 1e-3]], set()),
    ],
)
def test_places_that_differ(expected, got, places):
    assert differing(expected, got) == places


def test_a_constant_map_is_drawn():
    assert "from 2 to 2" in drawing([[2.0]], (2.0, 2.0), set(), "yours")
