"""Seeds differ by year, set and student, and stay what they are."""

from cnnlib.questions import seed_of
from cnnlib.questions.seeds import part_seed


def test_year_set_and_student_all_matter():
    seeds = {seed_of(y, s, p) for y in (2026, 2027) for s in ("ps1", "ps2") for p in ("a", "b", "")}
    assert len(seeds) == 12


def test_seeds_stay_the_same_from_release_to_release():
    assert seed_of(2026, "ps1", "li") == 2165339693949116414
    assert part_seed(3, "ps1-size") == 631022475


def test_names_are_not_run_together():
    assert seed_of(1, "ab", "c") != seed_of(1, "a", "bc")
