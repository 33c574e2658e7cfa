"""setlist: install, query and load music datasets.

>>> import setlist
>>> ds = setlist.Dataset()                        # doctest: +SKIP
>>> piano = ds.filter(instruments=["piano"])      # doctest: +SKIP
>>> audio, sr = piano[0].audio(sr=16000)          # doctest: +SKIP
"""

from .errors import (
    ArchiveError,
    ChecksumError,
    DefinitionError,
    Error,
    FileError,
    FormatError,
    LockfileError,
    NotInstalledError,
    TransferError,
    UsageError,
)
from ._core import (
    MidiFile,
    Song,
    __version__,
    note_dtype,
    official_definitions,
    pedal_dtype,
    pianoroll,
    read_audio,
    read_ground_truth,
    read_midi,
)
from .dataset import Dataset
from .explanation import Explanation, Kept
from .installing import install, plan, remove, verify
from .loader import Loader
from .picture import save_pianoroll
from .splitting import Split

__all__ = [
    "ArchiveError",
    "ChecksumError",
    "Dataset",
    "DefinitionError",
    "Error",
    "Explanation",
    "FileError",
    "FormatError",
    "Kept",
    "Loader",
    "LockfileError",
    "MidiFile",
    "NotInstalledError",
    "Song",
    "Split",
    "TransferError",
    "UsageError",
    "__version__",
    "install",
    "note_dtype",
    "official_definitions",
    "pedal_dtype",
    "pianoroll",
    "plan",
    "read_audio",
    "read_ground_truth",
    "read_midi",
    "remove",
    "save_pianoroll",
    "verify",
]
