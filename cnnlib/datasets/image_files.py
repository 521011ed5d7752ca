"""Photographs in a folder: read, turned upright, scaled; damaged ones reported by name."""

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff")
SHOWN = 10  # names in one message
# What Pillow raises for a file that is cut off, no image, or absurdly large.
DAMAGED = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class UnreadableImageError(ValueError):
    """A file is not the image that its name promises; the message names it."""


def read_image(path, resize=None):
    """Read an image file.

    Parameters
    ----------
    path : str or pathlib.Path
    resize : (int, int), optional
        Rows and columns to scale to, whatever the proportions; by default as it is.

    Returns
    -------
    ndarray of uint8 of shape (H, W, 3)

    Raises
    ------
    UnreadableImageError
        If the file is cut off or no image.
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> from cnnlib.datasets.files import installed_file
    >>> read_image(installed_file("skimage", "chelsea.png"), resize=(30, 45)).shape
    (30, 45, 3)
    """
    try:
        with Image.open(path) as picture:
            if resize is not None:
                # A JPEG is decoded at a fraction of its size, but at least twice the wanted one.
                picture.draft("RGB", (2 * max(resize), 2 * max(resize)))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except FileNotFoundError:
        raise
    except DAMAGED as error:
        reason = "no image" if isinstance(error, UnidentifiedImageError) else error
        raise UnreadableImageError(f"cannot read {path}: {reason}") from error
    return np.asarray(scaled(upright, resize))


def scaled(picture, resize):
    """Scale a Pillow image to rows and columns, averaging where it shrinks."""
    if resize is None or resize == (picture.height, picture.width):
        return picture
    return picture.resize((resize[1], resize[0]), Image.Resampling.BILINEAR)


def labelled_files(folder, classes):
    """Find the images below ``folder/<class>``.

    Parameters
    ----------
    folder : str or pathlib.Path
    classes : sequence of str
        Names of the subfolders; the place in the sequence is the label.

    Returns
    -------
    paths : list of pathlib.Path
        Class by class, sorted by name.
    labels : ndarray of int64 of shape (N,)

    Raises
    ------
    FileNotFoundError
        If a subfolder is missing, or one holds no image; the message says what was expected.

    Examples
    --------
    >>> labelled_files("my", ["cat", "dog"])
    Traceback (most recent call last):
    FileNotFoundError: expected images in my/cat, such as my/cat/one.jpg; there is no such folder
    """
    paths = []
    labels = []
    for label, name in enumerate(classes):
        subfolder = Path(folder, name)
        expected = f"expected images in {subfolder}, such as {subfolder / 'one.jpg'}"
        if not subfolder.is_dir():
            raise FileNotFoundError(f"{expected}; there is no such folder")
        found = sorted(path for path in subfolder.iterdir() if path.suffix.lower() in ENDINGS)
        if not found:
            raise FileNotFoundError(f"{expected}; the folder holds no {', '.join(ENDINGS)} file")
        paths += found
        labels += [label] * len(found)
    return paths, np.array(labels, np.int64)


def report(errors, skip):
    """Say which files are unreadable: as a warning if they are skipped, else as an error.

    Parameters
    ----------
    errors : list of UnreadableImageError
    skip : bool

    Raises
    ------
    UnreadableImageError
        If files are unreadable and not to be skipped.
    """
    if not errors:
        return
    lines = [str(error) for error in errors[:SHOWN]]
    if len(errors) > SHOWN:
        lines.append(f"and {len(errors) - SHOWN} more")
    if skip:
        warnings.warn("skipped unreadable images:\n" + "\n".join(lines), stacklevel=3)
        return
    lines.append("skip_unreadable=True leaves such files out")
    raise UnreadableImageError("\n".join(lines))
