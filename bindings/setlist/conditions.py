"""The keywords of a query, as the engine takes them."""

import difflib
import math
import operator
import os
from numbers import Real

from .errors import UsageError

_TEXTS = ("composer", "title", "artist", "performer", "work", "album", "text")
_LISTS = ("datasets", "instruments", "all_instruments", "any_instrument", "groups", "any_group",
          "tags", "any_tag", "license", "has")
_NUMBERS = ("year", "duration", "n_notes", "n_instruments")
_FLAGS = ("ensemble", "installed")
KEYWORDS = ("dataset", *_LISTS, *_TEXTS, *_NUMBERS, *_FLAGS, "ground_truth")

# The name in a query's text, and the keywords that it may mean.
_MEANT = {"instrument": ["all_instruments", "any_instrument", "instruments"], "group": ["groups"],
          "tag": ["tags"]}

# As a program's way to say "no condition", these may be empty.
_MAY_BE_EMPTY = ("groups", "tags", "has")


def as_list(value):
    """One name or path stands for a list of it."""
    return [value] if isinstance(value, (str, os.PathLike)) else list(value)


def field_names(fields, doing):
    """The name of a field, or several, as a list."""
    try:
        names = as_list(fields)
    except TypeError:
        names = [None]
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"{doing}: found {fields!r}, expected the name of a field or a list of names")
    return names


def field_name(field, doing):
    """The name of one field."""
    if not isinstance(field, str):
        raise TypeError(f"{doing}: found {field!r}, expected the name of one field")
    return field


def count_of(songs, doing):
    """A number of songs."""
    number = operator.index(songs)
    if number < 0:
        raise UsageError(f"{doing}: found {songs}, expected a number of songs")
    return number


def seed_of(seed, doing):
    """A seed that the engine takes."""
    number = operator.index(seed)
    if not 0 <= number < 1 << 64:
        raise UsageError(f"{doing}: found the seed {seed}, expected one from 0 to 2**64 - 1")
    return number


def text_of(query, function):
    """The text of a query; without one, no condition."""
    if query is not None and not isinstance(query, str):
        raise TypeError(f"{function}() found the query {query!r}, expected a text such as 'composer:bach'")
    return query or ""


def check_keywords(keywords, function, *others):
    """Misspelled keywords are told what they may have meant; the function takes `others` too."""
    for name in keywords:
        if name not in KEYWORDS:
            near = _MEANT.get(name) or difflib.get_close_matches(name, (*KEYWORDS, *others), n=1)
            meant = f", did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise TypeError(f"{function}() has no argument '{name}'{meant}")


def fields_of(keywords):
    """Checked keywords without None, by the engine's names."""
    given = {name: value for name, value in keywords.items() if value is not None}
    if "dataset" in given:
        if "datasets" in given:
            raise UsageError("filtering songs: both dataset and datasets are given, expected one")
        given["datasets"] = given.pop("dataset")
    return {name: _converted(name, value) for name, value in given.items()}


def _converted(name, value):
    if name in _NUMBERS:
        return _interval(name, value)
    if name == "ground_truth":
        return _levels(value)
    if name in _FLAGS:
        return value
    try:
        values = as_list(value)
    except TypeError:
        raise _wrong_type(name, value, "a name or a list of names") from None
    if not all(isinstance(item, str) for item in values):
        raise _wrong_type(name, value, "a name or a list of names")
    if "" in values or (not values and name not in _MAY_BE_EMPTY):
        raise _empty(name)
    return " ".join(values) if name in _TEXTS else values


def _interval(name, value):
    """(lowest, highest) with None for an open end; a text such as '>=60' goes as it is."""
    if isinstance(value, str):
        return value
    expected = "a number, a pair such as (60, 600), or a text such as '>=60'"
    if isinstance(value, Real) and not isinstance(value, bool):
        return _number(name, value), _number(name, value)
    if not isinstance(value, (tuple, list)):
        raise _wrong_type(name, value, expected)
    if len(value) != 2 or value[0] is value[1] is None:
        raise UsageError(f"filtering songs (the argument {name}): found {value!r}, expected {expected}")
    if not all(end is None or isinstance(end, Real) for end in value):
        raise _wrong_type(name, value, expected)
    return tuple(None if end is None else _number(name, end) for end in value)


def _number(name, value):
    if not math.isfinite(value):
        raise UsageError(f"filtering songs (the argument {name}): found {value}, expected a number; "
                         "None stands for an open end")
    return float(value)


def _levels(ground_truth):
    """{type: level}, or a list of types at any level but 0, as the engine takes them."""
    if not ground_truth:
        raise _empty("ground_truth")
    if not isinstance(ground_truth, dict):
        return dict.fromkeys(as_list(ground_truth), -1)
    for name, level in ground_truth.items():
        if isinstance(level, bool) or not isinstance(level, int):
            raise _wrong_type("ground_truth", level, f"a level of {name}: 0, 1 or 2")
        if level not in (0, 1, 2):
            raise UsageError(f"filtering songs (the argument ground_truth): {name} has the level "
                             f"{level!r}, expected 0, 1 or 2")
    return dict(ground_truth)


def _empty(name):
    return UsageError(f"filtering songs (the argument {name}): found nothing, expected a name; leave "
                      "it out, or give None, for no condition")


def _wrong_type(name, value, expected):
    return TypeError(f"filtering songs (the argument {name}): found {value!r}, expected {expected}")


def positions_of(key, size):
    """The positions that a list or an array asks for, negative ones from the end."""
    numbers = key if isinstance(key, list) else key.tolist()
    if numbers and all(isinstance(number, bool) for number in numbers):
        if len(numbers) != size:
            raise IndexError(f"a mask of {len(numbers)} for a dataset of {size} songs")
        return [k for k, chosen in enumerate(numbers) if chosen]
    positions = []
    for number in map(operator.index, numbers):
        position = number + size if number < 0 else number
        if not 0 <= position < size:
            raise IndexError(f"song {number} of a dataset of {size} songs")
        positions.append(position)
    return positions
