"""What figures have in common: which numbers they take, how they write them, colors and frames."""

import numpy as np

from cnnlib.plotting import style

BRIGHTEST = 10  # of floats meant as 0 to 1: filters overshoot, but not so far


def within_unit(image):
    """Return the colors as numbers from 0 to 1, whichever way they are written."""
    if image.dtype == np.uint8:
        return image / 255
    if image.dtype.kind in "iu":
        raise TypeError(
            f"an image must hold floats from 0 to 1 or np.uint8 from 0 to 255, got "
            f"{image.dtype}: convert it, for example by image / 255 or image.astype(np.uint8)"
        )
    extreme = np.abs(image).max(initial=0)
    if extreme > BRIGHTEST:
        raise ValueError(
            f"an image of {image.dtype} is drawn from 0 to 1, but this one holds values up to "
            f"{extreme:g}: divide it, for example image / 255"
        )
    return np.clip(image, 0.0, 1.0)


def number_text(value):
    """Write a whole number in full and others with three digits, with a true minus sign."""
    value = float(value) + 0.0  # no sign on a zero
    text = f"{value:.0f}" if value.is_integer() else f"{value:.3g}"
    return text.replace("-", "−")


def value_range(arrays, cmap, vmin, vmax):
    """Return the extremes of the finite values, made symmetric for the diverging map."""
    finite = np.concatenate([np.asarray(a)[np.isfinite(a)].ravel() for a in arrays] + [[]])
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    if cmap.name.startswith(style.DIVERGING.name):
        high = max(abs(low), abs(high))
        low = -high
    low = low if vmin is None else vmin
    high = high if vmax is None else vmax
    return (low, high) if high > low else (low - 0.5, low + 1.5)  # constant: one pale shade


def frame(ax):
    """Remove ticks, and frame the axes so that a white or black image ends on its page."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    ax.spines[:].set(visible=True, color=style.INK, linewidth=0.8)


def one_each(values, count, name, default):
    """Return one value for each item: the given ones, or the default if none are."""
    values = [default] * count if values is None else list(values)
    if len(values) != count:
        raise ValueError(f"{name}: {count} needed, {len(values)} given")
    return values
