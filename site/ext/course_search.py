"""The texts of the book for the search page: sections, and the names of the terms.

Sphinx's index knows words but not their order, nor the names of a term. Here `searchterms.js`
holds what the first results need: a line for each entry of the glossary with all its names, its
meaning and the section that teaches it, and a line for each page with the headings of its sections.
`searchtext.js` holds the text of each section; `search_page.js` loads it when something is asked
for. What pages have said is kept in `_build/.searched.json` from build to build.
"""

import json
import re
from pathlib import Path

from docutils import nodes
from search_source import sections_of, terms_of
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

TERMS_FILE = "_static/searchterms.js"
TEXTS_FILE = "_static/searchtext.js"
CHAPTER = re.compile(r"chapters/\d\d_")
APPENDIX = "chapters/appendices/"
CLOSING = re.compile(r"(?:Pitfalls|Summary|Practice|Practice questions|Further reading)$")


def kind_of(docname: str) -> int:
    """0 for a chapter, 2 for an appendix, 1 for other pages: chapters come first in results."""
    if CHAPTER.match(docname):
        return 0
    return 2 if docname.startswith(APPENDIX) else 1


class Texts:
    """What all pages say, by document."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.pages = json.loads(store.read_text(encoding="utf-8")) if store.is_file() else {}

    def note(self, docname: str, page: str, title: str, doctree: nodes.document) -> None:
        """Keep what one page says."""
        sections, terms = sections_of(doctree), terms_of(page, doctree)
        self.pages[docname] = {"page": page, "title": title, "sections": sections, "terms": terms}

    def write(self, folder: Path, docnames: set[str]) -> None:
        """Write the scripts for the search page; pages that are gone are forgotten."""
        self.pages = {name: self.pages[name] for name in sorted(self.pages) if name in docnames}
        self.store.write_text(json.dumps(self.pages), encoding="utf-8")
        known = {"terms": self.terms(), "pages": self.headings()}
        scripts = {
            TERMS_FILE: f"const COURSE_SEARCH = {compact(known)};\n",
            TEXTS_FILE: f"COURSE_SEARCH.texts = JSON.parse({quoted(compact(self.texts()))});\n",
        }
        for name, script in scripts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(script, encoding="utf-8")

    def terms(self) -> list[list]:
        """Lines of address, names, meaning, and addresses of the sections that teach a term."""
        own = self.own_addresses()
        openings = {
            f"{said['page']}#{said['sections'][0][0][0]}"
            for said in self.pages.values()
            if said["sections"]
        }
        lines = []
        for said in self.pages.values():
            for address, names, meaning, places in said["terms"]:
                linked = [own[place] for place in places if place in own]
                lines.append([address, names, meaning, taught_in(linked, openings)])
        return lines

    def own_addresses(self) -> dict[str, str]:
        """The address of each section by all the names that links may use for it."""
        return {
            f"{said['page']}#{name}": f"{said['page']}#{names[0]}"
            for said in self.pages.values()
            for names, _, _ in said["sections"]
            for name in names
        }

    def headings(self) -> list[list]:
        """Lines of page, title, kind, and anchor and heading of each section.

        A third entry, 1, marks the sections that close a chapter.
        """
        return [
            [said["page"], said["title"], kind_of(docname), headings_of(said["sections"])]
            for docname, said in self.pages.items()
        ]

    def texts(self) -> dict[str, dict[str, str]]:
        """The text of each section by page and anchor."""
        return {
            said["page"]: {names[0]: text for names, _, text in said["sections"]}
            for said in self.pages.values()
        }


def headings_of(sections: list[list]) -> list[list]:
    """Lines of anchor and heading, with a 1 where a chapter closes."""
    return [
        [names[0], heading, 1] if CLOSING.match(heading) else [names[0], heading]
        for names, heading, _ in sections
    ]


def taught_in(places: list[str], openings: set[str]) -> list[str]:
    """The sections among the places that a term links to; a chapter where none of its own is."""
    named = [place for place in places if place not in openings]
    pages = {page_of(place) for place in named}
    chapters = [place for place in places if place in openings]
    return [*named, *(place for place in chapters if page_of(place) not in pages)]


def page_of(address: str) -> str:
    """The page of an address in it."""
    return address.partition("#")[0]


def compact(value: list | dict) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def quoted(text: str) -> str:
    """A text as a string of JavaScript; browsers read JSON in it sooner than the same as code."""
    escapes = {"\\": "\\\\", "'": "\\'", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return "'" + "".join(escapes.get(letter, letter) for letter in text) + "'"


def start(app: Sphinx) -> None:
    """Sphinx's own index and search page are not made."""
    if app.builder.format == "html":
        app.builder.search = False
        app.course_texts = Texts(Path(app.outdir).parent / ".searched.json")


def note_unread(app: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
    """Pages of which nothing is kept are out of date."""
    kept = {*app.course_texts.pages} if app.builder.format == "html" else env.found_docs
    return sorted(env.found_docs - kept)


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
    app.connect("env-get-outdated", note_unread)
    app.connect("html-page-context", note_page)
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
