"""Still figures: well-formed SVG that carries the numbers of the library."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from cnnlib.explorers import SlideKernel, svg

SVG = "{http://www.w3.org/2000/svg}"


def texts(figure):
    """Return all texts of a figure; raises where it is not well-formed."""
    return [node.text for node in ElementTree.fromstring(figure).iter(f"{SVG}text")]


def test_numbers_stand_in_their_cells():
    figure = svg.figure(2, 3, "six numbers", svg.numbers(0, 0, [[1, 2, 3], [4, 5.5, -6]]))
    nodes = list(ElementTree.fromstring(figure).iter(f"{SVG}text"))
    assert [node.text for node in nodes] == ["1", "2", "3", "4", "5.5", "−6"]
    columns = [float(node.get("x")) // svg.CELL for node in nodes]
    rows = [float(node.get("y")) // svg.CELL for node in nodes]
    assert columns == [0, 1, 2, 0, 1, 2]
    assert rows == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.125, "0.13"), (-0.125, "−0.13"), (-0.001, "0"), (12345.67, "12345.67"), (100, "100")],
)
def test_numbers_are_rounded_as_a_reader_expects(value, text):
    assert svg.number(value) == text


def test_words_are_escaped():
    figure = svg.figure(1, 1, 'a < b & "c"', svg.text(0, 0, "x < y"))
    assert texts(figure) == ["x < y"]
    assert ElementTree.fromstring(figure).get("aria-label") == 'a < b & "c"'


def test_hairlines_bound_every_cell():
    path = svg.lines(0, 0, 2, 3)
    assert path.count("H") == 3
    assert path.count("V") == 4


@pytest.mark.parametrize("settings", [{}, {"padding": 1, "stride": 2}, {"flip": True}], ids=repr)
def test_still_figure_shows_the_output_of_the_library(settings):
    explorer = SlideKernel(kernel=[[1, 2, 0], [0, 1, -1], [3, 0, 1]], **settings)
    shown = texts(explorer.still())
    for value in explorer.output().flat:
        assert svg.number(value) in shown
    products = next(words for words in shown if words and "·" in words)
    assert products.endswith(f" = {svg.number(explorer.output()[0, 0])}")
    terms = products.split(" = ")[0].replace("−", "-").replace("·", "*")
    assert eval(terms) == explorer.output()[0, 0]


def test_no_output_is_said_in_words():
    still = SlideKernel(image=np.ones((3, 3)), kernel=np.ones((5, 5))).still()
    assert "covers 5 places" in still


def test_without_its_tags_a_figure_is_a_sentence_and_separate_numbers():
    drawn = svg.figure(2, 2, "Two numbers: 1 and 2.", svg.numbers(0, 0, [[1, 2]]))
    assert re.sub("<[^>]*>", "", drawn).split("\n") == [svg.STILL, "1", "2", ""]


def test_a_line_leads_from_point_to_point():
    figure = svg.figure(2, 3, "a line", svg.line(0.5, 1, 1.5, 3))
    (path,) = ElementTree.fromstring(figure).iter(f"{SVG}path")
    assert path.get("d") == f"M{svg.CELL:g} {svg.CELL / 2:g}L{3 * svg.CELL:g} {1.5 * svg.CELL:g}"


def test_a_picture_keeps_its_bytes():
    figure = svg.figure(2, 3, "a picture", svg.picture(0, 1, 2, 2, b"\x89PNG"))
    (image,) = ElementTree.fromstring(figure).iter(f"{SVG}image")
    assert image.get("href") == "data:image/png;base64,iVBORw=="
    assert float(image.get("x")) == svg.CELL
