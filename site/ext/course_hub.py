"""Links with which a JupyterHub fetches the course: pages write `{{ pull_link PATH }}`.

The address and the branch come from `_config.yml`; only the hub is the reader's own.
"""

import re
from urllib.parse import urlencode

from sphinx.application import Sphinx
from sphinx.config import Config

HUB = "https://HUB"
MARK = re.compile(r"\{\{ pull_link (\S+) \}\}")


def pull_link(repository: str, branch: str, path: str) -> str:
    """Return the link of nbgitpuller that fetches a repository and opens one of its files."""
    folder = repository.rstrip("/").removesuffix(".git").rsplit("/", 1)[-1]
    query = {"repo": repository, "branch": branch, "urlpath": f"lab/tree/{folder}/{path}"}
    return f"{HUB}/hub/user-redirect/git-pull?{urlencode(query)}"


def insert_links(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Replace each mark by its link, in code blocks too."""
    repository, branch = app.config.course_hub
    source[0] = MARK.sub(lambda found: pull_link(repository, branch, found[1]), source[0])


def name_source(app: Sphinx, config: Config) -> None:
    """Take address and branch from where the launch buttons take them."""
    options = config.html_theme_options
    config.course_hub = (options.get("repository_url", ""), options.get("repository_branch", ""))


def setup(app: Sphinx) -> dict:
    """Register the replacement."""
    app.add_config_value("course_hub", ("", ""), "env")
    app.connect("config-inited", name_source, priority=900)
    app.connect("source-read", insert_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
