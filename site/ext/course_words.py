"""Words that a narrow screen would break badly: too long ones, names with a hyphen, quantities.

A browser may break a line after any hyphen and at any space. That is right for "up-convolution"
and tears "FCN-8s", "R-CNN" and "91 %" apart. Hyphen and space stay, so that a reader's search and
copy find them as they are typed; a `<span>` keeps the whole on one line. Used by course_page.
"""

import re

from bs4 import BeautifulSoup, NavigableString

LONG_WORD = 24  # letters
LONGEST_WHOLE = 14  # letters of a name that any screen, and a column of a table, has room for
UNBROKEN = re.compile(
    r"(?<![\w/.-])\w+(?:-\w+)+(?![\w/-])"  # a hyphenated word
    r"|(?<!\w)\d[\d.,]* (?:%|(?:[kKMG]i?B|ms|s)\b)"  # a number and its unit
)
LONG_HEADINGS = {"parameters": "para\u00admeters", "activations": "acti\u00advations"}
UNTOUCHED = ("script", "style", "pre", "code", "svg", "template", "textarea")
WHOLE = "whole-word"


def is_whole(found: str) -> bool:
    """Whether what was found is read as one: a name or a quantity, not a word of two words.

    >>> [is_whole(word) for word in ("FCN-8s", "R-CNN", "n-th", "up-convolution", "top-5", "2 GB")]
    [True, True, True, False, True, True]
    """
    if "-" not in found:
        return True
    parts = found.split("-")
    has_letter_alone = any(len(part) == 1 for part in parts)
    has_number_after = any(part[0].isdigit() for part in parts[1:])
    return len(found) <= LONGEST_WHOLE and (has_letter_alone or has_number_after)


def split_at_wholes(text: str) -> list[tuple[bool, str]]:
    """Split a text into pairs: whether a part stays on one line, and the part.

    >>> split_at_wholes("an R-CNN of 90 % takes")
    [(False, 'an '), (True, 'R-CNN'), (False, ' of '), (True, '90 %'), (False, ' takes')]
    """
    parts, end = [], 0
    for match in UNBROKEN.finditer(text):
        if is_whole(match[0]):
            parts += [(False, text[end : match.start()]), (True, match[0])]
            end = match.end()
    parts.append((False, text[end:]))
    return [(stays, part) for stays, part in parts if part]


def keep_whole(body: BeautifulSoup) -> None:
    """Put names that hold a hyphen, and numbers with their unit, into a `<span>` on one line."""
    for text in body.find_all(string=UNBROKEN):
        parts = split_at_wholes(str(text))
        if text.find_parent(UNTOUCHED) or text.find_parent(class_="math"):
            continue
        if any(stays for stays, _ in parts):
            new = [whole(body, part) if stays else NavigableString(part) for stays, part in parts]
            text.replace_with(*new)


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
