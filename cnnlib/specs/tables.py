"""The table of a network: what each layer puts out, learns and computes.

    layer   output   activations   weights   MACs   bytes

A row knows its numbers; the table writes itself as text, in full, and as HTML, where long numbers
are shortened ("37.7 M") and show themselves in full under the pointer. Specifications make tables
of themselves, and so does ``models.summary`` for any module. Taught in chapter 8.
"""

from dataclasses import dataclass
from html import escape

from cnnlib.tables import Table

NARROW_SPACE = "\u202f"
SOFT_HYPHEN = "\u00ad"  # where the longest heading may break on a telephone
LONG = 10_000  # from here on a number is shortened in HTML
UNITS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
HEADINGS = ("layer", "output", "activations", "weights", "MACs", "bytes")
UNKNOWN = "?"


@dataclass(frozen=True)
class Row:
    """One layer of a table.

    Attributes
    ----------
    name : str
    output : tuple of int
        Channels, rows and columns; one number for what has no place.
    activations, weights, biases : int
        Values written, and what is learned.
    macs : int or None
        Multiply-accumulate operations; None if they are not known.
    """

    name: str
    output: tuple
    activations: int
    weights: int
    biases: int
    macs: int | None

    @classmethod
    def of(cls, layer, input_shape, name):
        """Return the row of a layer of a specification, given the shape (C, H, W) of its input."""
        return cls(
            name,
            without_places(layer.output_shape(input_shape)),
            layer.activations(input_shape),
            layer.weights(input_shape),
            layer.biases(input_shape),
            layer.macs(input_shape),
        )

    @property
    def parameters(self):
        """How many numbers are learned: weights and biases."""
        return self.weights + self.biases

    @property
    def is_silent(self):
        """Whether the layer writes, learns and computes nothing, as a ReLU in place."""
        return not (self.activations or self.parameters or self.macs)

    def bytes(self, value_bytes=4):
        """Count the bytes of the activations."""
        return value_bytes * self.activations


@dataclass(frozen=True)
class NetworkTable:
    """The rows of a network, with their sums.

    Ask for a layer by its name, ``table["conv1"].weights``; silent rows are not printed.

    Attributes
    ----------
    name : str
        Of the network.
    rows : tuple of Row
        The first is the input.
    value_bytes : int
        4 for float32.

    Examples
    --------
    >>> from cnnlib.specs import lenet5
    >>> print(lenet5().table())
    LeNet-5: 61,706 parameters
    layer  output    activations  weights     MACs   bytes
    input  1×32×32         1,024        0        0   4,096
    conv1  6×28×28         4,704      150  117,600  18,816
    pool1  6×14×14         1,176        0        0   4,704
    conv2  16×10×10        1,600    2,400  240,000   6,400
    pool2  16×5×5            400        0        0   1,600
    fc1    120               120   48,000   48,000     480
    fc2    84                 84   10,080   10,080     336
    fc3    10                 10      840      840      40
    sum                    9,118   61,470  416,520  36,472
    """

    name: str
    rows: tuple
    value_bytes: int = 4

    def __getitem__(self, name):
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(f"no row is called {name!r}; there are {[row.name for row in self.rows]}")

    @property
    def total(self):
        """The sums as a row; multiply-adds that are not known are left out."""
        return Row(
            name="sum",
            output=(),
            activations=sum(row.activations for row in self.rows),
            weights=sum(row.weights for row in self.rows),
            biases=sum(row.biases for row in self.rows),
            macs=sum(row.macs or 0 for row in self.rows),
        )

    @property
    def title(self):
        """Name and number of parameters."""
        unknown = [row.name for row in self.rows if row.macs is None]
        note = f"; MACs of {', '.join(unknown)} are not known" if unknown else ""
        return f"{self.name}: {self.total.parameters:,} parameters{note}"

    def __str__(self):
        lines = [self._cells(row) for row in [*self._shown(), self.total]]
        columns = dict(zip(HEADINGS, zip(*lines, strict=True), strict=True))
        return f"{self.title}\n{Table(columns)!r}"

    def _repr_html_(self):
        headings = [text.replace("activations", f"acti{SOFT_HYPHEN}vations") for text in HEADINGS]
        head = "".join(_cell("th", text, "col", n) for n, text in enumerate(headings))
        body = "".join(map(self._html_row, self._shown()))
        return (
            '<div style="overflow-x: auto"><table style="font-size: 0.75em; '
            f'font-variant-numeric: tabular-nums">\n<caption>{escape(self.title)}</caption>\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n"
            f"<tfoot>\n{self._html_row(self.total)}</tfoot>\n</table></div>"
        )

    def _shown(self):
        return [row for row in self.rows if not row.is_silent]

    def _cells(self, row):
        """Return the cells of a row: two texts and the numbers."""
        macs = UNKNOWN if row.macs is None else row.macs
        numbers = row.activations, row.weights, macs, row.bytes(self.value_bytes)
        return (row.name, "×".join(map(str, row.output)), *numbers)

    def _html_row(self, row):
        kinds = ["th", *["td"] * (len(HEADINGS) - 1)]
        cells = zip(kinds, self._cells(row), strict=True)
        written = (_cell(kind, content, "row", n) for n, (kind, content) in enumerate(cells))
        return f"<tr>{''.join(written)}</tr>\n"


