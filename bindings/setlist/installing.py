"""Installing datasets from Python."""

from .dataset import Dataset
from . import _core

__all__ = ["install", "plan", "remove", "verify"]


def _mirrors(mirrors):
    return [mirrors] if isinstance(mirrors, str) else list(mirrors)


def plan(name, *, definitions=(), config=None, install_dir=None, mirrors=(), from_folder=None):
    """What `install` would do; touches nothing.

    Returns
    -------
    dict
        "resources" (what is fetched or kept), "steps", "fetch_bytes", "peak_bytes", "free_bytes", "songs",
        "license", "citation", "folder", "nothing_to_do".
    """
    collection = Dataset(definitions, config=config, install_dir=install_dir)
    return _core.plan(collection._core, name, _mirrors(mirrors), from_folder)


def install(name, *, definitions=(), config=None, install_dir=None, mirrors=(), from_folder=None,
            progress=None):
    """Download, verify, unpack and convert a dataset; safe to interrupt and to repeat.

    Parameters
    ----------
    name : str
        A dataset's name.
    definitions, config, install_dir : optional
        As for `Dataset`.
    mirrors : str or list of str
        Base URLs where files are looked for first, by name; their digests decide.
    from_folder : path, optional
        A folder of files that you have already; they are taken by name or digest and stay as they
        are. What must be fetched by hand is looked for there too.
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
    return _core.install(collection._core, name, _mirrors(mirrors), from_folder, progress)


def verify(name, *, definitions=(), config=None, install_dir=None, progress=None):
    """Read every file of an installed dataset again and compare it with the receipt.

    Returns
    -------
    dict
        "sound": nothing is missing or changed; "files" and "bytes" of the receipt; the paths that
        are "missing" or "changed", and those "unknown" to the receipt.

    Raises
    ------
    NotInstalledError
        When it is not installed.
    """
    collection = Dataset(definitions, config=config, install_dir=install_dir)
    return _core.verify(collection._core, name, progress)


def remove(name, *, definitions=(), config=None, install_dir=None, with_unknown=False):
    """Take an installed dataset from the disk.

    Files in its folder that setlist did not put there are an error, unless `with_unknown`.
    """
    collection = Dataset(definitions, config=config, install_dir=install_dir)
    _core.remove(collection._core, name, with_unknown)
