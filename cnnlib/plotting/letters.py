"""How large the letters of a figure are, as the pages of the course need to know it.

A picture does not say how it was drawn.  The smallest letter therefore travels in the PNG file of
each figure, where the build finds it, and measures it on a phone.
"""

import struct
import zlib
from base64 import b64decode, b64encode
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

POINTS = 72  # to an inch
KEY = b"Smallest letters"
HEADER = 33  # bytes of a PNG file before its second chunk


def smallest_letters(figure):
    """Return the smallest size of letters that a figure shows.

    Exponents, which belong to their number, are not measured.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn already: before, its ticks have no numbers.

    Returns
    -------
    float or None
        In pixels of the figure in its own size; None for a figure without letters.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> figure, ax = plt.subplots(dpi=100)
    >>> _ = ax.set_title("twelve points", fontsize=12)
    >>> _ = ax.axis("off")
    >>> round(smallest_letters(figure), 2)
    16.67
    """
    sizes = [text.get_fontsize() for text in _texts(figure)]
    return min(sizes) * figure.dpi / POINTS if sizes else None


def with_letters(png, figure):
    """Write the smallest size of letters of a figure into its picture, as the text of a PNG file.

    Parameters
    ----------
    png : bytes
    figure : matplotlib.figure.Figure
        Of which the picture was made.

    Returns
    -------
    bytes
        The same picture; without a text if the figure has no letters.

    Examples
    --------
    >>> import io
    >>> from matplotlib import pyplot as plt
    >>> from PIL import Image
    >>> figure, file = plt.figure(dpi=72), io.BytesIO()
    >>> _ = figure.text(0.5, 0.5, "twelve points", fontsize=12)
    >>> figure.savefig(file)
    >>> Image.open(io.BytesIO(with_letters(file.getvalue(), figure))).text["Smallest letters"]
    '12.0'
    """
    size = smallest_letters(figure)
    if size is None:
        return png
    content = b"tEXt" + KEY + b"\0" + f"{size:.1f}".encode()
    length, checksum = struct.pack(">I", len(content) - 4), struct.pack(">I", zlib.crc32(content))
    return png[:HEADER] + length + content + checksum + png[HEADER:]


def write_into(formatter):
    """Let Jupyter's formatter of PNG pictures write the size of the letters into each of them.

    Parameters
    ----------
    formatter : IPython.core.formatters.PNGFormatter
        That has a function for figures already, as ``set_matplotlib_formats("retina")`` gives it.
    """
    formatter.for_type(Figure, partial(_drawn_with_letters, formatter.lookup_by_type(Figure)))


def _drawn_with_letters(draw, figure):
    """Return what `draw` makes of a figure: a picture in Base64 and its size; None if empty."""
    drawn = draw(figure)
    if drawn is None:
        return None
    picture, size = drawn
    return b64encode(with_letters(b64decode(picture), figure)).decode(), size


def _texts(artist):
    """Yield the texts that are drawn of an artist and of all that it holds."""
    if not artist.get_visible():
        return
    if isinstance(artist, Text) and artist.get_text().strip():
        yield artist
    hidden = [] if not isinstance(artist, Axes) or artist.axison else [artist.xaxis, artist.yaxis]
    for child in artist.get_children():
        if child not in hidden:
            yield from _texts(child)
