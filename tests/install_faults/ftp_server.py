"""An FTP server on 127.0.0.1 for one kind of client: passive, binary, anonymous.

It prints "PORT n" and serves until its standard input ends. The name of a file says what it is:
`size-300000` and then words of faults, `cut-5000` (the first transfer breaks off there), `norest`,
`nosize`, `notime`, `changes` (a second transfer finds another version), `busy` (451 at first), so
`/any/folder/size-300000.cut-70000.name`. `/log` is the list of commands so far.
"""

import socket
import sys
import threading

from fault_server import content


class Session:
    """One control connection."""

    log = []
    transfers = {}

    def __init__(self, connection):
        self.connection = connection
        self.listener = None
        self.offset = 0

    def say(self, line):
        self.connection.sendall(line.encode() + b"\r\n")

    def run(self):
        self.say("220 ready")
        for line in self.connection.makefile("r", encoding="latin-1", newline="\r\n"):
            verb, _, rest = line.strip().partition(" ")
            Session.log.append(line.strip())
            handler = getattr(self, "on_" + verb.lower(), None)
            if handler is None:
                self.say("502 not here")
            else:
                handler(rest)
            if verb == "QUIT":
                return

    def on_user(self, name):
        self.say("331 password" if name == "anonymous" else "530 no")

    def on_pass(self, _):
        self.say("230 in")

    def on_pwd(self, _):
        self.say('257 "/"')

    def on_cwd(self, _):
        self.say("250 there")

    def on_type(self, kind):
        self.say("200 binary" if kind == "I" else "504 binary only")

    def on_epsv(self, _):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.say(f"229 Entering (|||{self.listener.getsockname()[1]}|)")

    def on_mdtm(self, name):
        changed = "changes" in name and Session.transfers.get(name, 0) > 0
        self.say("550 no" if "notime" in name else f"213 2001090901464{int(changed)}")

    def on_size(self, name):
        told = "size-" in name and "nosize" not in name
        self.say(f"213 {size_of(name)}" if told else "500 not known")

    def on_rest(self, offset):
        self.offset = int(offset)
        self.say("350 go on")  # whether it can is known when it hears the name

    def on_quit(self, _):
        self.say("221 bye")

    def on_retr(self, name):
        count = Session.transfers[name] = Session.transfers.get(name, 0) + 1
        offset, self.offset = self.offset, 0
        if name != "log" and "size-" not in name:
            return self.say("550 not there")
        if "busy" in name and count == 1:
            return self.say("451 not now")
        if "norest" in name:
            offset = 0  # as servers do that only say that they can
        body = "\n".join(Session.log).encode() if name == "log" else content(size_of(name))
        if "changes" in name and count > 1:
            body = bytes(b ^ 1 for b in body)
        self.say("150 here it comes")
        data, _ = self.listener.accept()
        with data:
            stop = int(word(name, "cut") or len(body)) if count == 1 else len(body)
            data.sendall(body[offset : max(stop, offset)])
        self.listener.close()
        self.say("226 done" if stop >= len(body) else "426 broken off")


def word(name, key):
    """The number of `key-number` in a name."""
    return next((w.split("-")[1] for w in name.split(".") if w.startswith(key + "-")), None)


def size_of(name):
    return int(word(name, "size"))


def serve(connection):
    with connection:
        try:
            Session(connection).run()
        except OSError:
            pass  # the client went away


def main():
    with socket.create_server(("127.0.0.1", 0), backlog=32) as listener:
        print(f"PORT {listener.getsockname()[1]}", flush=True)

        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    main()
