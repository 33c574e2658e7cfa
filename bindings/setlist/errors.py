"""The errors of setlist, each with the built-in base a caller would expect."""


class Error(Exception):
    """What ends an operation; the text is one sentence.

    Attributes
    ----------
    path, url, pointer : str
        Where it happened: a file, a URL without credentials, a JSON pointer; "" when it does not
        apply.
    exit_code : int
        What the command would have exited with.
    """

    path = ""
    url = ""
    pointer = ""
    exit_code = 1


class UsageError(Error, ValueError):
    """A wrong argument or query."""

    exit_code = 2


class DefinitionError(Error, ValueError):
    """A definition, or the configuration, cannot be used."""


class TransferError(Error, OSError):
    """A download failed."""


class ChecksumError(Error, OSError):
    """Bytes are not those that were promised."""


class ArchiveError(Error, OSError):
    """An archive is damaged, hostile or too large."""


class FormatError(Error, ValueError):
    """A media or annotation file is damaged or of a kind that is not read."""


class NotInstalledError(Error, LookupError):
    """Something was asked that is not on disk."""


class FileError(Error, OSError):
    """The file system refused."""


class LockfileError(Error, ValueError):
    """What is here is not what a lockfile states.

    Attributes
    ----------
    differences : list of str
        A sentence for each difference.
    """

    exit_code = 7
    differences = ()

    @classmethod
    def _of(cls, path, differences):
        shown = "; ".join(differences[:5])
        more = f"; and {len(differences) - 5} more differences" if len(differences) > 5 else ""
        error = cls(f"restoring the songs of '{path}': {shown}{more}; strict=False takes what is here")
        error.path = str(path)
        error.differences = list(differences)
        return error