def network_table(network, inner=False, value_bytes=4):
    """Make the table of a network.

    Parameters
    ----------
    network : Network
    inner : bool
        Open all blocks, so that each of their layers has a row.
    value_bytes : int

    Returns
    -------
    NetworkTable
    """
    shape = network.input_shape
    values = shape[0] * shape[1] * shape[2]
    rows = [Row("input", shape, values, 0, 0, 0), *_rows(network.layers, shape, inner, "")]
    return NetworkTable(network.name, tuple(rows), value_bytes)


def _rows(layers, shape, inner, prefix):
    """Yield the rows of layers one after the other, those inside of blocks under their path."""
    for layer in layers:
        paths = getattr(layer, "paths", ())  # of branches
        within = f"{prefix}{layer.name}." if layer.name else prefix
        if inner and paths:
            for path in paths:
                yield from _rows([path], shape, inner, within)
        elif inner and hasattr(layer, "layers"):  # of a sequence
            yield from _rows(layer.layers, shape, inner, within)
        else:
            yield Row.of(layer, shape, f"{prefix}{layer.label}")
        shape = layer.output_shape(shape)


def without_places(shape):
    """Return (C,) for (C, 1, 1), and every other shape as it is."""
    return tuple(shape[:1]) if tuple(shape[1:]) == (1, 1) else tuple(shape)


def shortened(number):
    """Write a number with three digits and a unit, a short one in full.

    Parameters
    ----------
    number : int

    Returns
    -------
    str

    Examples
    --------
    >>> [shortened(n).replace(NARROW_SPACE, " ") for n in (9_216, 34_848, 37_748_736, 999_999)]
    ['9,216', '34.8 k', '37.7 M', '1.00 M']
    """
    if number < LONG:
        return f"{number:,}"
    size, unit = next((size, unit) for size, unit in UNITS if number >= 0.9995 * size)
    digits = number / size
    places = 2 if digits < 9.995 else 1 if digits < 99.95 else 0
    return f"{digits:.{places}f}{NARROW_SPACE}{unit}"


def _cell(kind, content, scope, column):
    """Return one cell as HTML; a number stands at the right, in full in its title."""
    is_number = isinstance(content, int)
    text = shortened(content) if is_number else content
    title = f' title="{content:,}"' if is_number and content >= LONG else ""
    scoped = f' scope="{scope}"' if kind == "th" else ""
    side = "left" if column == 0 else "right"
    style = f"text-align: {side}; padding: 0.2em 0.15em"
    if scope == "row":
        style += "; white-space: nowrap; font-weight: normal"
    return f'<{kind}{scoped}{title} style="{style}">{escape(text)}</{kind}>'
