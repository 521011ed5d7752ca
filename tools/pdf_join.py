"""Printed pages of the site become one document: pages, structure for screen readers, links.

Chromium writes one PDF for each page of the site. Here their pages stand one after the other, with
one tree of tags, and a link that the printing script marked with `book:` leads to a place in the
document. Photographs become JPEG, since Chromium writes every picture without loss.
"""

import io
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

INSIDE = "book:"  # the scheme of links that stay in the document
HEAVY = 60_000  # bytes of a picture beyond which JPEG is tried
JPEG_IF_BELOW = 0.5  # of the bytes without loss
QUALITY = 88


@dataclass
class Part:
    """A page of the site as Chromium has printed it."""

    name: str
    title: str
    reader: PdfReader
    sections: list[tuple[str, str]]  # identifier and heading
    start: int = 0  # the number of its first page, counted from 0

    def place(self, identifier: str) -> tuple[int, float, float] | None:
        """The page from 0, the left and the upper edge of an element; None where there is none."""
        found = self.reader.named_destinations.get(f"/{identifier}" if identifier else "/")
        if found is None:
            return None
        number = self.reader.get_destination_page_number(found)
        return self.start + number, float(found["/Left"]), float(found["/Top"])


def place_of(parts: list[Part], address: str) -> tuple[int, float, float]:
    """The place of `chapters/04_pooling#sec-sizes` in the document."""
    name, _, identifier = address.partition("#")
    part = next((part for part in parts if part.name == name), None)
    found = part and (part.place(identifier) if identifier else (part.start, 0.0, 842.0))
    if found is None:
        raise ValueError(f"a link leads to {address!r}, which is not in the document")
    return found


def joined(parts: list[Part]) -> PdfWriter:
    """A document of all parts: pages, tags and links; `start` of the parts is set."""
    writer = PdfWriter()
    trees = []
    for part in parts:
        part.start = len(writer.pages)
        for page in part.reader.pages:
            added = writer.add_page(page)
            if "/StructParents" in page:  # which `add_page` leaves out
                added[NameObject("/StructParents")] = NumberObject(page["/StructParents"])
        tree = part.reader.trailer["/Root"].get("/StructTreeRoot")
        if tree is not None:
            trees.append((part, tree.clone(writer)))
    join_trees(writer, trees)
    for part in parts:
        for page in writer.pages[part.start : part.start + len(part.reader.pages)]:
            link_inside(writer, parts, part, page)
    return writer


# -- tags ------------------------------------------------------------------------------------------


def join_trees(writer: PdfWriter, trees: list[tuple[Part, DictionaryObject]]) -> None:
    """One tree of tags for the document: numbers and names of each part become its own."""
    root = typed(writer, "/StructTreeRoot")
    whole = typed(writer, "/StructElem")
    whole[NameObject("/S")] = NameObject("/Document")
    whole[NameObject("/P")] = root.indirect_reference
    kids, numbers, names = ArrayObject(), ArrayObject(), ArrayObject()
    for count, (part, tree) in enumerate(trees):
        numbers += renumbered(writer, part, tree, following(numbers))
        names += renamed(tree, f"{count:03d}-")
        top = tree.raw_get("/K")
        for kid in top if isinstance(top, ArrayObject) else [top]:
            kid.get_object()[NameObject("/P")] = whole.indirect_reference
            kid.get_object()[NameObject("/S")] = NameObject("/Part")
            kids.append(kid)
    whole[NameObject("/K")] = kids
    root[NameObject("/K")] = whole.indirect_reference
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
    root[NameObject("/ParentTreeNextKey")] = NumberObject(following(numbers))
    root[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): names})
    catalog = writer._root_object
    catalog[NameObject("/StructTreeRoot")] = root.indirect_reference
    marked = {NameObject("/Marked"): BooleanObject(True)}
    catalog[NameObject("/MarkInfo")] = DictionaryObject(marked)


def typed(writer: PdfWriter, kind: str) -> DictionaryObject:
    """A new object of the document."""
    made = DictionaryObject({NameObject("/Type"): NameObject(kind)})
    writer._add_object(made)
    return made


def following(numbers: ArrayObject) -> int:
    """The number after the last of a tree of pairs."""
    return int(numbers[-2]) + 1 if numbers else 0


def renumbered(writer: PdfWriter, part: Part, tree: DictionaryObject, first: int) -> list:
    """Let the numbers by which pages and links name their tags begin at `first`; return pairs."""
    for page in writer.pages[part.start : part.start + len(part.reader.pages)]:
        shift(page, "/StructParents", first)
        for note in page.get("/Annots", []):
            shift(note.get_object(), "/StructParent", first)
    entries = tree["/ParentTree"]["/Nums"]
    return [
        NumberObject(first + entry) if position % 2 == 0 else entry
        for position, entry in enumerate(entries)
    ]


