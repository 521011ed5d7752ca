"""Two color photographs of 427x640 pixels: a Chinese temple and a flower.

Both come with scikit-learn under CC BY 2.0; gray values are the luma of ITU-R BT.601,
0.299 R + 0.587 G + 0.114 B.  Used from chapter 1 on.
"""

import io

import numpy as np
from PIL import Image

from cnnlib.datasets.files import scikit_learn_file, verify

SHA256 = {
    "china": "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29",
    "flower": "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638",
}
LUMA = (0.299, 0.587, 0.114)


def photograph(name="china", size=None, gray=False, dtype=np.float32):
    """Load a photograph, channels first.

    Parameters
    ----------
    name : {"china", "flower"}, optional
    size : int or (int, int), optional
        Rows, or (rows, columns), in pixels.  One number keeps the proportions.  By default the
        original 427x640.
    gray : bool, optional
        One channel instead of three.
    dtype : floating-point dtype, optional

    Returns
    -------
    ndarray of shape (3, H, W), or (1, H, W) if gray
        Values in [0, 1].

    Raises
    ------
    ValueError
        If there is no photograph of that name, or the file is not the expected one.
    FileNotFoundError
        If scikit-learn is not installed.

    Examples
    --------
    >>> photograph("flower").shape, photograph("china", size=120, gray=True).shape
    ((3, 427, 640), (1, 120, 180))
    """
    if name not in SHA256:
        raise ValueError(f"no photograph {name!r}; there are {', '.join(map(repr, SHA256))}")
    file = f"images/{name}.jpg"
    content = verify(scikit_learn_file(file).read_bytes(), SHA256[name], file)
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    if size is not None:
        rows, columns = _rows_and_columns(size, picture.height, picture.width)
        picture = picture.resize((columns, rows), Image.Resampling.BICUBIC)
    image = np.asarray(picture, np.float64).transpose(2, 0, 1) / 255  # (H, W, 3) -> (3, H, W)
    if gray:
        image = np.tensordot(LUMA, image, axes=1)[None]  # (1, H, W)
    return np.ascontiguousarray(image, dtype)


def _rows_and_columns(size, height, width):
    if isinstance(size, (int, np.integer)):
        return int(size), round(width * int(size) / height)
    rows, columns = size
    return rows, columns
