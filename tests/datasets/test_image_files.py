"""Photographs are read upright and scaled; damaged files are named."""

import numpy as np
import pytest
from PIL import Image

from cnnlib.datasets.image_files import (
    UnreadableImageError,
    labelled_files,
    read_image,
    report,
)


def gradient(rows=40, columns=60):
    """Return an image whose red grows to the right and whose green grows downwards."""
    image = np.zeros((rows, columns, 3), np.uint8)
    image[..., 0] = np.linspace(0, 250, columns)
    image[..., 1] = np.linspace(0, 250, rows)[:, None]
    return image


def test_a_file_without_loss_comes_back_as_it_is(tmp_path):
    Image.fromarray(gradient()).save(tmp_path / "one.png")
    assert np.array_equal(read_image(tmp_path / "one.png"), gradient())


def test_scaled_to_rows_and_columns(tmp_path):
    Image.fromarray(gradient()).save(tmp_path / "one.png")
    small = read_image(tmp_path / "one.png", resize=(8, 6)).astype(int)
    assert small.shape == (8, 6, 3)
    means = gradient().reshape(8, 5, 6, 10, 3).mean(axis=(1, 3))
    assert np.abs(small - means)[1:-1, 1:-1].max() <= 3


def test_a_large_jpeg_is_scaled_as_if_it_were_decoded_in_full(tmp_path):
    Image.fromarray(gradient(800, 1200)).save(tmp_path / "one.jpg", quality=95)
    with Image.open(tmp_path / "one.jpg") as picture:
        expected = np.asarray(picture.resize((30, 20), Image.Resampling.BILINEAR), int)
    assert np.abs(read_image(tmp_path / "one.jpg", resize=(20, 30)) - expected).max() <= 4


def test_a_photograph_taken_sideways_is_turned_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    Image.fromarray(gradient()).save(tmp_path / "one.png", exif=exif)
    assert np.array_equal(read_image(tmp_path / "one.png"), np.rot90(gradient(), -1))


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "RGBA"])
def test_every_kind_of_file_becomes_red_green_blue(tmp_path, mode):
    ending = "tif" if mode == "CMYK" else "png"
    Image.fromarray(gradient()).convert(mode).save(tmp_path / f"one.{ending}")
    assert read_image(tmp_path / f"one.{ending}").shape == (40, 60, 3)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_file_that_is_cut_off_is_named(tmp_path, ending):
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    path = tmp_path / f"half.{ending}"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnreadableImageError, match=rf"cannot read .*half\.{ending}"):
        read_image(path, resize=(8, 8))


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>"])
def test_a_file_that_is_no_image_is_named(tmp_path, content):
    path = tmp_path / "page.jpg"
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError, match=r"cannot read .*page\.jpg: no image"):
        read_image(path)


def test_a_missing_file_stays_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_image(tmp_path / "none.jpg")


def test_files_are_sorted_by_class_and_name(tmp_path):
    for name in ("dog/b.JPG", "dog/a.png", "cat/z.jpeg", "cat/notes.txt", "bird/a.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    paths, labels = labelled_files(tmp_path, ("cat", "dog"))
    assert [path.name for path in paths] == ["z.jpeg", "a.png", "b.JPG"]
    assert labels.tolist() == [0, 1, 1]


def test_missing_and_empty_folders_say_what_was_expected(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"cat/one\.jpg; there is no such folder"):
        labelled_files(tmp_path, ("cat", "dog"))
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "notes.txt").write_text("no image")
    with pytest.raises(FileNotFoundError, match=r"cat/one\.jpg; the folder holds no \.jpg"):
        labelled_files(tmp_path, ("cat", "dog"))


def test_a_report_names_ten_and_counts_the_rest():
    errors = [UnreadableImageError(f"cannot read {index}.jpg: no image") for index in range(13)]
    report([], skip=False)
    with pytest.raises(UnreadableImageError, match=r"(?s)0\.jpg.*9\.jpg.*and 3 more.*skip_unread"):
        report(errors, skip=False)
    with pytest.warns(UserWarning, match=r"(?s)skipped unreadable images:.*9\.jpg.*and 3 more"):
        report(errors, skip=True)
