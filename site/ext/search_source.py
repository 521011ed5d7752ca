"""What a page says to a search: its sections with their texts, and the entries of a glossary."""

import posixpath
import re

from course_sets import CHECK_CLASS
from docutils import nodes
from sphinx import addnodes

OTHER_NAMES = re.compile(r"^(?:Also|Chinese|Korean): (.*?)\.?$", re.MULTILINE)
ASIDE = re.compile(r" \([^)]*\)$")  # of a name: "deconvolution (a misnomer)"
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


def sections_of(doctree: nodes.document) -> list[list]:
    """Lines of all names for links, heading and text of each section of a page."""
    lines = []
    for section in doctree.findall(is_titled):
        own = " ".join(text_of(child) for child in section.children[1:])
        lines.append([[*section["ids"]], section[0].astext(), " ".join(own.split())])
    return lines


def meaning_of(definition: nodes.definition) -> str:
    """The first line of a definition; nothing where a formula is part of it."""
    first = definition.next_node(nodes.paragraph)
    words = []
    for child in first.children:
        before, end, _ = child.astext().partition("\n")
        if isinstance(child, nodes.math):
            return ""
        words.append(before)
        if end:
            break
    return "".join(words)


def places_of(page: str, definition: nodes.definition) -> list[str]:
    """Addresses in other pages that a definition links to, from the folder of the site."""
    links = [link.get("refuri", "") for link in definition.findall(nodes.reference)]
    folder = posixpath.dirname(page)
    return [posixpath.normpath(posixpath.join(folder, link)) for link in links if "#" in link]


def terms_of(page: str, doctree: nodes.document) -> list[list]:
    """Lines of address, names (its own first), meaning and places for each entry of a glossary."""
    lines = []
    for entry in doctree.findall(nodes.definition_list_item):
        term = entry.next_node(nodes.term)
        if not isinstance(entry.parent.parent, addnodes.glossary) or not term["ids"]:
            continue
        definition = entry.next_node(nodes.definition)
        others = [
            ASIDE.sub("", name)
            for names in OTHER_NAMES.findall(definition.astext())
            for name in names.split(", ")
        ]
        names = [term.astext(), *others]
        address = f"{page}#{term['ids'][0]}"
        lines.append([address, names, meaning_of(definition), places_of(page, definition)])
    return lines
