"""Answers to requests for a part of a file: right ones, and wrong ones on demand."""

import re
import time

BLOCK = 65536
HOUR_AGO = "Sun, 09 Sep 2001 00:46:40 GMT"
NOW = "Sun, 09 Sep 2001 01:46:40 GMT"


def current(reply):
    """The file as this request finds it, and its ETag. `change`: from this request on another one."""
    changed = reply.count >= reply.number("change", 1 << 30)
    kind = reply.text.get("etag", "strong")
    tag = {"strong": '"v%d"', "weak": 'W/"v%d"', "none": ""}[kind]
    body = bytes(b ^ 1 for b in reply.body) if changed else reply.body
    shrunk = len(body) - (reply.number("shrink", 0) if changed else 0)
    return body[:shrunk], tag % (2 if changed else 1) if tag else ""


def asked_first(reply, tag):
    """The first byte that is asked for; 0 when the whole is to be sent."""
    found = re.fullmatch(r"bytes=(\d+)-(\d*)", reply.headers.get("range", ""))
    if not found or "deaf" in reply.text:
        return 0, None
    condition = reply.headers.get("if-range")
    if condition and condition not in (tag, HOUR_AGO) and "careless" not in reply.text:
        return 0, None
    return int(found[1]), int(found[2]) if found[2] else None


def content_range(lie, first, last, total):
    """The header lines, as the lie wants them."""
    right = f"Content-Range: bytes {first}-{last}/{total}"
    return {
        "start": [f"Content-Range: bytes {first + 1}-{last}/{total}"],
        "total": [f"Content-Range: bytes {first}-{last}/{total + 1}"],
        "none": [],
        "two": [right, right],
        "star": [f"Content-Range: bytes {first}-{last}/*"],
        "unit": [f"Content-Range: lines {first}-{last}/{total}"],
        "sign": [f"Content-Range: bytes +{first}-{last}/{total}"],
        "beyond": [f"Content-Range: bytes {first}-{total}/{total}"],
    }.get(lie, [right])


def cut(reply, body):
    """`cut=5,7`: the first answer breaks off after 5 bytes of its body, the second after 7."""
    cuts = [int(word) for word in reply.text.get("cut", "").split(",") if word]
    return body[: cuts[reply.count - 1]] if reply.count <= len(cuts) else body


def send_body(reply, body):
    """`hold`: the first answer falls silent after so many bytes; `pace`: seconds a block."""
    if "hold" in reply.text and reply.count == 1:
        reply.send(body[: reply.number("hold", 0)])
        time.sleep(60)
    pace = float(reply.text.get("pace", 0))
    for begin in range(0, len(body), BLOCK):
        reply.send(body[begin : begin + BLOCK])
        time.sleep(pace)


def ranges(reply):
    """A file with an ETag and ranges; every query word of this module spoils something."""
    body, tag = current(reply)
    first, last = asked_first(reply, tag)
    partial = reply.headers.get("range") and asked_first(reply, tag) != (0, None)
    lines = [f"ETag: {tag}"] if tag and "mute" not in reply.text else []
    if "modified" in reply.text:
        lines += [f"Last-Modified: {HOUR_AGO}", f"Date: {NOW}"]
    if "encoding" in reply.text:
        lines.append(f"Content-Encoding: {reply.text['encoding']}")
    if partial and "portal" in reply.text and reply.count <= reply.number("portal", 0):
        return reply.whole(b"<html><body>Log in</body></html>")
    if partial and (first >= len(body) or "unsatisfied" in reply.text):
        total = reply.text.get("unsatisfied", len(body))
        return reply.raw("416 No", [*lines, f"Content-Range: bytes */{total}"], 0)
    if partial:
        rest = body[first : len(body) if last is None else last + 1]
        lines += content_range(reply.text.get("lie", ""), first, first + len(rest) - 1, len(body))
        reply.raw("206 Part", lines, len(rest))
    else:
        rest = body
        reply.raw("200 Whole", lines, None if "old" in reply.text else len(rest))
    send_body(reply, cut(reply, rest))
