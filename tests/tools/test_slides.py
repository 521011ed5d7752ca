"""What of a page stands on slides, and how blocks share them: the rules, on small pages."""

import pytest
from bs4 import BeautifulSoup

from tools.slide_heights import (
    CELL_EDGE,
    EX,
    FORMULA_EDGE,
    HEADING_LINE,
    WHERE,
    formula_height,
    room_below,
    row_heights,
    runs,
    wrapped,
)
from tools.slides import Block, blocks_of, deck, section_slides, slides

CELL = """<div class="cell{tags}"><div class="cell_input"><div class="highlight"><pre>{code}</pre>
</div></div><div class="cell_output">{output}</div></div>"""
PRINTED = '<div class="output stream"><div class="highlight"><pre>{}</pre></div></div>'
FIGURE = """<figure id="fig-a"><img alt="A bar." src="../_images/a.webp" srcset="b 1x"
width="400" height="200"><figcaption><p>Figure 1 A bar.<a class="headerlink" href="#">#</a>
<a class="full-size" href="../_images/a.webp">Open large</a></p></figcaption></figure>"""
MATH = """<span class="math"><svg width="3ex" height="2ex"><use href="#m-1"></use></svg>
<math><mi>x</mi></math></span>"""
SECTION = """<section class="course-core" id="s"><h2><span class="section-number">2.1. </span>Pad
<span class="section-mark">core</span><a class="headerlink" href="#s">#</a></h2>{}</section>"""


def tag(html):
    """Return the first element of HTML."""
    return BeautifulSoup(html, "html.parser").find()


def blocks(html):
    """Return the blocks of elements, in their order."""
    found = []
    for child in BeautifulSoup(html, "html.parser").find_all(recursive=False):
        found += blocks_of(child)
    return found


def texts(html):
    """Return what the blocks show, as text."""
    return [" ".join(tag(block.html).get_text().split()) for block in blocks(html) if block.html]


def cell(code="a = 1", output="", tags=""):
    """Return a code cell of a page."""
    return CELL.format(code=code, output=output, tags=tags)


@pytest.mark.parametrize(
    ("paragraph", "shown"),
    [
        ("One sentence has five words.\nTwo.\nThree.", ["One sentence has five words."]),
        ("Why is this a question?\nBecause.\nMore.", ["Why is this a question? Because."]),
        ("No.\nIt is none.\nMore.", ["No. It is none."]),
        ("One.\nTwo.\nMore.\nHere it is:", ["One. Two. Here it is:", "stands"]),
        ("Here it is:", ["Here it is:", "stands"]),
    ],
)
def test_key_sentences(paragraph, shown):
    html = f"<p>{paragraph}</p><p>stands</p>"
    assert texts(html)[: len(shown)] == shown
    assert blocks(html)[0].notes == f"<p>{paragraph}</p>"


def test_what_announces_left_out_code_is_only_said():
    long = cell("\n".join(["a = 1"] * 9))
    assert texts(f"<p>First.\nIn code:</p>{long}") == ["First."]
    silent = blocks(f"<p>In code:</p>{long}")
    assert [(block.kind, block.html) for block in silent] == [("silent", "")]


def test_short_code_and_output_but_not_what_draws_or_answers():
    assert texts(cell("a = 1", PRINTED.format("1"))) == ["a = 1", "1"]
    assert texts(cell("plot()", FIGURE)) == ["Figure 1 A bar."]
    inside = cell("a", PRINTED.format(7), " tag_answer")
    answer = f'<details class="answer"><summary>Show</summary>{inside}</details>'
    assert texts(answer) == ["7"]
    assert [block.waits for block in blocks(answer)] == [1]
    assert texts(cell("a", PRINTED.format("\n".join("12345678901234")))) == []


def test_a_figure_keeps_its_alternative_text_and_one_source():
    image = tag(blocks(cell("plot()", FIGURE))[0].html).img
    assert image.attrs == {"src": "_images/a.webp", "alt": "A bar."}


