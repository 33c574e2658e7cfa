"""Random queries: texts, and keywords, about what random collections hold."""

import re

import collections_of_tests as pools
from plain_terms import WORDS, fold

ASKED = {
    "dataset": [*pools.NAMES, "grosse"],
    "id": ["Beta/song-0", "alpha/Op 1/no-1", "größe/Übung-2", "Beta/(take 0)"],
    "composer": [*pools.COMPOSERS, "JS Bach", "C. P. E. Bach", "F. Chopin", "Chopin", "Dvorak", "Clara",
                 "bach", "Johann"],
    "title": pools.TITLES, "artist": pools.ARTISTS, "performer": pools.PERFORMERS,
    "work": pools.WORKS, "album": pools.ALBUMS, "text": pools.TEXTS,
    "instrument": [*pools.INSTRUMENTS, "vln", "corno", "pno", "violoncelli", "viole d'amour", "NONESUCH"],
    "group": pools.GROUPS, "tag": pools.TAGS,
    "license": [*pools.LICENSES, "CC-BY", "cc-by-nc", "CC0", "CC-BY-SA"]}
NUMBERS = {"year": [-501, -500, 0, 1808, 1899.5, 1900, 2001], "n_notes": [0, 1, 1000],
           "duration": [0, 59.5, 60, 60.01, 372.4, 600.25, 1000], "n_instruments": [0, 1, 2, 3]}
HAS = [*pools.TYPES, "f0", "non_aligned", "audio", "sources", "text", "features"]
COMPARISONS = [">=", "<=", ">", "<", "="]
LOOSENESS = {"term": 0, "not": 1, "and": 2, "or": 3}


def random_name(rng, field):
    """A value that some song may have, part of it, in another case, or one that nobody has."""
    value = rng.choice([c for c in ASKED[field] if c])
    change = rng.random()
    if change < 0.05:
        return "Zzyzx"
    if change < 0.3:
        return value.upper()
    if change < 0.45 and field in WORDS:
        return rng.choice(value.split())
    return value


def quoted(rng, value):
    bare = not re.search(r'[\s()":=~<>\\]|^-', value) and value not in ("OR", "AND", "NOT")
    if bare and rng.random() < 0.6:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def random_pattern(rng, field):
    """A value, or its folded form, with one part of it wild."""
    value = rng.choice([c for c in ASKED[field] if c])
    begin, end = sorted(rng.randint(0, len(value)) for _ in range(2))
    wild = "*"
    if rng.random() < 0.3:
        value = fold(value)
        begin = rng.randrange(len(value))
        end, wild = begin + 1, "?"
    parts = [re.sub(r"([*?\\])", r"\\\1", part) for part in (value[:begin], value[end:])]
    return wild.join(parts)


def random_number_text(rng, field):
    low, high = sorted(rng.choice(NUMBERS[field]) for _ in range(2))
    return rng.choice([f":{low}", f":{low}..{high}", f":..{high}", f":{low}..",
                       rng.choice(COMPARISONS) + str(low)])


def random_has(rng):
    what = rng.choice(HAS)
    if what in ("audio", "sources", "text", "features") or rng.random() < 0.5:
        return f"has:{what}"
    return f"has:{what}{rng.choice(COMPARISONS)}{rng.randint(0, 2)}"


def random_term(rng):
    kind = rng.random()
    if kind < 0.2:
        field = rng.choice(list(NUMBERS))
        return field + random_number_text(rng, field)
    if kind < 0.3:
        return random_has(rng)
    if kind < 0.4:
        return f"{rng.choice(['ensemble', 'installed'])}:{rng.choice(['true', 'false'])}"
    if kind < 0.45:
        names = [random_name(rng, "instrument") for _ in range(rng.randint(1, 3))]
        return "instruments:" + quoted(rng, ",".join(name for name in names if "," not in name) or "piano")
    if kind < 0.55:
        return quoted(rng, random_name(rng, rng.choice(["composer", "title", "artist"])))
    field = rng.choice(list(ASKED))
    if kind < 0.65:
        return f"{field}~{quoted(rng, random_pattern(rng, field))}"
    if kind < 0.75:
        return f"{field}={quoted(rng, rng.choice([c for c in ASKED[field] if c]))}"
    return f"{field}:{quoted(rng, random_name(rng, field))}"


def random_tree(rng, depth):
    kind = rng.choice(["term", "term", "not", "and", "or"]) if depth else "term"
    if kind == "term":
        return kind, random_term(rng)
    size = 1 if kind == "not" else rng.randint(2, 3)
    return (kind, *(random_tree(rng, depth - 1) for _ in range(size)))


def rendered(rng, tree, within="or"):
    """The text of a tree, with parentheses where they are needed and now and then where not."""
    kind, *parts = tree
    blank = rng.choice([" ", " ", "  ", " \t"])
    if kind == "term":
        text = parts[0]
    elif kind == "not":
        text = rng.choice(["-", f"NOT{blank}"]) + rendered(rng, parts[0], "not")
    else:
        join = f"{blank}OR{blank}" if kind == "or" else rng.choice([blank, f"{blank}AND{blank}"])
        text = join.join(rendered(rng, part, kind) for part in parts)
    needed = LOOSENESS[kind] > {"not": 0, "and": 2, "or": 3}[within]
    return f"({text})" if needed or rng.random() < 0.1 else text


def random_keywords(rng):
    def several(field, least=1):
        return [random_name(rng, field) for _ in range(rng.randint(least, 2))]

    def one_or_several(field):
        return rng.choice([several(field), random_name(rng, field)])

    makers = {
        "dataset": lambda: random_name(rng, "dataset"), "datasets": lambda: several("dataset"),
        "all_instruments": lambda: one_or_several("instrument"),
        "any_instrument": lambda: one_or_several("instrument"),
        "instruments": lambda: several("instrument") + several("instrument", 0),
        "groups": lambda: one_or_several("group"), "any_group": lambda: one_or_several("group"),
        "tags": lambda: one_or_several("tag"), "any_tag": lambda: one_or_several("tag"),
        "license": lambda: one_or_several("license"),
        "has": lambda: rng.choice([rng.choice(HAS), rng.sample(HAS, 2)]),
        "ensemble": lambda: rng.random() < 0.5, "installed": lambda: rng.random() < 0.2,
        "ground_truth": lambda: rng.choice([
            {kind: rng.randint(0, 2) for kind in rng.sample(pools.TYPES, rng.randint(1, 2))},
            rng.sample(pools.TYPES, rng.randint(1, 2)), rng.choice(pools.TYPES)])}
    name = rng.choice([*makers, *WORDS, *NUMBERS])
    if name in WORDS:
        return {name: random_name(rng, name)}
    return {name: makers[name]() if name in makers else random_number(rng, name)}


def random_number(rng, field):
    low, high = sorted(rng.choice(NUMBERS[field]) for _ in range(2))
    return rng.choice([low, (low, high), (None, high), (low, None), rng.choice(COMPARISONS) + str(low)])


def many_keywords(rng):
    keywords = random_keywords(rng)
    while rng.random() < 0.4:
        keywords.update(random_keywords(rng))
    if "datasets" in keywords:
        keywords.pop("dataset", None)
    return keywords


def random_question(rng):
    """The arguments of a filter: a text, keywords, or both."""
    kind = rng.random()
    question = {} if kind < 0.3 else {"query": rendered(rng, random_tree(rng, 2))}
    return question if kind > 0.7 else {**question, **many_keywords(rng)}
