"""Say in which language a word is: Chinese and Korean terms of the glossary carry `lang`.

A screen reader then takes the right voice, and a browser the right shapes: the same Han character
is drawn differently in Chinese, Japanese and Korean fonts. What is written in Hangul is Korean, and
Han characters in this book are Chinese. Used by course_page.
"""

import re

from bs4 import BeautifulSoup, NavigableString

HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# From the first to the last character of a script, with what separates words and terms.
RUN = re.compile(
    f"(?P<ko>[{HANGUL}](?:[{HANGUL} ,·-]*[{HANGUL}])?)|(?P<zh>[{HAN}](?:[{HAN} ,、·-]*[{HAN}])?)"
)
UNTOUCHED = ("script", "style", "pre", "code")


def parts_by_language(text: str) -> list[tuple[str, str]]:
    """Split a text into (language, part): "ko", "zh", or "" for all other parts."""
    parts, end = [], 0
    for match in RUN.finditer(text):
        parts += [("", text[end : match.start()]), (match.lastgroup, match.group())]
        end = match.end()
    parts.append(("", text[end:]))
    return [(language, part) for language, part in parts if part]


def mark_languages(body: BeautifulSoup) -> None:
    """Put Chinese and Korean words into `<span lang>`, but those that have a language already."""
    for text in body.find_all(string=RUN):
        if text.find_parent(UNTOUCHED) or text.find_parent(lang=["zh", "ko"]):
            continue
        new = []
        for language, part in parts_by_language(str(text)):
            if language:
                span = body.new_tag("span", attrs={"lang": language})
                span.string = part
                new.append(span)
            else:
                new.append(NavigableString(part))
        text.replace_with(*new)