def shift(holder: DictionaryObject, key: str, by: int) -> None:
    """Add to a number, if there is one."""
    if key in holder:
        holder[NameObject(key)] = NumberObject(holder[key] + by)


def renamed(tree: DictionaryObject, prefix: str) -> list:
    """Give each element that has an ID one of its own; return names and elements for a tree."""
    found = []
    seen = set()
    waiting = [tree.raw_get("/K")]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, IndirectObject):
            if entry.idnum in seen:
                continue
            seen.add(entry.idnum)
        element = entry.get_object()
        if isinstance(element, ArrayObject):
            waiting += element
        elif isinstance(element, DictionaryObject) and element.get("/Type") == "/StructElem":
            if "/ID" in element:
                element[NameObject("/ID")] = with_prefix(element["/ID"], prefix)
                found.append((element["/ID"], element.indirect_reference))
            rename_headers(element.get("/A"), prefix)
            if "/K" in element:
                waiting.append(element.raw_get("/K"))
    found.sort(key=lambda pair: str(pair[0]))
    return [entry for pair in found for entry in pair]


def rename_headers(attributes, prefix: str) -> None:
    """The cells of a table name their headings by ID."""
    if attributes is None:
        return
    several = attributes.get_object()
    for entry in several if isinstance(several, ArrayObject) else [several]:
        holder = entry.get_object()
        if isinstance(holder, DictionaryObject) and "/Headers" in holder:
            names = [with_prefix(name, prefix) for name in holder["/Headers"]]
            holder[NameObject("/Headers")] = ArrayObject(names)


def with_prefix(name, prefix: str) -> TextStringObject:
    """A name of a part, told apart from that of another."""
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return TextStringObject(prefix + text)


# -- links -----------------------------------------------------------------------------------------


def link_inside(writer: PdfWriter, parts: list[Part], part: Part, page: DictionaryObject) -> None:
    """Links of a page lead to places: within its part, or with `book:` to another."""
    for note in page.get("/Annots", []):
        link = note.get_object()
        address = str(link.get("/A", {}).get("/URI", ""))
        if address.startswith(INSIDE):
            target = place_of(parts, address.removeprefix(INSIDE))
            del link[NameObject("/A")]
        elif isinstance(link.get("/Dest"), str):
            target = place_of(parts, f"{part.name}#{link['/Dest'].removeprefix('/')}")
        else:
            continue
        number, left, top = target
        link[NameObject("/Dest")] = ArrayObject([
            writer.pages[number].indirect_reference, NameObject("/XYZ"),
            NumberObject(round(left)), NumberObject(round(top)), NumberObject(0),
        ])  # fmt: skip


# -- pictures --------------------------------------------------------------------------------------


def shrink_pictures(writer: PdfWriter) -> None:
    """Heavy pictures without loss become JPEG where that is much lighter."""
    for entry in list(writer._objects):
        if not isinstance(entry, StreamObject) or entry.get("/Subtype") != "/Image":
            continue
        if entry.get("/Filter") == "/FlateDecode" and len(entry._data) > HEAVY:
            shrink(entry)


def shrink(picture: StreamObject) -> None:
    """Replace the bytes of a picture by JPEG, if they are much fewer."""
    size = (int(picture["/Width"]), int(picture["/Height"]))
    pixels = picture.get_data()
    if len(pixels) != 3 * size[0] * size[1]:
        return  # gray, or one bit: never heavy
    buffer = io.BytesIO()
    Image.frombytes("RGB", size, pixels).save(buffer, "JPEG", quality=QUALITY)
    if len(buffer.getvalue()) < JPEG_IF_BELOW * len(picture._data):
        picture._data = buffer.getvalue()
        picture.decoded_self = None
        picture[NameObject("/Filter")] = NameObject("/DCTDecode")
        picture.pop("/DecodeParms", None)


# -- what stands on every page ---------------------------------------------------------------------


def stamp(writer: PdfWriter, feet: PdfReader) -> None:
    """Lay the foot of each page on it, as an artifact that no screen reader reads."""
    for page, foot in zip(writer.pages, feet.pages, strict=True):
        lines = DecodedStreamObject()
        lines.set_data(b"/Artifact BMC\n" + foot.get_contents().get_data() + b"\nEMC")
        foot[NameObject("/Contents")] = lines
        page.merge_page(foot)
        page.compress_content_streams()
