"""Sizes: how many windows fit, and how much padding a name like "same" means.

Along one axis of length n, a kernel of k values spread by dilation d covers
d*(k - 1) + 1 places. With p places of padding in all and a step of s, the number of
windows is

    floor((n + p - d*(k - 1) - 1) / s) + 1

Every operator, specification and explorer asks this module, so the formula is written once.
Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.
Taught in chapter 3.
"""

from dataclasses import dataclass

from cnnlib.integers import LIMIT, flag, integer, pair, shown

PADDING_NAMES = ("valid", "same", "full")


def _axis_padding(padding, kernel_size, stride, dilation):
    """Return the padding (before, after) along one axis, from an int, a pair or a name."""
    if isinstance(padding, (tuple, list)):
        if len(padding) != 2:
            raise ValueError(f"padding of one axis must be (before, after), got {shown(padding)}")
        return tuple(integer(side, "padding", 0) for side in padding)
    if not isinstance(padding, str):
        both = integer(padding, "padding", 0)
        return both, both
    if padding not in PADDING_NAMES:
        raise ValueError(f"padding must be one of {PADDING_NAMES} or numbers, got {shown(padding)}")
    if padding == "valid":
        return 0, 0
    reach = dilation * (kernel_size - 1)
    if padding == "full":
        return reach, reach
    if stride != 1:
        raise ValueError(f'padding="same" needs stride 1, got stride {stride}')
    return reach // 2, reach - reach // 2  # an even kernel leaves the odd place at the end


def resolve_padding(padding, kernel_size, stride=1, dilation=1):
    """Write any form of `padding` as ((top, bottom), (left, right)).

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), or "valid", "same", "full"
        One number for every side; (rows, columns); or each side on its own.
    kernel_size, stride, dilation : int or (int, int)
        The names depend on them: "full" is ``dilation*(kernel_size - 1)`` on every side, "same"
        half of that, the odd place going to the bottom and the right, as in PyTorch.

    Returns
    -------
    ((int, int), (int, int))
        Places added above, below, left and right.

    Raises
    ------
    ValueError
        For negative padding, an unknown name, or "same" with a stride above 1.

    Examples
    --------
    >>> resolve_padding("same", kernel_size=(3, 4))
    ((1, 1), (1, 2))
    """
    kernel, strides = pair(kernel_size, "kernel_size"), pair(stride, "stride")
    dilations = pair(dilation, "dilation")
    listed = isinstance(padding, (tuple, list))
    if listed and (len(padding) != 2 or any(isinstance(side, str) for side in padding)):
        raise ValueError(
            "padding must be an integer, (rows, columns), ((top, bottom), (left, right)) "
            f"or one of {PADDING_NAMES}, got {shown(padding)}"
        )
    per_axis = padding if listed else (padding, padding)
    return tuple(map(_axis_padding, per_axis, kernel, strides, dilations))


def output_size(n, kernel_size, stride=1, padding=0, dilation=1, ceil_mode=False):
    """Count the windows along one axis, or along rows and columns.

    Parameters
    ----------
    n : int or (int, int)
        Length of the axis, or (rows, columns).
    kernel_size, stride, dilation : int, or pairs if `n` is a pair
    padding : int, (before, after), or "valid", "same", "full"
        If `n` is a pair: any form that `resolve_padding` takes.
    ceil_mode : bool
        Round up instead of down. A window that would start in the padding after the end is
        dropped, as in PyTorch.

    Returns
    -------
    int or (int, int)

    Raises
    ------
    ValueError
        If the kernel does not fit into the padded axis.

    Examples
    --------
    >>> output_size(7, kernel_size=3, stride=2)
    3
    >>> output_size((480, 640), kernel_size=5, stride=5, padding=5)
    (98, 130)
    """
    if isinstance(n, (tuple, list)):
        return Geometry.of(pair(n, "n"), kernel_size, stride, padding, dilation, ceil_mode).output
    n, k = integer(n, "n", 1), integer(kernel_size, "kernel_size", 1)
    s, d = integer(stride, "stride", 1), integer(dilation, "dilation", 1)
    before, after = _axis_padding(padding, k, s, d)
    room = n + before + after - d * (k - 1) - 1  # the last place where a window may start
    ceil_mode = flag(ceil_mode, "ceil_mode")
    if room < 0 and not (ceil_mode and room + s > 0):  # rounding up, one window may stick out
        raise ValueError(
            f"kernel_size {k} with dilation {d} covers {d * (k - 1) + 1} places, more than the "
            f"{n + before + after} of the padded input ({before} + {n} + {after})"
        )
    count = room // s + 1
    if ceil_mode and room % s and count * s < n + before:
        count += 1
    return count


