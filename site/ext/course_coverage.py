"""The directive `{coverage-table}`: every item of the syllabus, its section and its proof.

At reading time it makes one section for each chapter that the site has and a list of the chapters
to come. The links are filled in when all pages are known. A cell that claims an item which the
syllabus does not have, or does not prove what it claims, is a warning and stops the build.
"""

from pathlib import Path

from course_claims import (
    SYLLABUS,
    Claim,
    Item,
    chapter_number,
    chapter_title,
    faults,
    read_claims,
    read_syllabus,
)
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)
COLUMNS = (("Item", 8), ("What", 40), ("Section", 24), ("Proof", 28))
SHORT = 64  # characters of a test that are shown


class coverage_rows(nodes.General, nodes.Element):
    """Holds the place of a chapter's table until the anchors of all pages are known."""


class CoverageTable(SphinxDirective):
    """Sections with one table for each chapter, and the items still to come."""

    def run(self) -> list[nodes.Node]:
        """Read the syllabus and the tags of all chapters that the site has."""
        self.env.note_dependency(str(SYLLABUS))
        coverage_documents(self.env).add(self.env.docname)
        items = read_syllabus()
        chapters = list(dict.fromkeys(item.chapter for item in items))
        present = [chapter for chapter in chapters if chapter in self.env.found_docs]
        planned = [item for item in items if item.chapter not in present]
        sections = [self._section(chapter, items) for chapter in present]
        return [*sections, *([self._planned(planned)] if planned else [])]

    def _section(self, chapter: str, items: list[Item]) -> nodes.section:
        path = Path(self.env.doc2path(chapter))
        self.env.note_dependency(str(path))
        claims = read_claims(path)
        for fault in faults(claims, chapter, items):
            logger.warning(fault, location=chapter, type="course", subtype="coverage")
        own = [item for item in items if item.chapter == chapter]
        table = coverage_rows(chapter=chapter, items=own, claims=claims)
        number = chapter_number(chapter)
        return section(f"coverage-{number}", f"Chapter {number}: {chapter_title(path)}", table)

    def _planned(self, items: list[Item]) -> nodes.section:
        rows = nodes.bullet_list(classes=["simple"])
        for chapter in dict.fromkeys(item.chapter for item in items):
            own = [item for item in items if item.chapter == chapter]
            text = "; ".join(f"{item.id} {item.title}" for item in own)
            rows += nodes.list_item("", nodes.paragraph("", f"{text}."))
        return section("coverage-planned", "Planned", rows)


def section(id: str, title: str, *content: nodes.Node) -> nodes.section:
    """A section with a heading of its own."""
    return nodes.section("", nodes.title("", title), *content, ids=[id], names=[id])


def coverage_documents(env) -> set[str]:
    """Names of the pages that hold a coverage table."""
    if not hasattr(env, "course_coverage_documents"):
        env.course_coverage_documents = set()
    return env.course_coverage_documents


def reread_when_chapters_come_or_go(_app: Sphinx, env, added, _changed, removed) -> list[str]:
    """A new chapter is no dependency of the table yet."""
    return sorted(coverage_documents(env)) if added or removed else []


def fill_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the tables in the places that the directive kept."""
    for place in list(doctree.findall(coverage_rows)):
        sections = cell_sections(app.env.get_doctree(place["chapter"]))
        uri = app.builder.get_relative_uri(docname, place["chapter"])
        rows = [row(item, place["claims"], sections, uri) for item in place["items"]]
        place.replace_self(table(rows))


def cell_sections(doctree: nodes.document) -> dict[int, nodes.section]:
    """Cell index -> the section that the cell stands in; the body of a solution is none."""
    found = {}
    for cell in doctree.findall(lambda node: isinstance(node, nodes.container)):
        parent = cell.parent
        while parent is not None and not has_title(parent):
            parent = parent.parent
        if "cell_index" in cell and parent is not None:
            found[cell["cell_index"]] = parent
    return found


def has_title(node: nodes.Node) -> bool:
    """Whether a node is a section with a heading."""
    return isinstance(node, nodes.section) and isinstance(node.next_node(), nodes.title)


def section_before(sections: dict[int, nodes.section], cell: int) -> nodes.section | None:
    """The section of a cell; a proof that the site leaves out stands after the cell it guards."""
    earlier = [index for index in sections if index <= cell]
    return sections[max(earlier)] if earlier else None


def row(item: Item, claims: list[Claim], sections: dict, uri: str) -> list[nodes.Node]:
    """The cells of one row: id, title, links, proof."""
    own = [claim for claim in claims if claim.item == item.id]
    links = nodes.paragraph()
    shown = [section_before(sections, claim.cell) for claim in own]
    places = {place["ids"][0]: place for place in shown if place is not None}
    for anchor, place in places.items():
        links += [nodes.Text(", ")] if len(links) else []
        title = place.next_node(nodes.title).astext()
        links += nodes.reference("", title, internal=True, refuri=f"{uri}#{anchor}")
    return [nodes.paragraph("", item.id), nodes.paragraph("", item.title), links, proof(own)]


def proof(claims: list[Claim]) -> nodes.paragraph:
    """How many assertions, and the first of them; or the figure."""
    tests = [test for claim in claims for test in claim.assertions]
    if tests:
        count = f"{len(tests)} assertion{'s' if len(tests) > 1 else ''}: "
        first = tests[0] if len(tests[0]) <= SHORT else tests[0][: SHORT - 1] + "…"
        return nodes.paragraph("", "", nodes.Text(count), nodes.literal("", first))
    return nodes.paragraph("", "figure" if any(c.alt for c in claims) else "not shown yet")


def table(rows: list[list[nodes.Node]]) -> nodes.table:
    """A table with the four headings."""
    group = nodes.tgroup(cols=len(COLUMNS))
    group += [nodes.colspec(colwidth=width) for _, width in COLUMNS]
    heading = [nodes.paragraph("", name) for name, _ in COLUMNS]
    group += nodes.thead("", table_row(heading))
    group += nodes.tbody("", *map(table_row, rows))
    return nodes.table("", group, classes=["coverage"])


def table_row(cells: list[nodes.Node]) -> nodes.row:
    """A row with one entry for each node."""
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))


def setup(app: Sphinx) -> dict:
    """Register the directive."""
    app.add_node(coverage_rows)
    app.add_directive("coverage-table", CoverageTable)
    app.connect("env-get-outdated", reread_when_chapters_come_or_go)
    app.connect("doctree-resolved", fill_tables)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
