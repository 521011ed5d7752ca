"""What Binder must find in the Dockerfile, tried on one that lacks a step or swaps two."""

import sys

import pytest

from tests.structure.tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import check_binder

STEPS = check_binder.steps()
WHOLE = "\n".join(text for _, text in STEPS)


def test_a_dockerfile_with_every_step_has_no_fault():
    assert check_binder.faults(WHOLE) == []


@pytest.mark.parametrize(("words", "text"), STEPS, ids=[words for words, _ in STEPS])
def test_a_missing_step_is_named(words, text):
    (fault,) = check_binder.faults(WHOLE.replace(text, ""))
    assert fault.startswith(f"{words} is missing")


def test_a_script_before_the_packages_is_named():
    packages, script = STEPS[-2][1], STEPS[-1][1]
    swapped = WHOLE.replace(packages, "@").replace(script, packages).replace("@", script)
    (fault,) = check_binder.faults(swapped)
    assert fault.startswith("the script after them comes too early")


def test_pip_gets_the_words_of_the_requirements():
    words = check_binder.requirements()
    assert words[words.index("-c") + 1] == "constraints.txt"
    assert words[-2:] == ["-e", "."]
    assert "#" not in " ".join(words)
    assert "--extra-index-url" not in check_binder.requirements(extra_index=False)
