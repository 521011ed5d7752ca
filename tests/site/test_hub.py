"""A JupyterHub fetches the branch with the notebooks, and opens one that stands there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from course_hub import pull_link

from cnnlib.questions import load_course
from tests.browser_fixtures import HTML
from tests.structure.tree import ROOT

REPOSITORY = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]


@pytest.mark.parametrize("ending", ["", "/", ".git"])
def test_the_folder_is_named_like_the_repository(ending):
    link = pull_link(f"https://github.com/someone/a-course{ending}", "plain", "sets/ps 1.ipynb")
    query = parse_qs(urlsplit(link).query)
    assert query["urlpath"] == ["lab/tree/a-course/sets/ps 1.ipynb"]
    assert query["branch"] == ["plain"]
    assert " " not in link


@pytest.mark.parametrize("name", ["students", "instructors"])
def test_the_links_of_a_page_lead_to_this_repository_and_to_its_notebooks(name):
    html = (HTML / "chapters" / f"{name}.html").read_text(encoding="utf-8")
    text = BeautifulSoup(html, "html.parser").get_text()
    links = re.findall(r"https://HUB\S+", text)
    assert links
    for link in links:
        query = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
        assert query["repo"] == REPOSITORY["url"]
        assert query["branch"] == REPOSITORY["branch"]
        folder, path = query["urlpath"].removeprefix("lab/tree/").split("/", 1)
        assert folder == REPOSITORY["url"].rsplit("/", 1)[-1]
        is_set = path.startswith("sets/")
        sets = {f"sets/{one}.ipynb" for one in load_course(ROOT / "exercises").sets}
        assert path in sets if is_set else (ROOT / path).is_file()
