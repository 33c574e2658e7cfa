"""Datasets obey the laws of sets, with Python's own sets of ids as the measure."""

import operator
import random

import pytest
from collections_of_tests import NAMES, open_both, open_random, rich_definition

# Two folders of random definitions may define one dataset differently; the operation says so.
pytestmark = pytest.mark.filterwarnings("ignore:.* is defined by .* and, differently,")

OPERATIONS = [operator.and_, operator.or_, operator.sub, operator.xor]
COMPARISONS = [operator.eq, operator.ne, operator.le, operator.lt, operator.ge, operator.gt]
NAMED = [("union", operator.or_), ("intersection", operator.and_), ("difference", operator.sub),
         ("symmetric_difference", operator.xor)]
ASKED = [("issubset", operator.le), ("issuperset", operator.ge),
         ("isdisjoint", lambda x, y: x.isdisjoint(y))]


def random_part(rng, whole):
    """Some songs: none, all, or each by chance, put together from slices."""
    share = rng.choice([0, 0.2, 0.5, 0.8, 1])
    part = whole[:0]
    for position in range(len(whole)):
        if rng.random() < share:
            part |= whole[position:position + 1]
    return part


def in_order(ids):
    """The canonical order of ids of which each dataset's are given in the order of its file."""
    return sorted(ids, key=lambda name: name.split("/")[0].encode())


def check_pair(a, b, order):
    """Everything that two operands say of each other; they stay as they are."""
    before = (a.ids, b.ids, hash(a), hash(b))
    x, y = set(a.ids), set(b.ids)
    for operation in OPERATIONS:
        assert operation(a, b).ids == [name for name in order if name in operation(x, y)]
    for compare in COMPARISONS:
        assert compare(a, b) is compare(x, y)
    for name, operation in NAMED:
        assert getattr(a, name)(b) == operation(a, b)
        assert getattr(a, name)(b).ids == operation(a, b).ids
    for name, ask in ASKED:
        assert getattr(a, name)(b) is ask(x, y)
    if x == y:
        assert hash(a) == hash(b)
    assert (a.ids, b.ids, hash(a), hash(b)) == before


@pytest.mark.parametrize("seed", range(15))
def test_pairs_in_one_collection(seed, tmp_path):
    rng, whole, plain = open_random(seed, tmp_path)
    for _ in range(20):
        a, b = random_part(rng, whole), random_part(rng, whole)
        check_pair(a, b, plain.ids)
        check_pair(a, a | b, plain.ids)
        check_pair(a & b, b, plain.ids)


@pytest.mark.parametrize("seed", range(15, 25))
def test_laws_of_three_sets(seed, tmp_path):
    rng, whole, _ = open_random(seed, tmp_path)
    nothing = whole[:0]
    for _ in range(20):
        a, b, c = (random_part(rng, whole) for _ in range(3))
        assert ~(a | b) == ~a & ~b and ~(a & b) == ~a | ~b
        assert a | (a & b) == a == a & (a | b)
        assert a & (b | c) == (a & b) | (a & c) and a | (b & c) == (a | b) & (a | c)
        assert (a & b) & c == a & (b & c) and (a | b) | c == a | (b | c) and (a ^ b) ^ c == a ^ (b ^ c)
        assert a & b == b & a and a | b == b | a and a ^ b == b ^ a
        assert ~~a == a and a | ~a == whole and a & ~a == nothing
        assert a - b == a & ~b and a ^ b == (a | b) - (a & b) == (a - b) | (b - a)
        assert a | nothing == a == a & whole and a ^ a == nothing == a - a and a ^ whole == ~a
        assert a & a == a == a | a
        assert (a <= b) == (a & b == a) == (a | b == b) == (a - b == nothing) == (~b <= ~a)
        assert a.union(b, c) == a | b | c
        assert a.complement() == ~a


@pytest.mark.parametrize("seed", range(25, 35))
def test_sizes_members_and_order(seed, tmp_path):
    rng, whole, plain = open_random(seed, tmp_path)
    assert whole.ids == plain.ids
    for _ in range(10):
        a = random_part(rng, whole)
        kept = set(a.ids)
        assert a.ids == [name for name in plain.ids if name in kept]
        assert [song.id for song in a] == a.ids and len(a) == len(kept) and bool(a) == bool(kept)
        assert (~a).ids == [name for name in plain.ids if name not in kept]
        for song in whole:
            assert (song in a) is (song.id in a) is (song.id in kept)


def test_equal_sets_made_on_different_ways_are_one_key(tmp_path):
    rng, whole, _ = open_random(35, tmp_path, least=3)
    for _ in range(100):
        a, b = random_part(rng, whole), random_part(rng, whole)
        ways = {a & b, b & a, ~(~a | ~b), a - (a - b), (a | b) - (a ^ b)}
        assert len(ways) == 1 and {a: 1}[a | a] == 1


def test_assigning_operators_leave_the_operand_alone(tmp_path):
    _, whole, plain = open_random(36, tmp_path, least=2)
    a = kept = whole[::2]
    for operation in (operator.ior, operator.iand, operator.isub, operator.ixor):
        changed = operation(a, whole[1:])
        assert changed is not a and kept.ids == plain.ids[::2]


def opened_parts(rng, folder, chosen):
    """Datasets over the chosen definitions of one set, each from a folder of its own."""
    definitions = {name: rich_definition(rng, name) for name in NAMES}
    for number, names in enumerate(chosen):
        (folder / str(number)).mkdir()
        yield open_both(folder / str(number), [definitions[name] for name in names])


SHARES = [(["Beta", "alpha"], ["alpha", "Größe"]), (["Beta", "alpha"], ["New Trios", "Größe"]),
          (["Größe", "alpha", "Beta"], ["Beta", "Größe", "alpha"]),
          (["alpha"], ["Größe", "alpha", "Beta"])]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("chosen", SHARES)
def test_datasets_of_two_folders_meet_by_id(seed, chosen, tmp_path):
    rng = random.Random(seed)
    (one, first), (two, second) = opened_parts(rng, tmp_path, chosen)
    order = in_order(dict.fromkeys(first.ids + second.ids))
    check_pair(one, two, order)
    for _ in range(8):
        a, b = random_part(rng, one), random_part(rng, two)
        check_pair(a, b, order)
        check_pair(b, a, order)
        check_pair(a | b, b, order)
        check_pair(a | b, two - b, order)
        assert (a | b) - b == a - b and (a & b) | (a ^ b) == a | b
        for song in a:
            assert (song in b) is (song.id in b.ids)


def test_a_dataset_of_two_folders_is_one_key(tmp_path):
    (one, _), (two, _) = opened_parts(random.Random(5), tmp_path, SHARES[2])
    assert one == two and len({one, two, one | two, one & two}) == 1 and not one ^ two
