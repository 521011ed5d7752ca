"""Figures as WebP: lossless where that is light, at half their size where that saves."""

import numpy as np
import pytest
from bs4 import BeautifulSoup
from course_pictures import HALF_IF_BELOW, choose_sources, convert
from PIL import Image

NAME = "ab" * 32


def save(folder, pixels):
    """Write pixels as a figure of a notebook."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{NAME}.png"
    Image.fromarray(pixels).save(path)
    return path


def drawing():
    """Return a white board with a black frame."""
    pixels = np.full((200, 300, 3), 255, np.uint8)
    pixels[20:180, 20] = pixels[20:180, 280] = 0
    return pixels


def noise(seed=0):
    """Return what no lossless encoder makes small, smooth enough for a lossy one."""
    coarse = np.random.default_rng(seed).integers(0, 255, (40, 60, 3), np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((1200, 800), Image.Resampling.BICUBIC))


def test_a_drawing_keeps_every_pixel(tmp_path):
    convert(save(tmp_path / "in", drawing()), tmp_path / "out")
    with Image.open(tmp_path / "out" / f"{NAME}.webp") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGB")), drawing())


def test_a_photograph_becomes_light_in_two_sizes(tmp_path):
    source = save(tmp_path / "in", noise())
    convert(source, tmp_path / "out")
    whole, half = (tmp_path / "out" / f"{NAME}{end}.webp" for end in ("", "-half"))
    assert whole.stat().st_size < source.stat().st_size / 4
    assert half.stat().st_size < HALF_IF_BELOW * whole.stat().st_size
    with Image.open(half) as picture:
        assert picture.size == (600, 400)


def test_what_is_there_is_not_made_again(tmp_path):
    source = save(tmp_path / "in", drawing())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"{NAME}.webp").write_bytes(b"there")
    convert(source, tmp_path / "out")
    assert (tmp_path / "out" / f"{NAME}.webp").read_bytes() == b"there"


@pytest.mark.parametrize("half", [True, False])
def test_a_page_names_what_there_is(tmp_path, half):
    (tmp_path / f"{NAME}.webp").touch()
    if half:
        (tmp_path / f"{NAME}-half.webp").touch()
    body = BeautifulSoup(f'<img src="../_images/{NAME}.png" width="500"/>', "html.parser")
    choose_sources(body, tmp_path)
    assert body.img["src"] == f"../_images/{NAME}.webp"
    candidates = f"../_images/{NAME}-half.webp 500w, ../_images/{NAME}.webp 1000w"
    assert body.img.get("srcset") == (candidates if half else None)


def test_other_images_stay(tmp_path):
    body = BeautifulSoup('<img src="logo.png"/>', "html.parser")
    choose_sources(body, tmp_path)
    assert body.img.attrs == {"src": "logo.png"}
