"""Real photographs that come with installed packages, with their credits.

The temple and the flower are scikit-learn's, 427x640 pixels, used from chapter 1 on; the others are
scikit-image's.  Gray values are the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B.
"""

import io

import numpy as np
from PIL import Image

from cnnlib.datasets.files import PACKAGES, installed_file, verify
from cnnlib.datasets.pictures import ALIASES, PICTURES
from cnnlib.datasets.pixels import in_dtype
from cnnlib.integers import flag, integer, pair

LUMA = (0.299, 0.587, 0.114)


def photograph(name="china", size=None, gray=False, dtype=np.float32):
    """Load a photograph, channels first.

    Parameters
    ----------
    name : str, optional
        One of :func:`photograph_names`; "cat" is short for "chelsea".
    size : int or (int, int), optional
        Rows, or (rows, columns), in pixels.  One number keeps the proportions.  By default the
        photograph's own size, for "china" and "flower" 427x640.
    gray : bool, optional
        One channel instead of three.  A photograph without colors has three equal channels else.
    dtype : floating-point dtype or uint8, optional

    Returns
    -------
    ndarray of shape (3, H, W), or (1, H, W) if gray
        Values in [0, 1], or for uint8 in 0 to 255.

    Raises
    ------
    TypeError
        If `dtype` is another type, `size` is no integer or pair, or `gray` is no bool.
    ValueError
        If there is no photograph of that name, or the file is not the expected one.
    FileNotFoundError
        If the package that ships it is not installed.

    Examples
    --------
    >>> photograph("flower").shape, photograph("cat", size=120, gray=True).shape
    ((3, 427, 640), (1, 120, 180))
    """
    gray = flag(gray, "gray")
    entry = _entry(name)
    content = installed_file(entry.package, entry.file).read_bytes()
    verify(content, entry.sha256, entry.file, PACKAGES[entry.package][0])
    picture = _opaque(Image.open(io.BytesIO(content)))
    if size is not None:
        rows, columns = _rows_and_columns(size, picture.height, picture.width)
        picture = picture.resize((columns, rows), Image.Resampling.BICUBIC)
    image = np.asarray(picture, np.float64).transpose(2, 0, 1) / 255  # (H, W, 3) -> (3, H, W)
    if gray:
        image = np.tensordot(LUMA, image, axes=1)[None]  # (1, H, W)
    return in_dtype(image, dtype)


def photograph_names():
    """List the photographs.

    Returns
    -------
    list of str

    Examples
    --------
    >>> photograph_names()[:4]
    ['china', 'flower', 'astronaut', 'brick']
    """
    return list(PICTURES)


def credit(name):
    """Say what a photograph shows, who made it, its license and where it comes from.

    Parameters
    ----------
    name : str
        One of :func:`photograph_names`.

    Returns
    -------
    str
        One line, as a caption.

    Raises
    ------
    ValueError
        If there is no photograph of that name.

    Examples
    --------
    >>> credit("astronaut")
    'astronaut Eileen Collins, by NASA (public domain), https://flic.kr/p/r9qvLn'
    """
    entry = _entry(name)
    return f"{entry.shows}, by {entry.author} ({entry.license}), {entry.source}"


def _entry(name):
    known = ALIASES.get(name, name)
    if known not in PICTURES:
        raise ValueError(f"no photograph {name!r}; there are {', '.join(map(repr, PICTURES))}")
    return PICTURES[known]


def _opaque(picture):
    """Return the picture in three channels, transparent parts on white."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")


def _rows_and_columns(size, height, width):
    if isinstance(size, (tuple, list)):
        return pair(size, "size")
    rows = integer(size, "size", 1)
    return rows, max(1, round(width * rows / height))
