"""Settings of the whole suite, and the browser that several folders use."""

from hypothesis import settings

from tests.browser_fixtures import browser, page, site_url  # noqa: F401 - fixtures

# The same examples on every run and machine, and no time limit on one of them.
settings.register_profile("course", deadline=None, derandomize=True, database=None)
settings.load_profile("course")

# They take longest, so they start first: no worker is left alone with one of them at the end.
LONG = (
    "tests/tools/test_fcn_ladder.py",
    "tests/tools/test_colab.py",
    "tests/datasets/drawn/test_pets.py",
    "tests/exercises/test_nbgrader.py",
    "tests/explorers/test_agreement.py",
    "tests/grading/test_hostile.py",
    "tests/site/test_pages.py",
)


def pytest_collection_modifyitems(items):
    """Put the tests of the longest modules before all others."""
    items.sort(key=lambda item: item.nodeid.split("::")[0] not in LONG)
