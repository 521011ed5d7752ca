"""Printed pages become one document: links, tags, pictures and feet, on two small pages."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, StreamObject

from tools.pdf_join import Part, joined, place_of, shrink_pictures, stamp

# `practice` stands in both, as in two chapters.
PAGE = """<html lang="en"><title>{name}</title><h1 id="top">{name}</h1>
<p><a href="#practice">here</a> <a href="book:{other}#practice">there</a></p>
<p><a href="https://example.org/a">away</a></p>
<table><tr><th id="h">k</th></tr><tr><td headers="h">3</td></tr></table>
<h2 id="practice" style="break-before: page">Practice</h2><p>A question.</p></html>"""


@pytest.fixture(scope="module")
def printed(browser):
    """Return two pages of two sheets each, as Chromium prints them."""
    page = browser.new_page()
    found = {}
    for name, other in (("one", "two"), ("two", "one")):
        page.set_content(PAGE.format(name=name, other=other))
        found[name] = page.pdf(format="A4", tagged=True)
    page.close()
    return found


@pytest.fixture
def parts(printed):
    """Return the two pages as parts that nothing has changed."""
    return [Part(name, name.title(), PdfReader(io.BytesIO(content)), [])
            for name, content in printed.items()]  # fmt: skip


def targets(writer):
    """The number of the page that each link leads to, or its address."""
    sheets = [page.indirect_reference.idnum for page in writer.pages]
    found = []
    for page in writer.pages:
        for note in page.get("/Annots", []):
            link = note.get_object()
            inside = "/Dest" in link
            found.append(sheets.index(link["/Dest"][0].idnum) if inside else link["/A"]["/URI"])
    return found


def test_a_link_stays_in_its_part_and_a_marked_one_leads_to_the_other(parts):
    assert targets(joined(parts)) == [1, 3, "https://example.org/a", 3, 1, "https://example.org/a"]
    assert [part.start for part in parts] == [0, 2]


def test_a_link_that_leads_nowhere_is_named(parts):
    joined(parts)
    for address in ("three", "one#gone"):
        with pytest.raises(ValueError, match=f"'{address}'"):
            place_of(parts, address)


def test_the_tags_of_both_parts_are_one_tree(parts):
    root = joined(parts)._root_object
    assert root["/MarkInfo"]["/Marked"]
    tree = root["/StructTreeRoot"]
    assert [kid.get_object()["/S"] for kid in tree["/K"]["/K"]] == ["/Part", "/Part"]
    numbers = tree["/ParentTree"]["/Nums"][::2]
    assert numbers == sorted(set(numbers))
    assert tree["/ParentTreeNextKey"] == numbers[-1] + 1
    names = tree["/IDTree"]["/Names"][::2]
    assert len(names) == len(set(names))


def test_each_page_and_link_finds_its_tags(parts):
    writer = joined(parts)
    entries = writer._root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tags = dict(zip(entries[::2], entries[1::2], strict=True))
    for page in writer.pages:
        first = next(filter(None, tags[page["/StructParents"]].get_object()))
        assert first.get_object().raw_get("/Pg").idnum == page.indirect_reference.idnum
        for note in page.get("/Annots", []):
            assert tags[note.get_object()["/StructParent"]].get_object()["/S"] == "/Link"


def test_the_foot_of_a_page_is_no_text_of_it(parts, printed):
    writer = joined(parts)
    feet = PdfWriter()
    for name in ("two", "one"):
        feet.append(PdfReader(io.BytesIO(printed[name])))
    buffer = io.BytesIO()
    feet.write(buffer)
    stamp(writer, PdfReader(buffer))
    content = writer.pages[0].get_contents().get_data()
    assert content.count(b"/Artifact BMC") == 1
    assert "one" in writer.pages[0].extract_text()
    assert "two" in writer.pages[0].extract_text()


def picture(image):
    """The picture as Chromium writes it, in a document of its own."""
    writer = PdfWriter()
    made = StreamObject()
    made.set_data(image.tobytes())
    made = made.flate_encode()
    for key, value in {"/Subtype": "/Image", "/ColorSpace": "/DeviceRGB"}.items():
        made[NameObject(key)] = NameObject(value)
    made[NameObject("/Width")] = NumberObject(image.width)
    made[NameObject("/Height")] = NumberObject(image.height)
    writer._add_object(made)
    return writer, made


def test_a_photograph_becomes_jpeg_and_a_drawing_stays():
    colors = [Image.effect_noise((400, 400), 20) for _ in "RGB"]
    photograph = Image.merge("RGB", colors)
    drawing = Image.new("RGB", (400, 400))
    for image, after in ((photograph, "/DCTDecode"), (drawing, "/FlateDecode")):
        writer, made = picture(image)
        before = len(made._data)
        shrink_pictures(writer)
        assert made["/Filter"] == after
        assert (len(made._data) < before / 2) == (after == "/DCTDecode")
