"""The `setlist` command of the Python package: the same program as the C++ one."""

import signal
import sys

from ._core import run_command


def main():
    # The engine answers Ctrl-C itself; Python would only note it for later.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
