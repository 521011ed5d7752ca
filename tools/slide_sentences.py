"""Which sentences of a paragraph stand on a slide. One sentence is one line of the source."""

from bs4 import BeautifulSoup, NavigableString, Tag

FEW_WORDS = 4
PARSER = "html.parser"


def sentences(paragraph: Tag) -> list[str]:
    """The sentences of a paragraph as HTML: each begins a line of the source.

    >>> sentences(BeautifulSoup("<p>One <b>bold</b>.\\nTwo.</p>", PARSER).p)
    ['One <b>bold</b>.', 'Two.']
    """
    lines = [""]
    for child in paragraph.children:
        if isinstance(child, NavigableString):
            first, *others = child.output_ready(formatter="minimal").split("\n")
            lines[-1] += first
            lines += others
        else:
            lines[-1] += str(child)
    return [line.strip() for line in lines if line.strip()]


def key_sentences(paragraph: Tag, leads: bool = True) -> list[str]:
    """What of a paragraph stands on a slide; without `leads` no sentence that announces."""
    lines = said(paragraph, leads)
    announced = [line for line in lines[-1:] if announces(line)]
    others = lines[: len(lines) - len(announced)]
    first = words(others[0]) if others else ""
    incomplete = first.endswith("?") or len(first.split()) <= FEW_WORDS
    return others[: 2 if incomplete else 1] + announced


def said(paragraph: Tag, leads: bool = True) -> list[str]:
    """All sentences of a paragraph; without `leads` no sentence that announces."""
    lines = sentences(paragraph)
    return lines[:-1] if lines and not leads and announces(lines[-1]) else lines


def announces(line: str) -> bool:
    """Whether a sentence ends with a colon."""
    return words(line).endswith(":")


def words(html: str) -> str:
    """The text of HTML, without drawings."""
    return BeautifulSoup(html, PARSER).get_text().replace("\u2060", "").strip()
