"""Installing datasets from Python."""

from .dataset import Dataset
from . import _core

__all__ = ["install", "plan"]


def _mirrors(mirrors):
    return [mirrors] if isinstance(mirrors, str) else list(mirrors)


def plan(name, *, definitions=(), config=None, install_dir=None, mirrors=()):
    """What `install` would do; touches nothing.

    Returns
    -------
    dict
        "resources" (what is fetched or kept), "steps", "fetch_bytes", "peak_bytes", "free_bytes", "songs",
        "license", "citation", "folder", "nothing_to_do".
    """
    collection = Dataset(definitions, config=config, install_dir=install_dir)
    return _core.plan(collection._core, name, _mirrors(mirrors))


def install(name, *, definitions=(), config=None, install_dir=None, mirrors=(), progress=None):
    """Download, verify, unpack and convert a dataset; safe to interrupt and to repeat.

    Parameters
    ----------
    name : str
        A dataset's name.
    definitions, config, install_dir : optional
        As for `Dataset`.
    mirrors : str or list of str
        Base URLs where files are looked for first, by name; their digests decide.
    progress : callable, optional
        Called with a dict: "phase" ("download", "unpack", "convert", "publish"), "dataset",
        "item", "done", "total" (0 when not known). Returning False stops the installation.

    Returns
    -------
    dict
        "was_installed", "fetched_bytes", "files", and "failed": a reason for each song that lacks
        something.
    """
    collection = Dataset(definitions, config=config, install_dir=install_dir)
    return _core.install(collection._core, name, _mirrors(mirrors), progress)
