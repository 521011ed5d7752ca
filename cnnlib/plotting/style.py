"""One look for every figure, readable on a white page, on a near-black page and on a phone.

Figures are transparent, so one file serves both color schemes.  Text and axes therefore use one
mid-tone gray, and the categorical colors stay in the band of luminance that has a contrast of 3:1
against both pages.  Contrast is (L1 + 0.05) / (L2 + 0.05) with relative luminance L (WCAG 2.2).
The largest contrast that one gray can have against both pages at once is 4.22:1; the ink has 4.2.
No two categorical colors come closer than 29 units of CIELAB under simulated red or green
blindness, and each has its own marker, dash and hatch, so that color is never the only cue.
"""

import matplotlib
from cycler import cycler
from matplotlib.colors import LinearSegmentedColormap

LIGHT_PAGE = "#ffffff"
DARK_PAGE = "#14181e"
INK = "#747c84"  # text, axes, frames

BLUE, ORANGE, PURPLE, GREEN, PINK = PALETTE = (
    "#0082fa",
    "#dc7814",
    "#9646a0",
    "#00783c",
    "#c86e96",
)
MARKERS = ("o", "s", "^", "D", "v")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
HATCHES = ("", "//", "..", "\\\\", "xx")

# A phone of 390 pixels leaves a figure 355: 12 pt are then 10.3 pixels high in a figure of 5.6
# inches, and 9 in one of 6.4.  All letters have this size, so that none is smaller; the exponents
# of powers of ten have 0.7 of it.
FONT_SIZE = 12  # points
WIDTH = 5.6  # inches, of a figure with one panel
MAX_WIDTH = 6.4  # inches, of any figure with letters

SEQUENTIAL = LinearSegmentedColormap.from_list(
    "course_sequential", ["#f3f7fc", "#a9cdf5", "#4a9cf0", "#1467c4", "#0b3f7e"]
)
DIVERGING = LinearSegmentedColormap.from_list(
    "course_diverging", ["#062f63", "#0082fa", "#f4f4f2", "#dc7814", "#5c2f04"]
)
MISSING = "#d8a6c0"  # NaN in a matrix or feature map

RC_PARAMS = {
    "figure.figsize": (WIDTH, 3.5),
    "figure.dpi": 100,
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "savefig.facecolor": "none",
    "savefig.dpi": 200,
    "font.size": FONT_SIZE,
    "axes.titlesize": FONT_SIZE,
    "axes.labelsize": FONT_SIZE,
    "xtick.labelsize": FONT_SIZE,
    "ytick.labelsize": FONT_SIZE,
    "legend.fontsize": FONT_SIZE,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": (cycler(color=PALETTE) + cycler(marker=MARKERS) + cycler(linestyle=DASHES)),
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": INK,
    "grid.alpha": 0.3,
    "grid.linewidth": 0.7,
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "legend.frameon": False,
    "legend.handlelength": 3.0,  # long enough to show a dash pattern
    "hatch.linewidth": 0.8,
    "image.cmap": "gray",
    "svg.hashsalt": "cnnlib",  # the same ids in the same figure
}


def use():
    """Make this the style of every figure drawn from now on.

    Examples
    --------
    >>> use()
    >>> import matplotlib
    >>> matplotlib.rcParams["font.size"]
    12.0
    """
    matplotlib.rcParams.update(RC_PARAMS)


def symbol_size(symbol):
    """Size of a sign between two drawings; the star of cross-correlation is drawn small.

    Parameters
    ----------
    symbol : str

    Returns
    -------
    int
        In points.

    Examples
    --------
    >>> symbol_size("="), symbol_size("⋆")
    (16, 26)
    """
    return FONT_SIZE + (14 if symbol == "⋆" else 4)


def readable_on(color):
    """Black or white, whichever has the larger contrast on a color (at least 4.58:1).

    Parameters
    ----------
    color : matplotlib color

    Returns
    -------
    str
        ``"black"`` or ``"white"``.

    Examples
    --------
    >>> readable_on("#f3f7fc"), readable_on("#08264c")
    ('black', 'white')
    """
    return "black" if contrast(color, "black") >= contrast(color, "white") else "white"


def luminance(color):
    """Relative luminance of an sRGB color, from 0 (black) to 1 (white).

    Parameters
    ----------
    color : matplotlib color

    Returns
    -------
    float
        0.2126 R + 0.7152 G + 0.0722 B of the linear channels (WCAG 2.2).

    Examples
    --------
    >>> round(luminance("#808080"), 3)
    0.216
    """
    channels = matplotlib.colors.to_rgb(color)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(color, other):
    """Contrast ratio of two colors, from 1 to 21, as WCAG 2.2 defines it.

    Parameters
    ----------
    color, other : matplotlib color

    Returns
    -------
    float

    Examples
    --------
    >>> contrast("black", "white")
    21.0
    >>> round(contrast(INK, LIGHT_PAGE), 1), round(contrast(INK, DARK_PAGE), 1)
    (4.2, 4.2)
    """
    darker, lighter = sorted((luminance(color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
