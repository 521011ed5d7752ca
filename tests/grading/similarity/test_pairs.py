"""Copies are found however they were disguised; independent solutions and given code are not."""

import time

import pytest

from cnnlib.grading.similarity import similar_pairs
from tests.grading.similarity.solutions import (
    INDEPENDENT,
    STARTER,
    reformatted,
    renamed,
    reordered,
)

GIVEN = {question: [source] for question, source in STARTER.items()}
DISGUISES = {
    "renamed": renamed,
    "reformatted": reformatted,
    "both": lambda source: reformatted(renamed(source)),
    "with a broken last line": lambda source: renamed(source) + "\n    return (",
    "with prints put in": lambda source: renamed(source).replace(
        "\n    return", "\n    print('here')\n    return"
    ),
}


def in_one_cell(answers):
    """Return all functions of a submission as one answer."""
    return {"all": "\n".join(answers.values())}


def students(pairs):
    return [pair.students for pair in pairs]


def test_independent_solutions_are_not_reported():
    assert similar_pairs(INDEPENDENT, GIVEN) == []


def test_they_share_only_what_is_much_shorter_than_a_reported_passage():
    pairs = similar_pairs(INDEPENDENT, GIVEN, shortest=1, least_share=0)
    assert max(passage.marks for pair in pairs for passage in pair.passages) <= 25


@pytest.mark.parametrize("author", INDEPENDENT)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguised_copies_are_found(author, disguise):
    copy = {q: DISGUISES[disguise](source) for q, source in INDEPENDENT[author].items()}
    pairs = similar_pairs({**INDEPENDENT, "a copy": copy}, GIVEN)
    assert students(pairs) == [("a copy", author)]
    assert pairs[0].share > 0.45


@pytest.mark.parametrize("author", INDEPENDENT)
def test_reordered_functions_are_found(author):
    class_ = {name: in_one_cell(answers) for name, answers in INDEPENDENT.items()}
    class_["a copy"] = {"all": reformatted(renamed(reordered(class_[author]["all"])))}
    pairs = similar_pairs(class_, {"all": [*STARTER.values()]})
    assert students(pairs) == [("a copy", author)]


def test_a_ring_of_copies_is_found():
    ring = {f"copy {i}": {q: renamed(s) for q, s in INDEPENDENT["loops"].items()} for i in "12"}
    pairs = similar_pairs({**INDEPENDENT, **ring}, GIVEN)
    assert len(pairs) == 3


def test_given_code_is_no_evidence():
    blank = {f"s{i}": dict(STARTER) for i in range(3)}
    assert similar_pairs(blank, GIVEN) == []
    pairs = similar_pairs(blank, {})
    assert len(pairs) == 3
    assert {passage.question for pair in pairs for passage in pair.passages} == {"conv2d"}


def test_the_published_solution_is_no_evidence():
    both = {"a": INDEPENDENT["loops"], "b": INDEPENDENT["loops"]}
    published = {question: [source] for question, source in INDEPENDENT["loops"].items()}
    assert similar_pairs(both, published) == []
    assert len(similar_pairs(both, GIVEN)) == 1


def test_what_many_have_is_an_idiom():
    many = {f"s{i}": {q: renamed(s) for q, s in INDEPENDENT["loops"].items()} for i in range(8)}
    assert similar_pairs({**INDEPENDENT, **many}, GIVEN) == []


def test_passages_name_their_lines():
    source = INDEPENDENT["loops"]["max_pool"]
    moved = "# one\n# two\n" + renamed("helper = 3\n" + source)
    pair = similar_pairs({"a": {"q": source}, "b": {"q": moved}})[0]
    assert pair.passages[0].lines == (2, 10)
    assert pair.passages[0].other_lines == (5, 13)


def test_copies_across_questions_do_not_count():
    answers = INDEPENDENT["columns"]
    swapped = {"conv2d": answers["max_pool"], "max_pool": answers["conv2d"]}
    assert similar_pairs({"a": answers, "b": swapped}, GIVEN) == []


@pytest.mark.parametrize(
    "source", ["", "x = (" * 3000, "\x00", "1+" * 20_000 + "1", "-" * 5000 + "1", "%%bash\nrm x"]
)
def test_odd_sources_are_read_without_a_stop(source):
    class_ = {"odd": {"conv2d": source}, "twin": {"conv2d": source}, **INDEPENDENT}
    assert {*students(similar_pairs(class_, GIVEN))} <= {("odd", "twin")}


def test_a_line_written_a_thousand_times_takes_no_time():
    source = "x = 1\n" * 3_000
    start = time.thread_time()
    (pair,) = similar_pairs({"ann": {"q": source}, "bo": {"q": source}})
    assert time.thread_time() - start < 3
    assert pair.share == 1
