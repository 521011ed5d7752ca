"""Explorers side by side, as on the page for lectures: each under its name, all in one output."""

from html import escape

from cnnlib.explorers import scripts
from cnnlib.explorers.base import Explorer

# As many columns as fit; an explorer that is alone in its row takes all of it.
GRID = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));"
    "gap:1rem 3rem;align-items:start"
)


class SideBySide:
    """Several explorers in one output; the page wraps them into columns.

    Parameters
    ----------
    explorers : dict
        From the heading of each explorer to the explorer itself.

    Raises
    ------
    TypeError
        If one of them is no explorer.

    Examples
    --------
    >>> from cnnlib.explorers import PoolingExplorer
    >>> both = SideBySide({"Maximum": PoolingExplorer(), "Mean": PoolingExplorer(kind="mean")})
    >>> both
    SideBySide('Maximum', 'Mean')
    >>> both._repr_html_().count("<cnn-pooling data-config")
    2
    """

    def __init__(self, explorers):
        for name, explorer in explorers.items():
            if not isinstance(explorer, Explorer):
                raise TypeError(f"{name} must be an explorer, got {type(explorer).__name__}")
        self.explorers = dict(explorers)

    def modules(self):
        """Return the modules that the explorers need, each once, in the order of first need."""
        found = {}
        for explorer in self.explorers.values():
            found |= {name: text for name, text in explorer.modules().items() if name not in found}
        return found

    def _repr_html_(self):
        parts = []
        for name, explorer in self.explorers.items():
            title = f"<h3>{escape(name)}</h3>"
            parts.append(
                f'<section style="min-width:0">{title}\n{explorer.element_html()}</section>'
            )
        return "\n".join([f'<div style="{GRID}">', *parts, "</div>", *self.script_tags()])

    def script_tags(self):
        """Return the modules as script elements, each with the elements that need it."""
        needs = {explorer.tag: explorer.modules() for explorer in self.explorers.values()}
        return [
            scripts.script_tag(name, text, [tag for tag, own in needs.items() if name in own])
            for name, text in self.modules().items()
        ]

    def __repr__(self):
        return f"SideBySide({', '.join(map(repr, self.explorers))})"
