"""A pianoroll as a PNG, without any plotting library."""

import struct
import zlib

import numpy as np

__all__ = ["save_pianoroll"]

_WHITE_KEY = (250, 250, 248)
_BLACK_KEY = (237, 237, 240)
_OCTAVE_LINE = (205, 205, 214)
_SECOND_LINE = (222, 222, 230)
# Soft to loud: from a light blue to a deep purple.
_SOFT = np.array((150, 196, 232), float)
_LOUD = np.array((74, 20, 104), float)
_BLACK_KEYS = (1, 3, 6, 8, 10)


def _chunk(kind, payload):
    return (struct.pack(">I", len(payload)) + kind + payload
            + struct.pack(">I", zlib.crc32(kind + payload)))


def _png(pixels):
    height, width, _ = pixels.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + _chunk(b"IEND", b""))


def _background(pitches, columns, columns_per_second):
    keys = [_BLACK_KEY if pitch % 12 in _BLACK_KEYS else _WHITE_KEY for pitch in pitches]
    canvas = np.repeat(np.array(keys, np.uint8)[:, None, :], columns, axis=1)
    seconds = np.arange(0, columns, columns_per_second).round().astype(int)
    canvas[:, seconds[seconds < columns]] = _SECOND_LINE
    return canvas


def _draw(canvas, cells):
    played = cells > 0
    loudness = (cells[played].astype(float) / 127)[:, None]
    canvas[played] = (_SOFT + (_LOUD - _SOFT) * loudness).astype(np.uint8)
    starts = played & ~np.pad(played, ((0, 0), (1, 0)))[:, :-1]
    canvas[starts] = canvas[starts] // 2


def save_pianoroll(roll, path, *, resolution=0.01, width=1200, row_height=6):
    """Draw a pianoroll as a PNG: time to the right, pitch upwards, darker is louder.

    Parameters
    ----------
    roll : numpy.ndarray
        uint8, (128, columns), as `Song.pianoroll` gives it.
    path : path
        Where the picture is written.
    resolution : float
        Seconds a column of `roll`; a line is drawn each second.
    width : int
        Pixels.
    row_height : int
        Pixels a pitch.
    """
    roll = np.asarray(roll)
    used = np.flatnonzero(roll.any(axis=1))
    low, high = (used[0], used[-1]) if len(used) else (60, 71)
    low, high = max(0, low - 3), min(127, high + 3)
    columns = max(1, roll.shape[1])
    edges = (np.arange(width + 1) * columns) // width
    padded = np.pad(roll, ((0, 0), (0, columns - roll.shape[1])))
    cells = np.stack([padded[:, a:max(b, a + 1)].max(axis=1)
                      for a, b in zip(edges[:-1], edges[1:])], axis=1)
    if roll.any() and roll.max() == 1:
        cells = cells * np.uint8(100)
    pitches = range(high, low - 1, -1)
    canvas = _background(pitches, width, width / (columns * resolution))
    _draw(canvas, cells[low:high + 1][::-1])
    pixels = np.repeat(canvas, row_height, axis=0)
    for row, pitch in enumerate(pitches):
        if pitch % 12 == 0:
            line = pixels[(row + 1) * row_height - 1]
            line[(line == _WHITE_KEY).all(axis=1)] = _OCTAVE_LINE
    with open(path, "wb") as file:
        file.write(_png(pixels))
