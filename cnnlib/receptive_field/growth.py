"""Receptive fields by mathematics: from the specification, layer by layer or in one formula.

    size_l = size_(l-1) + dilation*(kernel_size - 1) * jump_(l-1)
    jump_l = jump_(l-1) * stride
    start_l = start_(l-1) - padding * jump_(l-1)              begin: size 1, jump 1, start 0

Unrolled: size = 1 + sum over l of dilation_l*(kernel_l - 1) * (strides before l, multiplied).
Up-sampling has no one size, it alternates from place to place: ask `nan_bisect`. See chapter 6.
Araujo, Norris, Sim: "Computing receptive fields of convolutional neural networks", Distill 2019.
"""

from dataclasses import dataclass, replace
from math import prod

from cnnlib import shapes
from cnnlib.receptive_field.fields import FieldGrid
from cnnlib.specs import Branches, Network, Pointwise, Sequence, TransposedConvolution
from cnnlib.tables import Table


@dataclass(frozen=True, repr=False)
class FieldTable:
    """How the field grows: one row (layer, grid) for each layer.

    Ask for a layer by its name, ``table["pool5"].size``, or show the table; what looks at one
    place only, such as ReLU, adds nothing and is left out of what is shown.
    """

    rows: tuple

    def __getitem__(self, name):
        for layer, grid in self.rows:
            if name == layer.name:
                return grid
        names = [layer.name for layer, _ in self.rows if layer.name]
        raise KeyError(f"no layer is called {name!r}; there are {names}")

    def __repr__(self):
        return repr(self._table())

    def _repr_html_(self):
        return self._table()._repr_html_()

    def _table(self):
        headings = "layer", "kernel", "stride", "size", "jump", "start"
        columns = {heading: [] for heading in headings}
        for layer, grid in self.rows:
            if isinstance(layer, Pointwise):
                continue
            window = (getattr(layer, key, "") for key in ("kernel_size", "stride"))
            numbers = map(_written, (*window, grid.size, grid.jump, grid.start))
            for column, cell in zip(columns.values(), (layer.label, *numbers), strict=True):
                column.append(cell)
        return Table(columns)


def field_table(layers, input_size=None):
    """Follow the field through a network, layer by layer.

    Parameters
    ----------
    layers : specs.Network, specs.Layer, or an iterable of layers
    input_size : int or (int, int), optional
        Rows and columns of the input. Only dense layers and global pooling need it, because they
        look at all they get; a `Network` brings its own.

    Returns
    -------
    FieldTable
        A block of branches is one row: the field behind its join.

    Raises
    ------
    ValueError
        If branches meet with different jumps, `input_size` is needed and not known, or there is a
        transposed convolution.

    Examples
    --------
    >>> from cnnlib.specs import lenet5
    >>> field_table(lenet5().up_to("pool2"))
    layer  kernel  stride  size  jump  start
    conv1       5       1     5     1      0
    pool1       2       2     6     2      0
    conv2       5       1    14     2      0
    pool2       2       2    16     4      0
    """
    grid = FieldGrid()
    rows = []
    for layer in known(layers, input_size).layers:
        grid = _behind(layer, grid)
        rows.append((layer, grid))
    return FieldTable(tuple(rows))


def field_grid(layers, input_size=None):
    """Return size, jump and start behind the last layer, by recursion.

    Parameters
    ----------
    layers, input_size
        As for `field_table`.

    Returns
    -------
    FieldGrid

    Raises
    ------
    ValueError
        As `field_table`.

    Examples
    --------
    >>> from cnnlib.specs import Convolution, MaxPool
    >>> field_grid([Convolution(8, 3), MaxPool(2), Convolution(8, 3)])
    FieldGrid(size=(8, 8), jump=(2, 2), start=(0, 0))
    """
    return _behind(known(layers, input_size), FieldGrid())


