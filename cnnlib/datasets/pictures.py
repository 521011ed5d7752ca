"""The catalogue of photographs: which package ships a file, who made it, under which license.

The facts are those that scikit-learn and scikit-image give for their files.
"""

from typing import NamedTuple

CC0 = "CC0 1.0"
PUBLIC = "public domain"
FREE = "no known copyright restrictions"
CC_BY = "CC BY 2.0"


class Picture(NamedTuple):
    """One photograph of the catalogue."""

    shows: str
    author: str
    license: str
    source: str
    package: str  # that ships the file
    file: str  # in the package's data folder
    sha256: str


def _scikit_learn(shows, author, source, file, sha256):
    return Picture(shows, author, CC_BY, source, "sklearn", f"images/{file}", sha256)


def _scikit_image(shows, author, license, source, file, sha256):
    return Picture(shows, author, license, source, "skimage", file, sha256)


MOTORCYCLE = (
    "D. Scharstein and others, Middlebury 2014 stereo benchmark",
    "none stated; to be cited",
    "http://vision.middlebury.edu/stereo/data/scenes2014/",
)
PICTURES = {
    "china": _scikit_learn(
        "tower of a temple in China",
        "danielbuechele",
        "https://www.flickr.com/photos/danielbuechele/6061409035/",
        "china.jpg",
        "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29",
    ),
    "flower": _scikit_learn(
        "flower",
        "vultilion",
        "https://www.flickr.com/photos/vultilion/6056698931/",
        "flower.jpg",
        "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638",
    ),
    "astronaut": _scikit_image(
        "astronaut Eileen Collins",
        "NASA",
        PUBLIC,
        "https://flic.kr/p/r9qvLn",
        "astronaut.png",
        "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    ),
    "brick": _scikit_image(
        "brick wall",
        "CC0Textures",
        CC0,
        "https://cc0textures.com/view.php?tex=Bricks25",
        "brick.png",
        "7966caf324f6ba843118d98f7a07746d22f6a343430add0233eca5f6eaaa8fcf",
    ),
    "camera": _scikit_image(
        "man with a camera",
        "Lav Varshney",
        CC0,
        "https://github.com/scikit-image/scikit-image/issues/3927",
        "camera.png",
        "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a",
    ),
    "cell": _scikit_image(
        "cell in saline, by quantitative phase imaging",
        "P. Müller and others",
        CC0,
        "https://doi.org/10.1364/OE.26.010729",
        "cell.png",
        "8d23a7fb81f7cc877cd09f330357fc7f595651306e84e17252f6e0a1b3f61515",
    ),
    "chelsea": _scikit_image(
        "Chelsea the cat",
        "Stefan van der Walt",
        CC0,
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "chelsea.png",
        "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    ),
    "clock": _scikit_image(
        "wall clock, blurred by motion",
        "Stefan van der Walt",
        PUBLIC,
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "clock_motion.png",
        "f029226b28b642e80113d86622e9b215ee067a0966feaf5e60604a1e05733955",
    ),
    "coffee": _scikit_image(
        "cup of coffee",
        "Rachel Michetti, courtesy of Pikolo Espresso Bar",
        CC0,
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "coffee.png",
        "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    ),
    "coins": _scikit_image(
        "Greek coins from Pompeii",
        "Brooklyn Museum",
        FREE,
        "https://www.brooklynmuseum.org/opencollection/archives/image/51611",
        "coins.png",
        "f8d773fc9cfa6f4d8e5942dc34d0a0788fcaed2a4fefbbed0aef5398d7ef4cba",
    ),
    "grass": _scikit_image(
        "grass",
        "linolafett",
        CC0,
        "https://www.deviantart.com/linolafett/art/Grass-01-434853879",
        "grass.png",
        "b6b6022426b38936c43a4ac09635cd78af074e90f42ffa8227ac8b7452d39f89",
    ),
    "gravel": _scikit_image(
        "gravel",
        "CC0Textures",
        CC0,
        "https://cc0textures.com/view.php?tex=Gravel04",
        "gravel.png",
        "c48615b451bf1e606fbd72c0aa9f8cc0f068ab7111ef7d93bb9b0f2586440c12",
    ),
    "horse": _scikit_image(
        "silhouette of a horse",
        "Andreas Preuss (marauder)",
        CC0,
        "http://openclipart.org/detail/158377/horse-by-marauder",
        "horse.png",
        "c7fb60789fe394c485f842291ea3b21e50d140f39d6dcb5fb9917cc178225455",
    ),
    "hubble_deep_field": _scikit_image(
        "galaxies, the Hubble eXtreme Deep Field",
        "NASA",
        PUBLIC,
        "http://hubblesite.org/newscenter/archive/releases/2012/37/image/a/",
        "hubble_deep_field.jpg",
        "3a19c5dd8a927a9334bb1229a6d63711b1c0c767fb27e2286e7c84a3e2c2f5f4",
    ),
    "ihc": _scikit_image(
        "colonic glands, immunohistochemical staining",
        "Center for Microscopy And Molecular Imaging",
        FREE,
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "ihc.png",
        "f8dd1aa387ddd1f49d8ad13b50921b237df8e9b262606d258770687b0ef93cef",
    ),
    "microaneurysms": _scikit_image(
        "detail of a retina with lesions",
        "Andreas Maier, High-Resolution Fundus database",
        CC0,
        "https://www5.cs.fau.de/research/data/fundus-images/",
        "microaneurysms.png",
        "a1e1be59aa447f8ce082f7fa809997ab369a2b137cb6c4202abc647c7ccf6456",
    ),
    "moon": _scikit_image(
        "surface of the moon",
        "the scikit-image team",
        "BSD-3-Clause, that of the package",
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "moon.png",
        "78739619d11f7eb9c165bb5d2efd4772cee557812ec847532dbb1d92ef71f577",
    ),
    "motorcycle_left": _scikit_image(
        "motorcycle, left picture of a stereo pair",
        *MOTORCYCLE,
        "motorcycle_left.png",
        "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
    ),
    "motorcycle_right": _scikit_image(
        "motorcycle, right picture of a stereo pair",
        *MOTORCYCLE,
        "motorcycle_right.png",
        "5fc913ae870e42a4b662314bc904d1786bcad8e2f0b9b67dba5a229406357797",
    ),
    "page": _scikit_image(
        "scanned page",
        "the scikit-image team",
        "BSD-3-Clause, that of the package",
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "page.png",
        "341a6f0a61557662b02734a9b6e56ec33a915b2c41886b97509dedf2a43b47a3",
    ),
    "retina": _scikit_image(
        "retina of a human eye",
        "Mikael Häggström",
        CC0,
        "https://doi.org/10.15347/wjm/2014.008",
        "retina.jpg",
        "38a07f36f27f095e818aea7b96d34202c05176d30253c66733f2e00379e9e0e6",
    ),
    "rocket": _scikit_image(
        "launch of a Falcon 9",
        "SpaceX",
        PUBLIC,
        "https://www.flickr.com/photos/spacexphotos/16511594820/",
        "rocket.jpg",
        "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c",
    ),
    "text": _scikit_image(
        "printed words, slightly turned",
        "Wikipedia, Corner.png",
        PUBLIC,
        "https://en.wikipedia.org/wiki/File:Corner.png",
        "text.png",
        "bd84aa3a6e3c9887850d45d606c96b2e59433fbef50338570b63c319e668e6d1",
    ),
}
ALIASES = {"cat": "chelsea"}
