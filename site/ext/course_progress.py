"""The directive `{progress-table}`: the chapters with their numbers of sections, for `progress.js`.

What a reader has done is known to the reader's browser alone. The site says which sections there
are: those of core and more, in each chapter that has any. `progress_page.js` fills in the rest,
and is loaded on pages with such a table only.
"""

from html import escape

from course_form import CLASS, MARKS
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

HEADINGS = "<thead><tr><th>Chapter</th><th>Done</th><th>Sections</th></tr></thead>"
SUMMARY = '<p class="progress-summary"></p>'  # the script fills both; what is below stays in place
BUTTONS = (
    '<div class="progress-buttons">Without scripts this page shows the chapters, and keeps '
    "nothing.</div>"
)


class progress_rows(nodes.General, nodes.Element):
    """Holds the place of the table until all chapters are known."""


class ProgressTable(SphinxDirective):
    """A table with a row for each chapter."""

    def run(self) -> list[nodes.Node]:
        """Keep the place."""
        return [progress_rows()]


def sections(doctree: nodes.document) -> list[nodes.section]:
    """The sections of a chapter that can be done."""
    marks = {f"{CLASS}{mark}" for mark in MARKS}
    return [part for part in doctree.findall(nodes.section) if marks & {*part["classes"]}]


def rows(app: Sphinx, docname: str) -> list[str]:
    """The rows of the table, in the order of the course."""
    found = []
    for chapter in app.env.toc_secnumbers:  # the numbered pages, in the order of the contents
        total = len(sections(app.env.get_doctree(chapter)))
        number = app.env.toc_secnumbers[chapter].get("", ())
        if total and number:
            label = ".".join(map(str, number))
            title = f"{label}. {app.env.titles[chapter].astext()}"
            link = app.builder.get_relative_uri(docname, chapter)
            found.append(row(chapter, link, title, total))
    return found


def row(chapter: str, link: str, title: str, total: int) -> str:
    """The row of a chapter: its link, a bar, and a count."""
    bar = f'<progress max="{total}" value="0" aria-label="{escape(title)}"></progress>'
    count = f'<td class="progress-count">{total}</td>'
    name = f'<a href="{escape(link)}">{escape(title)}</a>'
    return (
        f'<tr data-page="{chapter}" data-total="{total}"><td>{name}</td><td>{bar}</td>{count}</tr>'
    )


def fill_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the tables in the places that the directive kept."""
    for place in list(doctree.findall(progress_rows)):
        body = "".join(rows(app, docname))
        table = f'<table class="course-progress">{HEADINGS}<tbody>{body}</tbody></table>'
        html = f'{SUMMARY}<div class="table-box">{table}</div>{BUTTONS}'
        place.replace_self(nodes.raw("", html, format="html"))


def load_script(_app: Sphinx, _pagename: str, _template: str, context: dict, _doctree) -> None:
    """Load the page's own script."""
    if 'class="course-progress"' in (context.get("body") or ""):
        address = context["pathto"]("_static/progress_page.js", 1)
        context["body"] += f'\n<script defer src="{address}"></script>'


def setup(app: Sphinx) -> dict:
    """Register the directive."""
    app.add_node(progress_rows)
    app.add_directive("progress-table", ProgressTable)
    app.connect("doctree-resolved", fill_tables)
    app.connect("html-page-context", load_script, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
