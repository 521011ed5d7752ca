"""What every explorer shares: one HTML output that lives in notebooks and in the static book.

An explorer is drawn twice. Its still figure (an SVG made here, in Python) is what a printer,
a reader without scripts and a stored notebook show. A custom element, written in plain
JavaScript beside this file and inlined into the output, takes its place on a screen:

    <cnn-name data-config="..."> still figure </cnn-name> <script> modules </script>

The output asks no other host for anything, and is the same text for the same arguments.
"""

import json
from abc import ABC, abstractmethod
from html import escape
from typing import ClassVar

import numpy as np

from cnnlib.explorers import scripts

SHARED_SOURCES = (
    "grid.js",
    "controls.js",
    "player.js",
    "address.js",
    "code.js",
    "full_screen.js",
    "element.js",
    "windows.js",
)
SHARED_STYLES = ("shared.css", "tools.css")


def read_matrix(values, name, low, high):
    """Return `values` as a float matrix, or say which of its sizes or numbers is wrong."""
    try:
        matrix = np.asarray(values)
        kind = matrix.dtype.kind
    except ValueError:  # rows of different lengths
        kind = None
    if kind not in tuple("biuf"):
        raise ValueError(f"{name} must be a matrix of real numbers, got {values!r}")
    matrix = matrix.astype(float)
    if matrix.ndim != 2 or not all(low <= size <= high for size in matrix.shape):
        raise ValueError(
            f"{name} must be a matrix of {low} to {high} rows and columns, got shape {matrix.shape}"
        )
    if not (np.abs(matrix) <= 99).all():
        raise ValueError(f"{name} must hold numbers from -99 to 99, which fit into its cells")
    return matrix


def plain(matrix):
    """Return a matrix as lists, whole numbers as int: compact and exact as JSON."""
    return [[int(v) if v == int(v) else float(v) for v in row] for row in matrix]


class Explorer(ABC):
    """Base of the interactive figures.

    A subclass names its element and its files, and gives `config` and `still`.

    Attributes
    ----------
    tag : str
        Name of the custom element.
    element : str
        Name of its JavaScript class.
    sources, styles : tuple of str
        Its own files, after the shared ones.
    constants : dict
        Values that its JavaScript finds as constants; their names are used by no other explorer.
    """

    tag = ""
    element = ""
    sources = ()
    styles = ()
    constants: ClassVar[dict] = {}

    @abstractmethod
    def config(self):
        """Return what the element starts from, as plain lists, numbers and strings."""

    @abstractmethod
    def still(self):
        """Return the still figure as SVG text."""

    def modules(self):
        """Return the modules that define the element, by name, in the order of their needs."""
        styles, known = SHARED_STYLES + self.styles, tuple(self.constants)
        found = {name: scripts.module(name) for name in SHARED_SOURCES + styles}
        if known:
            values = f"Object.assign(names, {json.dumps(self.constants)});"
            found[f"{self.tag} constants"] = scripts.once(f"{self.tag} constants", values)
        found |= {name: scripts.module(name, known) for name in self.sources}
        define = (
            f"const {{ {self.element} }} = names;\n"
            f"{self.element}.sheets = {json.dumps(styles)};\n"
            f'if (!customElements.get("{self.tag}")) '
            f'customElements.define("{self.tag}", {self.element});'
        )
        found[self.tag] = scripts.once(self.tag, define)
        return found

    def element_html(self):
        """Return the element with its state and its still figure, without scripts."""
        config = escape(json.dumps(self.config(), separators=(",", ":")))
        return f"<{self.tag} data-config='{config}'>{self.still()}</{self.tag}>"

    def _repr_html_(self):
        tags = [scripts.script_tag(name, text) for name, text in self.modules().items()]
        return "\n".join([self.element_html(), *tags])