def closed_form(layers, input_size=None):
    """Return size, jump and start behind the last layer from the sums, without recursion.

    Parameters
    ----------
    layers, input_size
        As for `field_table`; one path, no branches.

    Returns
    -------
    FieldGrid
        The same as `field_grid`.

    Raises
    ------
    ValueError
        If there are branches: the sum runs along one path.

    Examples
    --------
    >>> from cnnlib.specs import Convolution, MaxPool
    >>> closed_form([Convolution(8, 3), MaxPool(2), Convolution(8, 3)])
    FieldGrid(size=(8, 8), jump=(2, 2), start=(0, 0))
    """
    windows = list(straight(known(layers, input_size)))
    size, jump, start = [], [], []
    for axis in range(2):
        strides = [shapes.pair(layer.stride, "stride")[axis] for layer in windows]
        before = [prod(strides[:index]) for index in range(len(windows))]
        reach = 0
        first = 0
        for layer, strides_before in zip(windows, before, strict=True):
            kernel = shapes.pair(layer.kernel_size, "kernel_size")[axis]
            reach += shapes.pair(layer.dilation, "dilation")[axis] * (kernel - 1) * strides_before
            first -= sides(layer)[axis][0] * strides_before
        size.append(1 + reach)
        jump.append(prod(strides))
        start.append(first)
    return FieldGrid(tuple(size), tuple(jump), tuple(start))


def field_of(layers, output_place, input_size=None):
    """Return the input rows and columns that one place of the output sees.

    Parameters
    ----------
    layers, input_size
        As for `field_table`.
    output_place : (int, int)
        Row and column, counted from 0. A place beyond the output for `input_size` is one that a
        larger input would have.

    Returns
    -------
    Field
        May reach into the padding; ``.inside(input_size)`` cuts that off.

    Raises
    ------
    ValueError
        As `field_table`, and for a place that is negative or not (row, column).

    Examples
    --------
    >>> from cnnlib.specs import Convolution
    >>> field_of([Convolution(8, 3, stride=2, padding=1)], (0, 1))
    Field(rows=(-1, 1), columns=(1, 3))
    """
    if not isinstance(output_place, (tuple, list)) or len(output_place) != 2:
        raise ValueError(f"output_place must be (row, column), got {output_place!r}")
    return field_grid(layers, input_size).field(*output_place)


def known(layers, input_size):
    """Return the layers as one sequence in which every window has a size."""
    if isinstance(layers, Network):
        input_size = layers.input_shape[1:] if input_size is None else input_size
    size = None if input_size is None else shapes.pair(input_size, "input_size")
    if isinstance(layers, Network):
        replace(layers, input_shape=(layers.input_shape[0], *size)).require_fit()
    return Sequence.of(layers).windowed(size)


def _behind(layer, grid):
    """Return the grid behind `layer`, given the grid before it."""
    if isinstance(layer, Sequence):
        for part in layer.layers:
            grid = _behind(part, grid)
        return grid
    if isinstance(layer, Branches):
        first, *others = (_behind(path, grid) for path in layer.paths)
        for other in others:
            first = first.joined(other, layer.label)
        return first
    _refuse_upsampling(layer)
    return grid.after(layer.kernel_size, layer.stride, layer.padding, layer.dilation)


def straight(sequence):
    """Yield the layers along a sequence, sequences inside it opened."""
    for layer in sequence.layers:
        if isinstance(layer, Branches):
            raise ValueError(f"{layer.label} has several paths; sums and cones follow one only")
        if isinstance(layer, Sequence):
            yield from straight(layer)
        else:
            _refuse_upsampling(layer)
            yield layer


def _refuse_upsampling(layer):
    """Refuse a layer whose outputs see fields of alternating sizes."""
    if isinstance(layer, TransposedConvolution):
        raise ValueError(
            f"{layer.label} is a transposed convolution: the fields of its outputs alternate in "
            f"size, so there is no table; probe one with nan_bisect(thin_network(layers), x, place)"
        )


def sides(layer):
    """Return the padding of a layer in numbers: ((top, bottom), (left, right))."""
    return shapes.resolve_padding(layer.padding, layer.kernel_size, layer.stride, layer.dilation)


def _written(number):
    """Return a pair as one number if both are equal, else as the text rows x columns."""
    rows, columns = number if isinstance(number, tuple) else (number, number)
    return rows if rows == columns else f"{rows}x{columns}"
