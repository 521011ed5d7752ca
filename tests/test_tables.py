"""Tables: aligned as text, marked up as HTML, refused where columns do not fit."""

import re

import numpy as np
import pytest

from cnnlib.tables import Table


def test_numbers_stand_at_the_right_with_commas():
    table = Table(
        {"n": ["a", "bb"], "count": [7, np.int64(1234)], "share": [0.5, np.float64(12.0)]}
    )
    assert repr(table).splitlines() == ["n   count  share", "a       7   0.50", "bb  1,234  12.00"]


def test_a_column_with_a_word_is_a_column_of_words():
    assert repr(Table({"x": [1, "none"], "y": [True, False]})).splitlines()[1] == "1     True"


def test_html_has_headings_for_columns_and_rows():
    html = Table({"layer": ["conv"], "output": ["8×8"], "MACs": [1000]})._repr_html_()
    assert re.findall(r'<th scope="col".*?>(.*?)</th>', html) == ["layer", "output", "MACs"]
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["conv"]
    assert '<td style="text-align: right">1,000</td>' in html
    assert "<td>8×8</td>" in html


def test_html_is_escaped():
    assert "&lt;b&gt; &amp;" in Table({"<b> &": []})._repr_html_()


def test_digits_are_places_after_the_point():
    assert repr(Table({"x": [3.14159]}, digits=3)).endswith("3.142")


@pytest.mark.parametrize("columns", [{}, {"a": [1], "b": [1, 2]}])
def test_columns_that_make_no_table_are_refused(columns):
    with pytest.raises(ValueError, match="one length, got"):
        Table(columns)


def test_a_list_of_rows_is_refused():
    with pytest.raises(TypeError, match="map headings to cells, got list"):
        Table([[1, 2]])


@pytest.mark.parametrize("digits", ["2", 2.0, None, True, -1])
def test_digits_are_a_count(digits):
    with pytest.raises((TypeError, ValueError), match="digits must be"):
        Table({"share": [0.5]}, digits=digits)
