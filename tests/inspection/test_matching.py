"""Normalized correlation: by definition, and where windows are uniform."""

import numpy as np
import pytest

from cnnlib.inspection import match_patch, separate_matches


def test_equals_numpys_correlation_coefficient():
    draw = np.random.default_rng(0)
    image = draw.random((9, 8))
    patch = draw.random((3, 4))
    matches = match_patch(image, patch)
    assert matches.shape == (7, 5)
    for a, b in np.ndindex(matches.shape):
        window = image[a : a + 3, b : b + 4]
        expected = np.corrcoef(window.ravel(), patch.ravel())[0, 1]
        assert matches[a, b] == pytest.approx(expected, abs=1e-12)


def test_a_piece_of_the_image_is_found_whatever_its_brightness_and_contrast():
    image = np.random.default_rng(1).random((20, 30))
    matches = match_patch(image, 5 + 3 * image[4:10, 7:12])
    assert np.unravel_index(matches.argmax(), matches.shape) == (4, 7)
    assert matches.max() == pytest.approx(1)
    assert match_patch(image, -image[4:10, 7:12])[4, 7] == pytest.approx(-1)


def test_uniform_windows_match_nothing():
    image = np.full((6, 9), 0.1, np.float32)
    image[:, 6:] = np.random.default_rng(2).random((6, 3))
    matches = match_patch(image, image[1:4, 6:9])
    assert np.isfinite(matches).all()
    assert (matches[:, :4] == 0).all()
    assert abs(matches).max() <= 1 + 1e-12


@pytest.mark.parametrize(
    ("image", "patch", "message"),
    [
        (np.zeros((3, 4, 4)), np.eye(2), "planes"),
        (np.eye(4), np.ones(4), "planes"),
        (np.eye(4), np.eye(5), "fit"),
        (np.eye(4), np.zeros((0, 2)), "fit"),
        (np.eye(4), np.full((2, 2), 0.3), "uniform"),
    ],
)
def test_refusals(image, patch, message):
    with pytest.raises(ValueError, match=message):
        match_patch(image, patch)


def test_separate_matches_are_the_best_and_do_not_overlap():
    matches = np.zeros((9, 9))
    matches[4, 4], matches[4, 5], matches[4, 7], matches[1, 4] = 1.0, 0.95, 0.9, 0.8
    matches[0, 0] = 0.4
    assert separate_matches(matches, (3, 3), 0.5) == [(4, 4), (4, 7), (1, 4)]
    assert separate_matches(matches, (4, 4), 0.3) == [(4, 4), (0, 0)]
    assert separate_matches(matches, (3, 3), 1.5) == []
    assert matches[4, 4] == 1.0  # the argument stays as it is


def test_separate_matches_take_a_plane():
    with pytest.raises(ValueError, match="plane"):
        separate_matches(np.zeros(4), (1, 1), 0.5)