def test_notes_hold_mathml_and_slides_the_drawing():
    block = blocks(f"<p>Of {MATH} we say\nmore.</p>")[0]
    assert "<math><mi>x</mi></math>" in block.notes
    assert "<svg" not in block.notes
    assert "#m-1" in block.html


def test_lists_and_tables_continue_on_another_slide():
    points = "".join(f"<li><p>This is point number {n}.\nMore.</p></li>" for n in range(25))
    parts = [tag(block.html) for block in blocks(f"<ol>{points}</ol>")]
    assert len(parts) > 1
    assert [li.get_text() for part in parts for li in part.find_all("li")] == [
        f"This is point number {n}." for n in range(25)
    ]
    assert int(parts[1]["start"]) == 1 + len(parts[0].find_all("li"))
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(20))
    table = f"<table><thead><tr><th>n</th></tr></thead><tbody>{rows}</tbody></table>"
    parts = blocks(f'<div class="pst-scrollable-table-container">{table}</div>')
    assert [len(tag(part.html).thead.find_all("th")) for part in parts] == [1] * len(parts)
    assert sum(len(tag(part.html).tbody.find_all("tr")) for part in parts) == 20


def test_what_no_rule_knows_is_an_error():
    with pytest.raises(ValueError, match="no rule for <video class='loud'>"):
        blocks('<video class="loud"></video>')


def test_a_point_that_asks_stands_whole():
    points = "<li><p>Set the padding to 1 first.\nWhat is cut off?</p></li><li>Say no.\nMore.</li>"
    assert texts(f"<ol>{points}</ol>") == [
        "Set the padding to 1 first. What is cut off?Say no. More."
    ]


def test_folded_answers_stand_whole_and_wait():
    points = "<ol><li><p>It sees 49.\nIt shares 42.</p></li><li><p>One.</p></li></ol>"
    title = '<summary class="admonition-title">Answers</summary>'
    (box,) = blocks(f'<details class="admonition">{title}{points}</details>')
    assert (box.waits, box.kind) == (1, "answers")
    assert "It shares 42." in box.html
    assert "It shares 42." in box.notes
    shown = tag(box.html)
    assert (shown.name, shown.p.get_text(), len(shown.find_all("details"))) == ("div", "Answers", 0)


def test_self_checks_stay_in_the_book():
    assert blocks('<div class="self-check number"><p>How many?</p></div>') == []


def text(height=50, **options):
    """Return a block of text."""
    return Block("<p>x</p>", height, **options)


def layout(*given):
    """Return the heights and waits of the blocks of each slide."""
    return [[(b.height, b.waits) for b in slide.blocks] for slide in slides("h", given)]


def test_as_many_as_fit_and_at_most_four_texts():
    assert [len(slide) for slide in layout(*[text()] * 6)] == [4, 2]
    assert [len(slide) for slide in layout(*[text(200, kind="table")] * 3)] == [2, 1]


def test_a_table_continues_on_a_slide_of_its_own():
    first = text(100, kind="table")
    assert layout(first, text(100, kind="table", continues=True)) == [[(100, 0)]] * 2


def test_what_leads_stays_with_what_follows():
    found = layout(text(100), text(100), text(50, leads=True), text(300, kind="table"))
    assert found == [[(100, 0), (100, 0)], [(50, 0), (300, 0)]]


def test_an_answer_waits_beside_its_question_or_follows_it():
    question = text(200, kind="predict", leads=True)
    answer = text(100, kind="code", waits=1)
    after = text(60)
    assert layout(question, answer, after) == [[(200, 0), (100, 1), (60, 2)]]
    tall = text(400, kind="figure", waits=1)
    assert layout(question, tall, after) == [[(200, 0)], [(400, 0), (60, 0)]]
    large = text(90, kind="code")
    assert layout(question, answer, after, large)[1] == [(90, 0)]


