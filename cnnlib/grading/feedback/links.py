"""Where a question is taught: links from labels of sections to pages of the site."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

LABELLED = re.compile(r"^\(([\w-]+)\)=\n+#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A section of the book.

    Attributes
    ----------
    title : str
    page : str
        Its address below the site's.
    """

    title: str
    page: str


def sections_of(chapters):
    """Return the labelled sections of a folder of notebooks.

    Parameters
    ----------
    chapters : path
        A folder that is not there has none.

    Returns
    -------
    dict from str to Section
    """
    found = {}
    for path in sorted(Path(chapters).glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts = ("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        for label, title in LABELLED.findall("\n".join(texts)):
            found[label] = Section(title.strip(), f"chapters/{path.stem}.html#{label}")
    return found
