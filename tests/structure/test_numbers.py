"""The numbers of the first page are proved by its cell; README says the same sentences."""

from tests.structure.tree import ROOT


def test_readme_repeats_the_numbers_of_the_first_page():
    lines = (ROOT / "index.md").read_text(encoding="utf-8").splitlines()
    numbers = [line for line in lines if line.startswith(("The course has", "Its syllabus has"))]
    assert len(numbers) == 2
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in readme if line in numbers] == numbers
