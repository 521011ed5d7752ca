"""Words that a narrow screen would break badly: too long ones, and names that hold a hyphen.

A browser may break a line after any hyphen. That is right for "up-convolution" and tears
"FCN-8s" and "R-CNN" apart. The hyphen itself stays, so that a reader's search and copy find it as
it is typed; the name stands in a `<span>` that keeps it on one line. Used by course_page.
"""

import re

from bs4 import BeautifulSoup, NavigableString

LONG_WORD = 24  # letters
LONGEST_WHOLE = 14  # letters of a name that any screen, and a column of a table, has room for
HYPHENATED = re.compile(r"(?<![\w/.-])\w+(?:-\w+)+(?![\w/-])")
LONG_HEADINGS = {"parameters": "para\u00admeters", "activations": "acti\u00advations"}
UNTOUCHED = ("script", "style", "pre", "code", "svg", "template", "textarea")
WHOLE = "whole-word"


def is_name(word: str) -> bool:
    """Whether a hyphenated word is read as one: a letter alone or a digit follows or leads.

    >>> [is_name(word) for word in ("FCN-8s", "R-CNN", "n-th", "up-convolution", "top-5")]
    [True, True, True, False, True]
    """
    parts = word.split("-")
    has_letter_alone = any(len(part) == 1 for part in parts)
    has_number_after = any(part[0].isdigit() for part in parts[1:])
    return len(word) <= LONGEST_WHOLE and (has_letter_alone or has_number_after)


def parts_by_name(text: str) -> list[tuple[bool, str]]:
    """Split a text into (is a name, part).

    >>> parts_by_name("an R-CNN")
    [(False, 'an '), (True, 'R-CNN')]
    """
    parts, end = [], 0
    for match in HYPHENATED.finditer(text):
        if is_name(match[0]):
            parts += [(False, text[end : match.start()]), (True, match[0])]
            end = match.end()
    parts.append((False, text[end:]))
    return [(named, part) for named, part in parts if part]


def keep_names_whole(body: BeautifulSoup) -> None:
    """Put each name that holds a hyphen into a `<span>` that is not broken."""
    for text in body.find_all(string=HYPHENATED):
        parts = parts_by_name(str(text))
        if text.find_parent(UNTOUCHED) or text.find_parent(class_="math"):
            continue
        if any(named for named, _ in parts):
            text.replace_with(*(whole(body, part) if named else NavigableString(part)
                                for named, part in parts))  # fmt: skip


def whole(body: BeautifulSoup, word: str):
    """The word in its `<span>`."""
    span = body.new_tag("span", attrs={"class": WHOLE})
    span.string = word
    return span


def let_headings_break(body: BeautifulSoup) -> None:
    """Soft hyphens in long words over columns of numbers, which are narrower on a phone."""
    for heading in body.select("thead th"):
        if heading.string in LONG_HEADINGS:
            heading.string.replace_with(LONG_HEADINGS[heading.string])


def mark_long_words(body: BeautifulSoup) -> None:
    """Mark what may be wider than a phone among the words of code in sentences: an address."""
    for word in body.select("code.literal .pre"):
        if len(word.text) > LONG_WORD:
            word["class"].append("long-word")
