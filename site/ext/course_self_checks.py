"""Self-checks on a page: their numbers computed, their answers folded and not in plain text.

An author writes a box "Check yourself" (`self_check_source`). Two steps carry it to the page:

* while the source is read, each box is validated and its numbers are computed; what is wrong is
  a warning, and warnings stop the build. The key of the answer travels in a class;
* in the finished body the answer becomes a fold of its own, which needs no script, and
  `self_check.js`, which only pages with a self-check load, puts the question's widget before it.

Until it is opened no answer stands in the page in plain text: its letters are written as
character references and its key in Base64. That hides it from a glance at the source and from a
search in it, not from who wants to know.
"""

import html
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag
from course_imports import imported_files
from self_check_source import BOX, Check, filled_boxes, plain_box
from self_check_values import CheckError, parts_in
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
KEY_CLASS = "key-"
SCRIPTS = ("self_check.js", "self_check_kinds.js")
STYLES = ("self_check.css", "self_check_verdict.css")
VEIL = "\ue000", "\ue001"  # around a text to veil, until the body is written
VEILED = re.compile(f"{VEIL[0]}(.*?){VEIL[1]}", re.DOTALL)


# -- while reading ---------------------------------------------------------------------------------


def read_checks(app: Sphinx, docname: str, source: list[str]) -> None:
    """Validate and compute the self-checks of a page."""
    if "self-check" not in source[0]:
        return
    for part in parts_in(source[0]):
        for file in imported_files(f"import cnnlib.{part}", ROOT):
            app.env.note_dependency(str(file))
    if not source[0].lstrip().startswith("{"):
        source[0] = computed(source[0], docname)
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            place = f"{docname}, {cell.get('id', 'a cell')}"
            cell["source"] = computed("".join(cell["source"]), place)
    source[0] = json.dumps(notebook)


def computed(text: str, place: str) -> str:
    """The text with the numbers of its self-checks; a warning where one is wrong."""
    try:
        return filled_boxes(text, keyed_box)
    except CheckError as error:
        logger.warning("self-check: %s", error, location=place, type="course", subtype="check")
        return BOX.sub("", text)


def keyed_box(fence: str, check: Check) -> str:
    """The box with its key as a class, in hexadecimal digits, which a class keeps as they are."""
    return plain_box(fence, check, KEY_CLASS + json.dumps(check.key).encode().hex())


# -- in the finished page --------------------------------------------------------------------------


def finish_checks(body: BeautifulSoup) -> None:
    """Give each box its id and key, and its answer the fold; mark what `veil` hides."""
    counts: dict[str, int] = {}
    for box in body.select("div.self-check"):
        section = box.find_parent("section")
        name = section["id"] if section is not None else "page"
        counts[name] = counts.get(name, 0) + 1
        box["id"] = f"check-{name}-{counts[name]}"
        key = next(word for word in box["class"] if word.startswith(KEY_CLASS))
        box["class"] = [word for word in box["class"] if word != key]
        plain = bytes.fromhex(key.removeprefix(KEY_CLASS))
        box["data-key"] = b64encode(plain).decode()
        finish_answer(box.find("details", recursive=False))


def finish_answer(fold: Tag) -> None:
    """The fold of an answer: its title says what it holds, its texts are marked for `veil`."""
    fold["class"] = ["self-check-answer"]
    fold.summary.attrs = {}
    fold.summary.string = "Answer and reasons"
    for text in list(fold.find_all(string=True)):
        if text.strip() and text.find_parent("summary") is None:
            text.replace_with(NavigableString(VEIL[0] + text + VEIL[1]))


def veil(body: str) -> str:
    r"""Marked texts as character references.

    >>> veil("<b>\ue000n &lt; 9\ue001</b>")
    '<b>&#110;&#32;&#60;&#32;&#57;</b>'
    """
    return VEILED.sub(lambda m: "".join(f"&#{ord(c)};" for c in html.unescape(m[1])), body)


def load_files(app: Sphinx, _pagename: str, _template: str, context: dict, _doctree) -> None:
    """Load script and style on pages that have a self-check."""
    if 'data-key="' not in (context.get("body") or ""):
        return
    static = ROOT / "site" / "static"

    def address(name: str) -> str:
        version = sha256((static / name).read_bytes()).hexdigest()[:8]
        return f"{context['pathto'](f'_static/{name}', 1)}?v={version}"

    styles = [f'<link rel="stylesheet" href="{address(name)}" />' for name in STYLES]
    context["metatags"] = "\n".join([context.get("metatags", ""), *styles])
    scripts = [f'<script defer src="{address(name)}"></script>' for name in SCRIPTS]
    context["body"] = "\n".join([context["body"], *scripts])


def setup(app: Sphinx) -> dict:
    """Connect the reading and the loading; `course_page` calls the finishing of the body."""
    app.connect("source-read", read_checks)
    app.connect("html-page-context", load_files, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
