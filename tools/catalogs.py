"""Bring a translation up to date: ``python tools/catalogs.py de [chapters/14_summary]``.

`make catalogs` has written what there is to translate into `_build/gettext`. Each file below
`locale/de` takes over the messages of its page: one that changed keeps its translation, marked as
fuzzy until a translator has looked at it, and one that is gone is dropped. Pages that are named are
begun. What is left to do is printed.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
TEMPLATES = ROOT / "_build" / "gettext"
WIDTH = 100
HEAD = """\
# Keep formulas, code, numbers and what links lead to as they are.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
# A translation holds these as they stand: formulas, code, and what a role or a link leads to.
FORMULA = re.compile(r"\$[^$]+\$")
ROLE = re.compile(r"(\{[\w:-]+\})`(?:[^`<]*<([^`>]+)>|([^`]+))`")
LINK = re.compile(r"\]\(([^)]*)\)")
CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def read(path: Path, locale: str | None = None) -> Catalog:
    """The messages of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def write(catalog: Catalog, path: Path) -> None:
    """Write a file without what changes by itself: dates, line numbers, and what is gone."""
    messages = BytesIO()
    write_po(
        messages, catalog, width=WIDTH, omit_header=True, no_location=True, ignore_obsolete=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(locale=catalog.locale) + messages.getvalue().decode().rstrip() + "\n"
    path.write_text(text, encoding="utf-8")


def folder_of(locale: str) -> Path:
    """Where the translations into a language lie."""
    return LOCALE / locale / "LC_MESSAGES"


def pages_of(locale: str) -> list[str]:
    """The pages that have a translation."""
    folder = folder_of(locale)
    paths = sorted(folder.rglob("*.po"))
    return [path.relative_to(folder).with_suffix("").as_posix() for path in paths]


def updated(catalog: Catalog, template: Catalog) -> Catalog:
    """The translation with the messages of the template, in its order."""
    catalog.update(template)
    fresh = Catalog(locale=catalog.locale)
    for message in template:
        if message.id:
            old = catalog.get(message.id)
            flags = {"fuzzy"} if old.fuzzy else set()
            fresh.add(message.id, old.string, flags=flags)
    return fresh


def kept(text: str) -> list[str]:
    """What a message and its translation share: formulas, code, targets, numbers.

    >>> kept("See {term}`strides <stride>` of $s$: 1,000")
    ['$s$', '1000', '{term} stride']
    """
    found = FORMULA.findall(text)
    text = FORMULA.sub(" ", text)
    found += [f"{role} {target or name}" for role, target, name in ROLE.findall(text)]
    text = ROLE.sub(" ", text)
    found += CODE.findall(text)
    found += LINK.findall(text)
    found += [re.sub("[.,]", "", number) for number in NUMBER.findall(CODE.sub(" ", text))]
    return sorted(found)


def fault_of(message: Message | None) -> str:
    """What a translator has to do about a message; nothing where it is fine."""
    if message is None:
        return "new or changed"
    if message.fuzzy:
        return "fuzzy: the English text has changed"
    if not message.string:
        return "not translated"
    if kept(message.id) != kept(message.string):
        return f"{kept(message.string)} in the translation, {kept(message.id)} in the original"
    return ""


def faults(catalog: Catalog, template: Catalog) -> list[str]:
    """What is stale, missing or wrong in a translation, one line each."""
    wanted = {message.id for message in template if message.id}
    found = [(text, fault_of(catalog.get(text))) for text in wanted]
    gone = [(m.id, "no longer in the course") for m in catalog if m.id and m.id not in wanted]
    gone += [(text, "obsolete") for text in catalog.obsolete]
    return sorted(f"{fault}: {text!r}" for text, fault in found + gone if fault)


def main(arguments: list[str]) -> None:
    """Update the translation into one language; begin the pages that are named."""
    locale, *begun = arguments
    for page in sorted({*pages_of(locale), *begun}):
        path = folder_of(locale) / f"{page}.po"
        template = read(TEMPLATES / f"{page}.pot")
        catalog = read(path, locale) if path.is_file() else Catalog(locale=locale)
        fresh = updated(catalog, template)
        write(fresh, path)
        left = faults(fresh, template)
        print(f"{path.relative_to(ROOT)}: {len(fresh)} messages, {len(left)} to look at")
        print("".join(f"  {fault}\n" for fault in left), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
