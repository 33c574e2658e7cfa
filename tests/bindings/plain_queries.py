"""A second reading of docs/queries.md: plain Python over definition files, song by song."""

import functools
import json
import operator
import re

from plain_terms import (
    NAMES, NUMBERS, WORDS, Malformed, Unknown, as_list, exact_instruments, fold, ground_truth, term,
    words_test)

__all__ = ["Malformed", "Plain", "Unknown"]

QUOTED = r'"(?P<quoted>(?:[^"\\]|\\.)*)"'
TERM = re.compile(r'(?:(?P<field>[^\s()":=~<>]+)(?P<op>:|>=|<=|>|<|=|~))?'
                  rf'(?:{QUOTED}|(?P<plain>[^\s()"]+))(?=[\s()]|$)', re.DOTALL)


# The text and the keywords.

def tokens(text):
    at, found = 0, []
    while at < len(text):
        if text[at] in "()":
            found.append(text[at])
        elif re.match(r"-[^\s)]", text[at:]):
            found.append("NOT")
        elif not text[at].isspace():
            match = TERM.match(text, at)
            if not match or text[at] == "-":
                raise Malformed(text[at:])
            found.append(token(match))
            at = match.end() - 1
        at += 1
    return found


def token(match):
    field, op, plain = match["field"], match["op"], match["plain"]
    value = plain if plain is not None else re.sub(r'\\(["\\])', r"\1", match["quoted"])
    if field:
        return term(field, op, value)
    if plain in ("OR", "AND", "NOT"):
        return plain
    if plain and re.search("[:=~<>]", plain):
        raise Malformed(plain)
    return ("term", "word", value, words_test(None, value))


def parse(text):
    left = tokens(text)
    tree = either(left) if left else ("and",)
    if left:
        raise Malformed(f"at {left[0]}")
    return tree


def either(left):
    tree = ("or", both(left))
    while left and left[0] == "OR":
        left.pop(0)
        tree += (both(left),)
    return tree


def both(left):
    tree = ("and", single(left))
    while left and left[0] not in ("OR", ")"):
        if left[0] == "AND":
            left.pop(0)
        tree += (single(left),)
    return tree


def single(left):
    first = left.pop(0) if left else None
    if first == "NOT":
        return ("not", single(left))
    if first == "(":
        tree = either(left)
        if not left or left.pop(0) != ")":
            raise Malformed("an open parenthesis")
        return tree
    if not isinstance(first, tuple):
        raise Malformed(f"found {first}, expected a term")
    return first


def keyword(name, value):
    fields = {"datasets": "dataset", "groups": "group", "tags": "tag", "all_instruments": "instrument"}
    if name in NUMBERS:
        if isinstance(value, tuple):
            value = "..".join("" if end is None else str(end) for end in value)
        op, text = re.fullmatch("(>=|<=|>|<|=)?(.*)", str(value)).groups()
        return term(name, op or ":", text)
    if name in ("ensemble", "installed"):
        return term(name, ":", str(value).lower())
    if name in WORDS:
        return term(name, ":", value)
    if not value:
        raise Malformed(name)
    if name == "instruments":
        return exact_instruments(as_list(value))
    if name == "ground_truth":
        exact = isinstance(value, dict) and {
            kind: functools.partial(operator.eq, level) for kind, level in value.items()}
        return ground_truth(exact or dict.fromkeys(as_list(value), bool))
    is_any = name.startswith("any_") or name in ("dataset", "datasets", "license")
    field = name[4:] if name.startswith("any_") else fields.get(name, name)
    return ("or" if is_any else "and", *(term(field, ":", one) for one in as_list(value)))


# The collection.

def chosen(tree, row, taken=()):
    """Is the row chosen, when the unknown numbers of the fields `taken` are taken to match?"""
    kind, *parts = tree
    if kind in ("and", "or"):
        return (all if kind == "and" else any)(chosen(part, row, taken) for part in parts)
    if kind == "not":
        return not chosen(parts[0], row, taken)
    field, _, test = parts
    found = test(row)
    return field in taken if found is None else found


def terms(tree, denied=True):
    """The terms of a tree, with those under a NOT or without."""
    kind, *parts = tree
    if kind == "term":
        return [tree]
    return [] if kind == "not" and not denied else [t for part in parts for t in terms(part, denied)]


class Plain:
    """Definitions as json.load gives them; `rows` are (id, song, definition) in canonical order."""

    def __init__(self, definitions):
        self.definitions = sorted(definitions, key=lambda d: d["name"].encode())
        self.rows = [(f"{d['name']}/{s['id']}", s, d) for d in self.definitions for s in d["songs"]]

    @classmethod
    def of_folder(cls, folder):
        return cls([json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")])

    @property
    def ids(self):
        return [name for name, _, _ in self.rows]

    def tree(self, query=None, **keywords):
        asked = [parse(query or ""), *(keyword(name, value) for name, value in keywords.items())]
        for _, field, value, test in terms(("and", *asked)):
            if field in (*WORDS, *NAMES, "word") and not any(map(test, self.rows)):
                raise Unknown(value)
        return ("and", *asked)

    def editions(self, tree):
        """The songs that count: those of a variant where a term names it."""
        named = [fold(value) for _, field, value, _ in terms(tree, denied=False)
                 if field == "dataset"]
        return [row for row in self.rows
                if "variant_of" not in row[2] or fold(row[2]["name"]) in named]

    def choose(self, query=None, **keywords):
        """The ids that a query and keywords choose, in order."""
        tree = self.tree(query, **keywords)
        return [row[0] for row in self.editions(tree) if chosen(tree, row)]

    def left_out(self, query=None, within=None, **keywords):
        """{field: how many songs are left out for an unknown number alone}, without zeros.

        "several" stands for the songs that only several unknown numbers together leave out.
        """
        tree = self.tree(query, **keywords)
        rows = [row for row in self.editions(tree) if within is None or row[0] in within]
        rows = [row for row in rows if not chosen(tree, row)]
        counts = {field: sum(chosen(tree, row, [field]) for row in rows) for field in NUMBERS}
        counts["several"] = sum(chosen(tree, row, NUMBERS) and not any(
            chosen(tree, row, [field]) for field in NUMBERS) for row in rows)
        return {field: count for field, count in counts.items() if count}
