"""Figures of the notebooks as WebP, in two sizes where the smaller one is lighter.

matplotlib writes PNG at twice the size that a page shows. Line drawings become lossless WebP;
where that is heavy, as for photographs, a lossy one takes its place. Half the size follows for
screens of low density and for phones, unless it saves little. Pictures are named by their content,
so a picture that lies in the folder of the site already is not made again.
"""

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)
NOTEBOOK_IMAGE_NAME = 64  # hexadecimal digits: myst-nb names its images by their sha256
HEAVY = 40_000  # bytes of a lossless picture beyond which a lossy one is tried
LOSSY_IF_BELOW = 0.7  # of the lossless picture's bytes
HALF_IF_BELOW = 0.75  # of the whole picture's bytes
QUALITY = 85
RETINA = 2  # pixels of a figure's PNG to one CSS pixel
PHONE = "(max-width: 768px) calc(100vw - 2.2rem)"  # what a picture may take there


def encoded(picture: Image.Image) -> bytes:
    """WebP, lossless unless that is heavy and lossy is much lighter."""
    lossless = webp(picture, lossless=True)
    if len(lossless) <= HEAVY:
        return lossless
    lossy = webp(picture, quality=QUALITY)
    return lossy if len(lossy) < LOSSY_IF_BELOW * len(lossless) else lossless


def webp(picture: Image.Image, **options) -> bytes:
    """The picture as the bytes of a WebP file."""
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", method=4, **options)
    return buffer.getvalue()


def convert(source: Path, folder: Path) -> None:
    """Write `<name>.webp` and, if it is worth it, `<name>-half.webp`."""
    whole = folder / f"{source.stem}.webp"
    if whole.is_file():
        return
    with Image.open(source) as picture:
        picture.load()
        full = encoded(picture)
        size = (round(picture.width / RETINA), round(picture.height / RETINA))
        small = encoded(picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS))
    folder.mkdir(parents=True, exist_ok=True)
    if len(small) < HALF_IF_BELOW * len(full):
        (folder / f"{source.stem}-half.webp").write_bytes(small)
    whole.write_bytes(full)  # last: it says that both are there


def is_figure(path: Path) -> bool:
    """Whether a file is a figure of a notebook."""
    return path.suffix == ".png" and len(path.stem) == NOTEBOOK_IMAGE_NAME


def convert_all(app: Sphinx, env: BuildEnvironment) -> None:
    """Convert the figures of all pages that have been read, a thread for each core."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir, "_images")
    figures = [path for uri in env.images if is_figure(path := Path(app.srcdir, uri))]
    waiting = [path for path in figures if not (folder / f"{path.stem}.webp").is_file()]
    if waiting:
        logger.info("converting %d pictures", len(waiting))
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # encoders work outside of Python's lock
            list(pool.map(lambda path: convert(path, folder), waiting))


def choose_sources(body: BeautifulSoup, folder: Path) -> None:
    """Let every `<img>` of a figure name its WebP files; `folder` holds them."""
    for image in body.find_all("img"):
        place, _, name = image.get("src", "").rpartition("/")
        stem = Path(name).stem
        if is_figure(Path(name)) and (folder / f"{stem}.webp").is_file():
            image["src"] = f"{place}/{stem}.webp"
            if (folder / f"{stem}-half.webp").is_file():
                offer_half(image, f"{place}/{stem}")


def offer_half(image: Tag, stem: str) -> None:
    """Two candidates with their widths in pixels, and the room that the picture has."""
    width = int(image["width"])
    image["srcset"] = f"{stem}-half.webp {width}w, {stem}.webp {RETINA * width}w"
    image["sizes"] = f"{PHONE}, {width}px"


def drop_converted(app: Sphinx, error: Exception | None) -> None:
    """Take away the PNG files that Sphinx has copied and no page names."""
    if error is None and app.builder.format == "html":
        for path in Path(app.outdir, "_images").glob("*.png"):
            if path.with_suffix(".webp").is_file():
                path.unlink()


def setup(app: Sphinx) -> dict:
    """Convert between reading and writing; `course_page` calls `choose_sources`."""
    app.connect("env-updated", convert_all)
    app.connect("build-finished", drop_converted)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
