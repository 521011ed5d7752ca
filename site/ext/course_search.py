"""The texts of the book for the search page: sections, and the names of the terms.

Sphinx's index knows words but not their order, nor the names of a term. Here each entry of the
glossary is a line of `searchterms.js` with all its names, and each section a line of
`searchtext.js` with its text, which `search.js` loads when something is asked for. What pages have
said is kept in `_build/.search.json` from build to build.
"""

import json
import re
from pathlib import Path

from course_sets import CHECK_CLASS
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

TERMS_FILE = "_static/searchterms.js"
TEXTS_FILE = "_static/searchtext.js"
OTHER_NAMES = re.compile(r"^(?:Also|Chinese|Korean): (.*?)\.?$", re.MULTILINE)
UNREAD = (nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.comment)


def is_titled(node: nodes.Node) -> bool:
    """Whether a node is a section with a heading; exercises have sections without."""
    return isinstance(node, nodes.section) and isinstance(node[0], nodes.title)


def is_unread(node: nodes.Node) -> bool:
    """Whether a node says nothing to search for, or says it elsewhere."""
    unread_classes = {"output", CHECK_CLASS} & {*(node.get("classes") or [])}
    return isinstance(node, UNREAD) or is_titled(node) or bool(unread_classes)


def text_of(node: nodes.Node) -> str:
    """What a reader sees of a node, formulas and sections within it left out."""
    if isinstance(node, nodes.Text):
        return str(node)
    if is_unread(node):
        return " "
    inline = isinstance(node, nodes.TextElement) and not isinstance(node, nodes.literal_block)
    return ("" if inline else " ").join(text_of(child) for child in node.children)


def sections_of(page: str, title: str, doctree: nodes.document) -> list[list[str]]:
    """Lines of page, anchor, title of the page, heading, and the text of each section."""
    lines = []
    for section in doctree.findall(is_titled):
        heading = section[0]
        own = " ".join(text_of(child) for child in section.children[1:])
        text = " ".join(own.split())
        lines.append([page, section["ids"][0], title, heading.astext(), text])
    return lines


def terms_of(page: str, doctree: nodes.document) -> list[list]:
    """Lines of address and names for each entry of a glossary, its own name first."""
    lines = []
    for entry in doctree.findall(nodes.definition_list_item):
        term = entry.next_node(nodes.term)
        if not isinstance(entry.parent.parent, addnodes.glossary) or not term["ids"]:
            continue
        told = entry.next_node(nodes.definition).astext()
        others = [name for names in OTHER_NAMES.findall(told) for name in names.split(", ")]
        lines.append([f"{page}#{term['ids'][0]}", [term.astext(), *others]])
    return lines


class Texts:
    """What all pages say, by document."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.pages = json.loads(store.read_text(encoding="utf-8")) if store.is_file() else {}

    def note(self, docname: str, page: str, title: str, doctree: nodes.document) -> None:
        """Keep what one page says."""
        sections = sections_of(page, title, doctree)
        self.pages[docname] = {"sections": sections, "terms": terms_of(page, doctree)}

    def write(self, folder: Path, docnames: set[str]) -> None:
        """Write the scripts for the search page; pages that are gone are forgotten."""
        self.pages = {name: self.pages[name] for name in sorted(self.pages) if name in docnames}
        self.store.write_text(json.dumps(self.pages), encoding="utf-8")
        lines = {
            kind: [line for page in self.pages.values() for line in page[kind]]
            for kind in ("sections", "terms")
        }
        terms, sections = (
            json.dumps(lines[kind], ensure_ascii=False, separators=(",", ":"))
            for kind in ("terms", "sections")
        )
        scripts = {
            TERMS_FILE: f"const COURSE_SEARCH = {{ terms: {terms} }};\n",
            TEXTS_FILE: f"COURSE_SEARCH.sections = {sections};\n",
        }
        for name, script in scripts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(script, encoding="utf-8")


def start(app: Sphinx) -> None:
    """Sphinx's own index and search page are not made."""
    if app.builder.format == "html":
        app.builder.search = False
        app.course_texts = Texts(Path(app.outdir).parent / ".search.json")


def note_page(app: Sphinx, page: str, _template: str, context: dict, doctree) -> None:
    """Keep the text of a page that is written."""
    if doctree is not None:
        title = re.sub(r"<[^>]+>", "", context["title"])
        app.course_texts.note(page, app.builder.get_target_uri(page), title, doctree)


def write_texts(app: Sphinx, error: Exception | None) -> None:
    """After all pages."""
    if error is None and app.builder.format == "html":
        Path(app.outdir, "searchindex.js").unlink(missing_ok=True)  # empty
        app.course_texts.write(Path(app.outdir), app.env.found_docs)


def setup(app: Sphinx) -> dict:
    """Connect; the page itself is `html_additional_pages: {search: search.html}`."""
    app.connect("builder-inited", start, priority=100)
    app.connect("html-page-context", note_page)
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
