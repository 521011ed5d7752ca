"""Interactive figures: one Python class and one custom element each, alive in a static page."""

from cnnlib.explorers.architecture import ArchitectureBuilder
from cnnlib.explorers.dilation import DilationExplorer
from cnnlib.explorers.fcn_overlay import FcnOverlay
from cnnlib.explorers.gradient_routing import GradientRouting
from cnnlib.explorers.pooling import PoolingExplorer
from cnnlib.explorers.receptive_field import ReceptiveField
from cnnlib.explorers.slide_kernel import SlideKernel
from cnnlib.explorers.up_convolution import UpConvolution

__all__ = [
    "ArchitectureBuilder",
    "DilationExplorer",
    "FcnOverlay",
    "GradientRouting",
    "PoolingExplorer",
    "ReceptiveField",
    "SlideKernel",
    "UpConvolution",
]
