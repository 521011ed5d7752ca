"""Where to train: on the fastest device that is there."""

import torch


def best_device(dtype=torch.float32):
    """Choose a device: CUDA if there is one, else Apple's MPS, else the CPU.

    Parameters
    ----------
    dtype : torch.dtype, optional
        Of the training; MPS has no float64, which then stays on the CPU.

    Returns
    -------
    torch.device

    Examples
    --------
    >>> best_device().type in ("cuda", "mps", "cpu")
    True
    """
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available() and dtype != torch.float64:
        return torch.device("mps")
    return torch.device("cpu")