def test_a_figure_makes_room_for_a_slide_that_holds_little():
    picture = text(450, kind="figure", spare=130)
    assert layout(text(60), text(60, leads=True), picture) == [[(60, 0), (60, 0), (450, 0)]]
    assert layout(picture, text(90)) == [[(450, 0), (90, 0)]]
    assert len(layout(text(450, kind="figure"), text(120))) == 2
    assert layout(text(40, kind="code"), picture, text(100)) == [[(40, 0), (450, 0), (100, 0)]]
    question = text(400, kind="predict", leads=True)
    assert len(layout(text(100), text(100), question)) == 2


def test_a_heading_of_two_lines_and_the_section_above_take_room():
    one = room_below("Pad", "")
    assert room_below("Pad", "2.1 Convolution") == one - WHERE
    assert room_below("Put zeros between the inputs " * 3, "") == one - HEADING_LINE
    assert room_below("", "") == one + HEADING_LINE


@pytest.mark.parametrize(
    ("lengths", "room", "lines"),
    [([5, 5], 11, 1), ([5, 5, 5], 11, 2), ([20, 3], 10, 2), ([], 9, 1)],
)
def test_lines_break_between_words(lengths, room, lines):
    assert wrapped(lengths, room) == lines


def test_the_parts_of_a_table_are_about_equally_long():
    assert runs([45] * 22, 337) == [(0, 6), (6, 12), (12, 18), (18, 22)]
    assert runs([45] * 7, 337) == [(0, 7)]
    assert runs([400, 10], 337) == [(0, 1), (1, 2)]
    assert runs([200] * 4, 450, lead=100) == [(0, 1), (1, 3), (3, 4)]


def test_a_formula_is_as_tall_as_its_outer_drawing():
    inner = '<svg height="720" width="9"><path d=""></path></svg>'
    drawing = '<div class="math"><svg width="3ex" height="9ex">{}</svg></div>'
    tall = formula_height(tag(drawing.format("")))
    assert formula_height(tag(drawing.format(inner * 2))) == tall == 9 * EX + FORMULA_EDGE


def test_a_row_is_as_tall_as_its_cell_with_the_most_lines_or_the_tallest_formula():
    long = "a word " * 40
    cells = f"<tr><th>n</th><th>x</th></tr><tr><td>{long}</td><td>{long}</td></tr>"
    tall = MATH.replace("2ex", "5ex")
    table = tag(f"<table>{cells}<tr><td>{tall}</td><td>1</td></tr></table>")
    heading, words, formula = row_heights(table)
    line = heading - CELL_EDGE
    assert (words - CELL_EDGE) / line == 8  # 279 letters, 39 in a line
    assert line < formula - CELL_EDGE < 3 * line


def test_a_part_of_a_section_says_where_it_is():
    part = "<section><h3>Kernels</h3><p>Even.</p></section>"
    found = list(section_slides(tag(SECTION.format(f"<p>One.</p>{part}"))))
    assert [" ".join(tag(f"<p>{slide.heading}</p>").get_text().split()) for slide in found] == [
        "2.1 Pad", "Kernels",
    ]  # fmt: skip
    assert "Pad" in found[1].section


def test_core_sections_and_the_summary_make_a_deck():
    more = SECTION.replace("core", "more").format("<p>Beyond.</p>")
    summary = '<section id="summary"><h2>Summary</h2><ul><li><p>Pad.</p></li></ul></section>'
    page = tag(
        "<section><h1><span class='section-number'>Chapter 2</span> Windows</h1><p>Opening.</p>"
        "<p>After this chapter you can</p><ul><li><p>count;</p></li></ul><p>You need chapter 1.</p>"
        f"{SECTION.format('<p>One.</p>')}{more}{summary}</section>"
    )
    found = deck(page)
    assert [len(slide.blocks) for slide in found] == [1] * 4
    shown = " ".join(block.html for slide in found for block in slide.blocks)
    assert "Beyond" not in shown
    assert "You need" not in shown
    assert found[1].heading == "After this chapter you can"
