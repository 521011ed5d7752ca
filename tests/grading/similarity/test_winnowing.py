"""The guarantee of winnowing, and names numbered by first use."""

from hypothesis import given
from hypothesis import strategies as st

from cnnlib.grading.similarity.marks import Mark
from cnnlib.grading.similarity.winnowing import GRAM, WINDOW, grams, winnow

WORDS = st.lists(st.integers(0, 5), min_size=GRAM + WINDOW - 1, max_size=60)


def row(numbers):
    return [Mark(f"kind {number}", "", 1, 1) for number in numbers]


@given(WORDS, WORDS, WORDS)
def test_texts_with_a_long_passage_in_common_share_a_fingerprint(shared, before, after):
    one = grams(row([*before, *shared]))
    other = grams(row([*shared, *after]))
    assert {one[place] for place in winnow(one)} & {other[place] for place in winnow(other)}


def test_few_of_the_hashes_are_kept():
    hashes = grams(row([number * number % 101 for number in range(1000)]))
    assert 0.8 * 2 / (WINDOW + 1) < len(winnow(hashes)) / len(hashes) < 1.2 * 2 / (WINDOW + 1)


def test_short_texts_have_none():
    assert grams(row(range(GRAM - 1))) == []
    assert winnow([]) == set()


def test_names_are_numbered_by_first_use():
    def named(names):
        return grams([Mark("Name", name, 1, 1) for name in names])

    assert named("abab" * 4) == named("xyxy" * 4)
    assert named("abab" * 4) != named("abba" * 4)
