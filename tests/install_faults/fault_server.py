"""An HTTP/1.1 server on 127.0.0.1 that misbehaves on demand; it serves as a proxy as well.

It prints "PORT n" and serves until its standard input ends. The path of a URL chooses the
behaviour, the query its numbers; requests are counted by their whole target, so that a test that
adds a word of its own (`&case=...`) has counters of its own. `/__log` returns every request so far
as JSON lines.

Plain sockets, because a web framework would refuse to send most of these answers.
"""

import functools
import json
import socket
import struct
import sys
import threading
import time
import urllib.parse

import ranges

HTML = b"<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Welcome</body></html>\n"
BLOCK = 65536


@functools.lru_cache(maxsize=8)
def content(size):
    """The file that every behaviour serves; the tests compute the same bytes. Each block begins with
    its number, so that no two places of the file look alike."""
    block = bytes((i * 7 + (i >> 8)) & 0xFF for i in range(8, BLOCK))
    return b"".join(b"%08d" % b + block for b in range(size // BLOCK + 1))[:size]


class Reply:
    """One connection's answer."""

    def __init__(self, connection, query, count, headers=None):
        self.connection = connection
        self.count = count
        self.text = query
        self.headers = headers or {}
        self.body = content(self.number("size", 1000))

    def number(self, name, default):
        return int(self.text.get(name, default))

    def send(self, data):
        self.connection.sendall(data)

    def head(self, status=200, length=None, **fields):
        lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    def raw(self, status, lines, length):
        """A head of lines as they are; `old` in the query makes it one of HTTP/1.0."""
        version = "1.0" if "old" in self.text else "1.1"
        if length is not None:
            lines = [*lines, f"Content-Length: {length}"]
        head = [f"HTTP/{version} {status}", "Connection: close", *lines]
        self.send(("\r\n".join(head) + "\r\n\r\n").encode())

    def whole(self, body=None, status=200, **fields):
        body = self.body if body is None else body
        self.head(status, len(body), **fields)
        self.send(body)

    def reset(self):
        """Closes with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def ok(reply):
    reply.whole()


def short(reply):
    """Ends before the stated length; `fail` says how many times (always when missing)."""
    if reply.count > reply.number("fail", 1 << 30):
        return reply.whole()
    reply.head(length=len(reply.body))
    reply.send(reply.body[: reply.number("at", 10)])


def reset(reply):
    if reply.count > reply.number("fail", 1 << 30):
        return reply.whole()
    reply.head(length=len(reply.body))
    reply.send(reply.body[: reply.number("at", 10)])
    time.sleep(0.05)
    reply.reset()


def status(reply):
    """`code` for `fail` times (always when missing), then the file."""
    if reply.count > reply.number("fail", 1 << 30):
        return reply.whole()
    fields = {"Date": reply.text["date"]} if "date" in reply.text else {}
    if "retry_after" in reply.text:
        fields["Retry_After"] = reply.text["retry_after"]
    reply.whole(b"<html>no</html>", status=reply.number("code", 500), **fields)


def loop(reply):
    reply.whole(b"moved", status=302, Location="/loop?again")


def redirect(reply):
    reply.whole(b"<html>moved</html>", status=302, Location=reply.text["to"])


def html(reply):
    reply.whole(HTML)


def no_length(reply):
    """The end of the connection is the end of the body; `at` cuts it, `fail` times."""
    reply.head()
    cut = reply.count <= reply.number("fail", 1 << 30)
    reply.send(reply.body[: reply.number("at", 1 << 30)] if cut else reply.body)


def chunked(reply):
    """`at`: the connection ends inside a chunk after so many bytes."""
    reply.head(Transfer_Encoding="chunked")
    at = reply.number("at", len(reply.body))
    reply.send(b"%x\r\n" % len(reply.body) + reply.body[:at])
    if at >= len(reply.body):
        reply.send(b"\r\n0\r\n\r\n")


def larger(reply):
    """More bytes than `size`, and says so."""
    reply.whole(reply.body + b"x" * reply.number("more", 1))


def endless(reply):
    reply.head()
    while True:
        reply.send(b"\0" * BLOCK)


def endless_headers(reply):
    reply.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        reply.send(b"X-More: " + b"x" * 1000 + b"\r\n")


def silent(reply):
    """Accepts and says nothing."""
    time.sleep(reply.number("seconds", 60))


def stalled(reply):
    """The first bytes, then silence; `fail` says how many times."""
    if reply.count > reply.number("fail", 1 << 30):
        return reply.whole()
    reply.head(length=len(reply.body))
    reply.send(reply.body[:10])
    time.sleep(reply.number("seconds", 60))


def slow(reply):
    """Steady progress: the body in ten parts, 50 ms apart."""
    reply.head(length=len(reply.body))
    step = max(1, len(reply.body) // 10)
    for begin in range(0, len(reply.body), step):
        reply.send(reply.body[begin : begin + step])
        time.sleep(0.05)


def wrong(reply):
    """Bytes of the right length that are not the file's; `fail` says how many times."""
    right = reply.count > reply.number("fail", 1 << 30)
    reply.whole(reply.body if right else bytes(b ^ 1 for b in reply.body))


def encoded(reply):
    """Claims an encoding that nobody asked for."""
    reply.whole(Content_Encoding="gzip")


def partial(reply):
    """A part of the file that nobody asked for."""
    reply.whole(reply.body[:10], status=206)


class Crowd:
    """How many stand in `crowd` now, and how many did at most."""

    lock = threading.Lock()
    now = most = 0


def crowd(reply):
    with Crowd.lock:
        Crowd.now += 1
        Crowd.most = max(Crowd.most, Crowd.now)
    time.sleep(0.1)
    with Crowd.lock:
        Crowd.now -= 1
    reply.whole()


def most(reply):
    reply.whole(str(Crowd.most).encode())


def garbage(reply):
    reply.send(b"this is not HTTP\r\n\r\n")


BEHAVIOURS = {
    f.__name__: f
    for f in (ok, short, reset, status, loop, redirect, html, no_length, chunked, larger, endless,
              endless_headers, silent, stalled, slow, wrong, encoded, partial, garbage,
              crowd, most, ranges.ranges)
}


class Server:
    def __init__(self):
        self.lock = threading.Lock()
        self.log = []
        self.counts = {}

    def read_request(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            part = connection.recv(BLOCK)
            if not part or len(data) > BLOCK:
                return None
            data += part
        lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        return method, target, {name.lower(): value for name, value in fields.items()}

    def note(self, method, target, fields):
        with self.lock:
            self.log.append({"method": method, "target": target, "headers": fields})
            self.counts[target] = self.counts.get(target, 0) + 1
            return self.counts[target]

    def answer(self, connection):
        request = self.read_request(connection)
        if request is None:
            return
        target = request[1]
        url = urllib.parse.urlsplit(target)
        if url.path == "/__log":
            with self.lock:
                lines = "".join(json.dumps(entry) + "\n" for entry in self.log)
            Reply(connection, {}, 0).whole(lines.encode())
            return
        count = self.note(*request)
        words = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        reply = Reply(connection, words, count, request[2])
        behaviour = BEHAVIOURS.get(url.path.strip("/"))
        if behaviour is None:
            reply.whole(b"no such behaviour", status=404)
        else:
            behaviour(reply)

    def serve(self, connection):
        with connection:
            try:
                self.answer(connection)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the client went away, which many tests want


def main():
    server = Server()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        print(f"PORT {listener.getsockname()[1]}", flush=True)

        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    main()
