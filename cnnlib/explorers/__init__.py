"""Interactive figures: one Python class and one custom element each, alive in a static page."""

from cnnlib.explorers.architecture import ArchitectureBuilder
from cnnlib.explorers.channel_maps import ChannelMaps
from cnnlib.explorers.dilation import DilationExplorer
from cnnlib.explorers.fcn_overlay import FcnOverlay
from cnnlib.explorers.filter_descent import FilterDescent
from cnnlib.explorers.filter_photograph import FilterPhotograph
from cnnlib.explorers.gradient_routing import GradientRouting
from cnnlib.explorers.group_wiring import GroupWiring
from cnnlib.explorers.output_size import OutputSize
from cnnlib.explorers.pooling import PoolingExplorer
from cnnlib.explorers.receptive_field import ReceptiveField
from cnnlib.explorers.side_by_side import SideBySide
from cnnlib.explorers.slide_kernel import SlideKernel
from cnnlib.explorers.suppression import SuppressionExplorer
from cnnlib.explorers.up_convolution import UpConvolution

__all__ = [
    "ArchitectureBuilder",
    "ChannelMaps",
    "DilationExplorer",
    "FcnOverlay",
    "FilterDescent",
    "FilterPhotograph",
    "GradientRouting",
    "GroupWiring",
    "OutputSize",
    "PoolingExplorer",
    "ReceptiveField",
    "SideBySide",
    "SlideKernel",
    "SuppressionExplorer",
    "UpConvolution",
]
