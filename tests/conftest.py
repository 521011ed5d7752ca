"""Settings of the whole suite, and the browser that several folders use."""

from hypothesis import settings

from tests.browser_fixtures import browser, page, site_url  # noqa: F401 - fixtures

# The same examples on every run and machine, and no time limit on one of them.
settings.register_profile("course", deadline=None, derandomize=True, database=None)
settings.load_profile("course")
