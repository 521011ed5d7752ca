"""The catalogue gives each photograph a file of its own, an author, a license and a source."""

import skimage.data

from cnnlib.datasets.pictures import ALIASES, PICTURES


def test_every_entry_is_complete():
    for name, entry in PICTURES.items():
        assert all(entry), name
        assert len(entry.sha256) == 64
        assert entry.source.startswith("http")


def test_no_file_stands_twice():
    assert len({entry.sha256 for entry in PICTURES.values()}) == len(PICTURES)


def test_short_names_lead_to_entries_and_hide_none():
    assert {*ALIASES.values()} <= {*PICTURES}
    assert not {*ALIASES} & {*PICTURES}


def test_authors_are_those_that_scikit_image_names():
    for name in ("camera", "chelsea", "clock", "coffee", "horse", "microaneurysms", "retina"):
        author = PICTURES[name].author.split(",")[0]
        words = getattr(skimage.data, name).__doc__
        assert author in " ".join(words.split()), name


def test_cc0_is_claimed_only_where_scikit_image_says_so():
    for name, entry in PICTURES.items():
        if entry.license == "CC0 1.0":
            assert "CC0" in getattr(skimage.data, name).__doc__, name
