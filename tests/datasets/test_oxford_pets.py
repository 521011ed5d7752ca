"""Oxford's set is downloaded, unpacked whole, and read; here from a small copy of its form."""

import errno
import hashlib
import io
import tarfile
from itertools import chain

import numpy as np
import pytest
from PIL import Image

from cnnlib.datasets import DownloadError, get_dogs_and_cats_data
from cnnlib.datasets.oxford_pets import oxford_pets, read_head_box, read_trimap

NAMES = [f"Abyssinian_{i}" for i in range(1, 7)] + [f"beagle_{i}" for i in range(1, 7)]
HEADER = "#Image CLASS-ID SPECIES BREED ID\n"


def picture(color, mode="RGB", ending="JPEG"):
    image = Image.new(mode, (30, 20), color)
    content = io.BytesIO()
    image.save(content, ending)
    return content.getvalue()


def trimap():
    """Return the mask of an animal in columns 10 to 19, with a border of one pixel."""
    mask = np.full((20, 30), 2, np.uint8)
    mask[:, 9:21] = 3
    mask[:, 10:20] = 1
    content = io.BytesIO()
    Image.fromarray(mask).save(content, "PNG")
    return content.getvalue()


def archive(members):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return content.getvalue()


def row(name):
    is_dog = name.islower()
    return f"{name} {2 if is_dog else 1} {2 if is_dog else 1} 1\n"


def annotations():
    box = "<annotation><object><name>{}</name><bndbox><xmin>12</xmin><ymin>1</ymin>"
    box += "<xmax>18</xmax><ymax>7</ymax></bndbox></object></annotation>"
    learn = [name for name in NAMES if not name.endswith("6")]
    members = {
        "annotations/trainval.txt": "".join(map(row, learn)).encode(),
        "annotations/test.txt": "".join(row(n) for n in NAMES if n not in learn).encode(),
        "annotations/list.txt": (HEADER + "".join(map(row, NAMES))).encode(),
    }
    members |= {f"annotations/trimaps/{name}.png": trimap() for name in NAMES}
    members |= {f"annotations/xmls/{name}.xml": box.encode() for name in learn}
    return members


def images():
    colors = {name: (0, 0, 255) if name[0] == "A" else (255, 0, 0) for name in NAMES}
    return {f"images/{name}.jpg": picture(color) for name, color in colors.items()}


@pytest.fixture
def serve(server, cache, monkeypatch):
    """Serve two archives in the place of Oxford's, with their checksums."""

    def start(images, annotations):
        module = oxford_pets.__globals__
        monkeypatch.setitem(module, "URL", server.url(""))
        for name, members in (("images.tar.gz", images), ("annotations.tar.gz", annotations)):
            server.content[name] = archive(members)
            checksum = hashlib.md5(server.content[name]).hexdigest()
            monkeypatch.setitem(module["ARCHIVES"], name, checksum)
        return cache

    return start


@pytest.fixture
def oxford(serve):
    return serve(images(), annotations())


def test_the_splits_divide_the_authors_lists(oxford):
    splits = {split: oxford_pets(split, progress=False) for split in ("train", "valid", "test")}
    names = {split: [file.image.stem for file in files] for split, files in splits.items()}
    assert names["valid"] == ["Abyssinian_5", "beagle_5"]
    assert names["test"] == ["Abyssinian_6", "beagle_6"]
    assert sorted(chain(*names.values())) == sorted(NAMES)
    assert [file.label for file in splits["test"]] == [0, 1]
    assert all(file.image.exists() and file.trimap.exists() for file in splits["train"])


def test_it_is_downloaded_and_unpacked_once(oxford, server):
    oxford_pets("train", progress=False)
    oxford_pets("test", progress=False)
    assert len(server.ranges) == 2
    assert sorted(path.name for path in oxford.iterdir()) == ["downloads", "oxford-pets"]


def test_it_is_a_source_of_dogs_and_cats(oxford):
    pictures, labels = get_dogs_and_cats_data((8, 12), n_images=8, source="oxford")
    assert pictures.shape == (8, 3, 8, 12)
    assert np.bincount(labels).tolist() == [4, 4]
    assert pictures[labels == 0][:, 2].min() > 0.9
    assert pictures[labels == 1][:, 0].min() > 0.9


def test_masks_keep_their_classes_when_scaled(oxford):
    file = oxford_pets("train", progress=False)[0]
    full = read_trimap(file)
    assert full.shape == (20, 30)
    assert full[0, [0, 9, 10, 19, 20, 21]].tolist() == [2, 3, 1, 1, 3, 2]
    assert np.unique(read_trimap(file, resize=(7, 11))).tolist() == [1, 2, 3]
    assert read_trimap(file, resize=(7, 11)).shape == (7, 11)


def test_boxes_of_heads_are_there_for_training_alone(oxford):
    box = read_head_box(oxford_pets("train", progress=False)[0])
    assert box.tolist() == [12, 1, 18, 7]
    assert box.dtype == np.float32
    assert read_head_box(oxford_pets("test", progress=False)[0]) is None


def test_a_broken_connection_is_taken_up(oxford, server):
    server.faults = [("truncate", 0), None]
    with pytest.raises(DownloadError, match=r"broke after 0 bytes of images\.tar\.gz"):
        oxford_pets("train", progress=False)
    assert len(oxford_pets("train", progress=False)) == 8


def test_a_wrong_checksum_leaves_nothing_unpacked(oxford, monkeypatch):
    monkeypatch.setitem(oxford_pets.__globals__["ARCHIVES"], "annotations.tar.gz", "0" * 32)
    with pytest.raises(DownloadError, match="not the expected file"):
        oxford_pets("train", progress=False)
    assert [path.name for path in (oxford / "downloads").iterdir()] == ["images.tar.gz"]
    assert not (oxford / "oxford-pets").exists()


@pytest.mark.parametrize("name", ["../evil.txt", "images/../../evil.txt"])
def test_a_member_that_would_land_outside_is_refused(serve, name):
    cache = serve({**images(), name: b"evil"}, annotations())
    with pytest.raises(DownloadError, match="cannot unpack Oxford-IIIT Pet"):
        oxford_pets("train", progress=False)
    assert sorted(path.name for path in cache.iterdir()) == ["downloads"]


def test_a_disk_that_fills_up_while_unpacking_leaves_no_half_set(oxford, monkeypatch):
    def full(archive, folder):
        folder.mkdir()
        folder.joinpath("half").write_text("of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(oxford_pets.__globals__, "unpack", full)
    with pytest.raises(DownloadError, match=r"cannot unpack .*oxford-pets: .*No space left"):
        oxford_pets("train", progress=False)
    assert sorted(path.name for path in oxford.iterdir()) == ["downloads"]


def test_an_unknown_split_is_refused(cache):
    with pytest.raises(ValueError, match=r"split must be one of .*, got 'all'"):
        oxford_pets("all")
