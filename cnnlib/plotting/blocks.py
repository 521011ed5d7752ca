"""A convolutional layer as blocks: image, filters and maps, each a stack of channels.

Channels are drawn one behind the other, the first in front.  A filter has as many as the image;
it gives one map, in its own color.  Chapter 2 explains channels with it.
"""

from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from cnnlib.plotting import style

CHANNELS = ("#e9a9a3", "#a9d3b4", "#a6c5ee")  # pale red, green, blue: readable on either page
BEHIND = 0.75  # cells, by which a channel stands up and to the right of the one before it
GAP = 1.7  # cells, between image, filters and maps
MARGIN = 0.3  # cells


def show_layer_blocks(image, weight, output, ax=None):
    r"""Draw the shapes of a layer: what slides over what, and what comes out.

    Parameters
    ----------
    image : (C_in, H, W)
        The shape of the image.  The first window is framed on every channel.
    weight : (C_out, C_in, kh, kw)
        The shape of the weights; up to five filters.
    output : (C_out, out_h, out_w)
        The shape of the output, with stride 1 and without padding.  The value of the first window
        is framed on every map.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the shapes of image, weight and output do not match, or there are too many filters.

    Examples
    --------
    >>> ax = show_layer_blocks((3, 5, 5), (2, 3, 3, 3), (2, 3, 3))
    >>> [text.get_text() for text in ax.texts]
    ['⋆', '=', 'image\n5×5×3', '2 filters\n3×3×3', '2 maps\n3×3×2']
    """
    count, depth = weight[:2]
    _require_fitting(image, weight, output)
    filter_size, image_size, map_size = (_extent(shape) for shape in (weight[1:], image, output))
    filters_high = count * filter_size[0] + (count - 1) * 0.8
    height = max(image_size[0], filters_high, map_size[0])
    starts = [0, image_size[1] + GAP, image_size[1] + filter_size[1] + 2 * GAP]
    across = starts[2] + map_size[1]
    if ax is None:
        cell = style.WIDTH / across
        _, ax = plt.subplots(figsize=(style.WIDTH, cell * height + 0.55))
    ax.set(xlim=(-MARGIN, across + MARGIN), ylim=(-MARGIN, height + MARGIN))
    ax.set_aspect("equal")
    ax.axis("off")

    channel_colors = [CHANNELS[index % len(CHANNELS)] for index in range(depth)]
    inks = style.PALETTE[:count]
    middle = (height - image_size[0]) / 2
    _block(ax, starts[0], middle, image[1:], channel_colors, [style.INK] * depth, weight[2:])
    for index, ink in enumerate(inks):
        bottom = (height - filters_high) / 2 + index * (filter_size[0] + 0.8)
        _block(ax, starts[1], bottom, weight[2:], channel_colors, [ink] * depth, weight[2:])
    _block(ax, starts[2], (height - map_size[0]) / 2, output[1:], _pale(inks), inks, (1, 1))
    for start, symbol in zip(starts[1:], "⋆=", strict=True):
        ax.text(start - GAP / 2, height / 2, symbol, ha="center", va="center",
                fontsize=style.symbol_size(symbol))  # fmt: skip
    widths = image_size[1], filter_size[1], map_size[1]
    captions = (
        f"image\n{_by(image)}",
        f"{count} filter{'s' * (count > 1)}\n{_by(weight[1:])}",
        f"{count} map{'s' * (count > 1)}\n{_by(output)}",
    )
    for start, width, words in zip(starts, widths, captions, strict=True):
        ax.text(start + width / 2, -MARGIN, words, ha="center", va="top")
    return ax


def _require_fitting(image, weight, output):
    """Raise a ValueError unless the shapes are those of one layer, with few enough filters."""
    count, depth, *kernel = weight
    fitting = (count, *(n - k + 1 for n, k in zip(image[1:], kernel, strict=True)))
    if image[0] != depth or tuple(output) != fitting or min(fitting) < 1:
        raise ValueError(
            f"shapes do not match: image {image}, weight {weight}, output {output}; filters are as "
            f"deep as the image, and the output has the shape {fitting}"
        )
    if count > len(style.PALETTE):
        raise ValueError(f"at most {len(style.PALETTE)} filters have a color, got {count}")


def _extent(shape):
    """Return height and width, in cells, of a stack of channels."""
    depth, rows, columns = shape
    return rows + (depth - 1) * BEHIND, columns + (depth - 1) * BEHIND


def _by(shape):
    """Write a shape with the channels last: rows × columns × channels."""
    channels, *plane = shape
    return "×".join(str(size) for size in (*plane, channels))


def _block(ax, left, bottom, size, fills, inks, framed):
    """Draw a stack of planes from back to front, with a frame in the upper left of each."""
    rows, columns = size
    for index in reversed(range(len(fills))):
        x, y = left + index * BEHIND, bottom + index * BEHIND
        order = len(fills) - index
        look = {"edgecolor": inks[index], "zorder": order}
        ax.add_patch(Rectangle((x, y), columns, rows, facecolor=fills[index], linewidth=1, **look))
        lines = {"colors": "white", "linewidth": 0.8, "zorder": order}
        ax.vlines(_between(x, columns), y, y + rows, **lines)
        ax.hlines(_between(y, rows), x, x + columns, **lines)
        corner = x, y + rows - framed[0]
        ax.add_patch(Rectangle(corner, framed[1], framed[0], fill=False, linewidth=2.5, **look))


def _pale(colors):
    return [[1 - 0.5 * (1 - c) for c in to_rgb(color)] for color in colors]


def _between(start, count):
    """Return the places of the lines between `count` cells."""
    return [start + index for index in range(1, count)]
