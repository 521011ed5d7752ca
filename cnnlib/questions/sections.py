"""Where a question is taught: titles of labelled sections, read from the chapters."""

import json
import re
from functools import cache
from pathlib import Path

LABELLED = re.compile(r"^\(([\w-]+)\)=\n+#+ +(.+)$", re.MULTILINE)


@cache
def section_titles(chapters):
    """Return where each label of the chapters stands.

    Parameters
    ----------
    chapters : pathlib.Path
        Folder of notebooks.

    Returns
    -------
    dict of str to str
        From label to words, as ``'"Pad with zeros" in chapter 3'``.
    """
    found = {}
    for path in sorted(Path(chapters).glob("[0-9]*.ipynb")):
        number = int(path.name[:2])
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        for label, title in LABELLED.findall(text):
            found[label] = f'"{title.strip()}" in chapter {number}'
    return found
