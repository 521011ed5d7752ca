"""What regions look like: by hand, and joined ones as if looked at anew."""

import numpy as np
import pytest

from cnnlib.detection.region_table import COLOR_BINS, RegionTable, joined_boxes

LABELS = np.array([[0, 0, 1], [0, 1, 1]])


def random_image(seed, shape=(3, 9, 8)):
    return np.random.default_rng(seed).random(shape)


def test_by_hand():
    table = RegionTable.of(np.where(LABELS, 0.99, 0.5)[None], LABELS)
    assert table.sizes.tolist() == [3, 3]
    assert table.corners.tolist() == [[0, 0, 2, 2], [1, 0, 3, 2]]
    expected = np.zeros((2, COLOR_BINS))
    expected[0, COLOR_BINS // 2] = expected[1, -1] = 1
    assert np.array_equal(table.colors, expected)


def test_every_histogram_sums_to_one_and_extremes_count():
    image = random_image(0)
    image[:, 0, 0], image[:, 0, 1] = 0, 1
    table = RegionTable.of(image, np.indices((9, 8)).sum(axis=0) // 6)
    assert table.colors.sum(axis=1) == pytest.approx(1)
    assert table.textures.sum(axis=1) == pytest.approx(1)


def test_textures_tell_a_rise_from_a_fall():
    ramp = np.tile(np.linspace(0, 1, 12), (12, 1))
    labels = np.zeros((12, 24), int)
    labels[:, 12:] = 1
    table = RegionTable.of(np.hstack([ramp, ramp[:, ::-1]])[None], labels)
    common = np.minimum(*table.textures).sum()
    assert common < 0.8
    table = RegionTable.of(np.hstack([ramp, ramp])[None, :, :], labels)
    assert np.minimum(*table.textures).sum() > common


@pytest.mark.parametrize("seed", range(5))
def test_joining_needs_no_second_look(seed):
    image = random_image(seed)
    labels = np.random.default_rng(seed).permutation(np.arange(72) % 3).reshape(9, 8)
    table = RegionTable.of(image, labels).with_room(1)
    table.join(0, 1, target=3)
    anew = RegionTable.of(image, np.array([0, 0, 1])[labels])
    assert table.sizes[3] == anew.sizes[0]
    assert table.corners[3].tolist() == anew.corners[0].tolist()
    np.testing.assert_allclose(table.colors[3], anew.colors[0])
    np.testing.assert_allclose(table.textures[3], anew.textures[0])


def test_joined_boxes():
    one = np.array([0, 0, 2, 2])
    assert joined_boxes(one, np.array([[1, 1, 3, 2], [0, 0, 1, 1]])).tolist() == [
        [0, 0, 3, 2],
        [0, 0, 2, 2],
    ]