def transposed_output_size(n, kernel_size, stride=1, padding=0, output_padding=0, dilation=1):
    """Size after a transposed convolution: ``output_size`` read backwards.

    Parameters
    ----------
    n : int or (int, int)
        Length of the axis that is spread out, or (rows, columns).
    kernel_size, stride, output_padding, dilation : int, or pairs if `n` is a pair
        Of the convolution that is transposed. `output_padding` (below `stride` or `dilation`)
        picks one of the sizes that the rounding of that convolution had merged.
    padding : as in `output_size`; here it is what is cut off

    Returns
    -------
    int or (int, int)
        ``(n - 1)*stride - before - after + dilation*(kernel_size - 1) + output_padding + 1``

    Raises
    ------
    ValueError
        If the result would be empty, or `output_padding` is too large.

    Examples
    --------
    >>> transposed_output_size(2, kernel_size=3, stride=2, padding=1, output_padding=1)
    4
    """
    if isinstance(n, (tuple, list)):
        kernel, strides = pair(kernel_size, "kernel_size"), pair(stride, "stride")
        dilations, extras = pair(dilation, "dilation"), pair(output_padding, "output_padding", 0)
        sides = resolve_padding(padding, kernel, strides, dilations)
        return tuple(
            map(transposed_output_size, pair(n, "n"), kernel, strides, sides, extras, dilations)
        )
    n, k = integer(n, "n", 1), integer(kernel_size, "kernel_size", 1)
    s, d = integer(stride, "stride", 1), integer(dilation, "dilation", 1)
    before, after = _axis_padding(padding, k, s, d)
    extra = integer(output_padding, "output_padding", 0)
    if extra >= max(s, d):
        raise ValueError(f"output_padding {extra} must be below stride {s} or dilation {d}")
    size = (n - 1) * s - before - after + d * (k - 1) + extra + 1
    if size < 1:
        terms = f"({n} - 1)*{s} - {before} - {after} + {d}*({k} - 1) + {extra} + 1 = {size}"
        raise ValueError(f"padding {padding} leaves no output: {terms}")
    return size


def output_padding_for(n, kernel_size, stride=1, padding=0, dilation=1):
    """Return the `output_padding` with which a transposed convolution gives back `n`.

    Parameters
    ----------
    n : int or (int, int)
        Length of the axis before the strided convolution, or (rows, columns).
    kernel_size, stride, padding, dilation
        Of that convolution, as in `output_size`.

    Returns
    -------
    int or (int, int)
        What its rounding down dropped: the remainder of
        ``(n + before + after - dilation*(kernel_size - 1) - 1) / stride``.

    Raises
    ------
    ValueError
        If the kernel does not fit into the padded axis.

    Examples
    --------
    >>> [output_padding_for(n, kernel_size=5, stride=3, padding=2) for n in (16, 17, 18)]
    [0, 1, 2]
    """
    if isinstance(n, (tuple, list)):
        g = Geometry.of(pair(n, "n"), kernel_size, stride, padding, dilation)
        return tuple(map(output_padding_for, g.size, g.kernel, g.stride, g.padding, g.dilation))
    output_size(n, kernel_size, stride, padding, dilation)  # refuses what does not fit
    n, k, s, d = map(int, (n, kernel_size, stride, dilation))
    return (n + sum(_axis_padding(padding, k, s, d)) - d * (k - 1) - 1) % s


@dataclass(frozen=True)
class Geometry:
    """How windows lie on an image, every argument resolved to (rows, columns).

    Attributes
    ----------
    size, kernel, stride, dilation, output : (int, int)
        Of the image, the kernel, the steps, and the grid of windows.
    padding : ((int, int), (int, int))
        (top, bottom), (left, right).
    """

    size: tuple
    kernel: tuple
    stride: tuple
    padding: tuple
    dilation: tuple
    output: tuple

    @classmethod
    def of(cls, size, kernel_size, stride=1, padding=0, dilation=1, ceil_mode=False):
        """Check and resolve the arguments that the operators share."""
        kernel, stride = pair(kernel_size, "kernel_size"), pair(stride, "stride")
        sides = resolve_padding(padding, kernel, stride, dilation)
        dilation = pair(dilation, "dilation")
        rows, columns = (n + sum(side) for n, side in zip(size, sides, strict=True))
        if rows * columns > LIMIT:
            raise ValueError(
                f"an image of {tuple(size)} with padding {sides} has {rows} x {columns} places, "
                f"more than {LIMIT}"
            )
        axes = zip(size, kernel, stride, sides, dilation, strict=True)
        output = tuple(output_size(*axis, ceil_mode) for axis in axes)
        return cls(tuple(size), kernel, stride, sides, dilation, output)
