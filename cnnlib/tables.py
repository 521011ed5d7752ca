"""Tables as chapters show them: HTML on a page, aligned text in a console.

A table is made from its columns. Numbers stand at the right, with commas between thousands; words
stand at the left; the first column names the rows.
"""

from html import escape
from numbers import Integral, Real

from cnnlib.integers import integer


class Table:
    """Columns side by side, shown as HTML in a notebook and as text elsewhere.

    Parameters
    ----------
    columns : dict of str to sequence
        Heading of each column and its cells, all columns of one length. Integers are shown with
        commas, other numbers with `digits` places, everything else as it prints.
    digits : int, optional
        Places after the point of numbers that are not integers.

    Raises
    ------
    TypeError
        If `columns` is no dictionary, or `digits` no integer.
    ValueError
        If there is no column, or two columns differ in length.

    Examples
    --------
    >>> Table({"layer": ["conv", "dense"], "parameters": [1792, 10250], "share": [0.1489, 0.8511]})
    layer  parameters  share
    conv        1,792   0.15
    dense      10,250   0.85
    """

    def __init__(self, columns, digits=2):
        if not isinstance(columns, dict):
            raise TypeError(f"columns must map headings to cells, got {type(columns).__name__}")
        cells = {str(heading): list(column) for heading, column in columns.items()}
        lengths = {heading: len(column) for heading, column in cells.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"columns must be there and of one length, got {lengths}")
        self.headings = list(cells)
        self.numeric = [all(map(_is_number, column)) for column in cells.values()]
        digits = integer(digits, "digits", 0)
        written = [[_written(cell, digits) for cell in column] for column in cells.values()]
        self.rows = list(zip(*written, strict=True))

    def __repr__(self):
        lines = [self.headings, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(self._aligned(line, widths) for line in lines)

    def _aligned(self, line, widths):
        cells = [
            text.rjust(width) if numeric else text.ljust(width)
            for text, width, numeric in zip(line, widths, self.numeric, strict=True)
        ]
        return "  ".join(cells).rstrip()

    def _repr_html_(self):
        head = self._html_row(self.headings, ["th"] * len(self.headings), "col")
        kinds = ["th", *["td"] * (len(self.headings) - 1)]
        body = "".join(self._html_row(row, kinds, "row") for row in self.rows)
        return f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>"

    def _html_row(self, texts, kinds, scope):
        cells = []
        for text, kind, numeric in zip(texts, kinds, self.numeric, strict=True):
            scoped = f' scope="{scope}"' if kind == "th" else ""
            side = ' style="text-align: right"' if numeric else ""
            cells.append(f"<{kind}{scoped}{side}>{escape(text)}</{kind}>")
        return f"<tr>{''.join(cells)}</tr>\n"


def _is_number(cell):
    return isinstance(cell, Real) and not isinstance(cell, bool)


def _written(cell, digits):
    if isinstance(cell, Integral) and not isinstance(cell, bool):
        return f"{cell:,}"
    return f"{cell:,.{digits}f}" if _is_number(cell) else str(cell)
