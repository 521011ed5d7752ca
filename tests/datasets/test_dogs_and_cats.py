"""Three sources, one interface: drawn animals, a folder of photographs, Oxford's set."""

import numpy as np
import pytest
from PIL import Image

from cnnlib.datasets import get_dogs_and_cats_data, pets
from cnnlib.datasets.dogs_and_cats import open_dogs_and_cats
from cnnlib.datasets.image_files import UnreadableImageError

BLUE, RED = (0, 0, 255), (255, 0, 0)


@pytest.fixture
def folder(tmp_path):
    """Make 6 blue cats and 4 red dogs to train, one of each to test, of different sizes."""
    for split, cats, dogs in (("train", 6, 4), ("test", 1, 1)):
        for species, count, color in (("cat", cats, BLUE), ("dog", dogs, RED)):
            place = tmp_path / "photos" / split / species
            place.mkdir(parents=True)
            for index in range(count):
                Image.new("RGB", (50 + index, 40), color).save(place / f"{species}{index}.png")
    return tmp_path / "photos"


def test_drawn_is_the_default(cache):
    images, labels = get_dogs_and_cats_data(resize=(32, 32), n_images=6)
    assert (images.shape, images.dtype) == ((6, 3, 32, 32), np.float32)
    assert (labels.shape, labels.dtype) == ((6,), np.int64)
    assert 0 <= images.min() < images.max() <= 1
    assert np.array_equal(images, pets(6, size=32, seed=0).images)


def test_splits_have_animals_of_their_own(cache):
    train, valid, test = (
        get_dogs_and_cats_data(n_images=4, split=split).images
        for split in ("train", "valid", "test")
    )
    assert not np.array_equal(train, valid)
    assert not np.array_equal(train, test)
    assert not np.array_equal(valid, test)


@pytest.mark.parametrize(
    ("resize", "shape"), [(48, (48, 48)), ((20, 30), (20, 30)), ((224, 224), (224, 224))]
)
def test_any_size_is_drawn(cache, resize, shape):
    images = get_dogs_and_cats_data(resize=resize, n_images=2).images
    assert images.shape == (2, 3, *shape)
    reference = pets(2, size=32).images
    assert images.mean(axis=(2, 3)) == pytest.approx(reference.mean(axis=(2, 3)), abs=0.03)


def test_a_folder_of_photographs(folder):
    images, labels = get_dogs_and_cats_data((8, 12), n_images=10, source=folder)
    assert images.shape == (10, 3, 8, 12)
    assert np.bincount(labels).tolist() == [6, 4]
    for label, color in ((0, BLUE), (1, RED)):
        assert np.array_equal(images[labels == label].mean(axis=(0, 2, 3)) * 255, color)
    assert len(get_dogs_and_cats_data(8, 2, source=str(folder), split="test").labels) == 2


def test_photographs_are_picked_at_random_but_by_the_seed_alone(folder):
    def picked(seed):
        return get_dogs_and_cats_data(8, 5, source=folder, seed=seed).labels.tolist()

    assert picked(0) == picked(0)
    assert len({tuple(picked(seed)) for seed in range(8)}) > 1


def test_more_than_there_are_is_refused(folder):
    with pytest.raises(ValueError, match="asked for 11 images, but the train split has 10"):
        get_dogs_and_cats_data(8, 11, source=folder)


def test_unreadable_files_are_named_and_skipped_only_when_asked(folder):
    for name in ("cat/cat1.png", "dog/dog2.png"):
        (folder / "train" / name).write_bytes(b"no image")
    with pytest.raises(UnreadableImageError, match=r"(?s)cat1\.png.*skip_unreadable=True") as error:
        get_dogs_and_cats_data(8, 10, source=folder)
    assert "dog2.png" in str(error.value)
    both = r"(?s)skipped unreadable images:.*(cat1.*dog2|dog2.*cat1)"
    with pytest.warns(UserWarning, match=both), pytest.raises(ValueError, match="split has 8"):
        get_dogs_and_cats_data(8, 9, source=folder, skip_unreadable=True)


@pytest.mark.filterwarnings("ignore:skipped unreadable")
def test_others_take_the_place_of_unreadable_files(folder):
    (folder / "train" / "cat" / "cat1.png").write_bytes(b"no image")
    for seed in range(5):
        data = get_dogs_and_cats_data(8, 9, source=folder, seed=seed, skip_unreadable=True)
        assert np.bincount(data.labels).tolist() == [5, 4]


def test_folders_that_hold_nothing_are_refused(folder, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"expected images in .*valid/cat.*no such folder"):
        get_dogs_and_cats_data(8, 1, source=folder, split="valid")
    with pytest.raises(FileNotFoundError, match=r"oxford' or a folder that exists, got '.*none'"):
        get_dogs_and_cats_data(8, 1, source=tmp_path / "none")
    for file in (folder / "train" / "dog").iterdir():
        file.unlink()
    with pytest.raises(FileNotFoundError, match=r"train/dog.*holds no \.jpg"):
        get_dogs_and_cats_data(8, 1, source=folder)


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"split": "all"}, ValueError, "split must be one of .* got 'all'"),
        ({"n_images": 0}, ValueError, "n_images must be at least 1, got 0"),
        ({"n_images": 2.5}, TypeError, "n_images must be an integer, got 2.5"),
        ({"resize": (32, 0)}, ValueError, "resize"),
        ({"resize": (32, 32, 3)}, (TypeError, ValueError), "resize"),
    ],
)
def test_what_makes_no_sense_is_refused(options, kind, words):
    with pytest.raises(kind, match=words):
        get_dogs_and_cats_data(**options)


def test_a_source_counts_its_images_before_it_reads_one(folder):
    (folder / "train" / "cat" / "cat0.png").write_bytes(b"no image")
    source = open_dogs_and_cats("train", 8, folder)
    assert source.labels.tolist() == 6 * [0] + 4 * [1]
    assert source.read(9).shape == (8, 8, 3)
    with pytest.raises(UnreadableImageError, match=r"cat0\.png"):
        source.read(0)
