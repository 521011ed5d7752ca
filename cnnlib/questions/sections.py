"""Where a question is taught: titles of labelled sections, read from the chapters."""

import json
import re
from functools import cache
from pathlib import Path

LABELLED = re.compile(r"^\(([\w-]+)\)=\n+#+ +(.+)$", re.MULTILINE)


@cache
def section_titles(chapters, site=None):
    """Return where each label of the chapters stands.

    Parameters
    ----------
    chapters : pathlib.Path
        Folder of notebooks.
    site : str, optional
        Address of the published pages; the titles become links to them.

    Returns
    -------
    dict of str to str
        From label to words in Markdown, as ``'"Pad with zeros" in chapter 3'``.
    """
    found = {}
    for path in sorted(Path(chapters).glob("[0-9]*.ipynb")):
        number = int(path.name[:2])
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        for label, title in LABELLED.findall(text):
            page = f"{site}/chapters/{path.stem}.html#{label}"
            words = f"[{title.strip()}]({page})" if site else f'"{title.strip()}"'
            found[label] = f"{words} in chapter {number}"
    return found
