"""The stub says what the module is; everything public is documented, and its examples run."""

import ast
import doctest
import inspect
import re
from pathlib import Path

import pytest

import setlist
import setlist.dataset
import setlist.sets
from setlist import _core

STUB = ast.parse((Path(setlist.__file__).parent / "_core.pyi").read_text())
IGNORED = {"_pybind11_conduit_v1_", "__module__", "__doc__"}


def stubbed(body):
    """{name: node} of what a body of the stub declares."""
    names = {node.name: node for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    variables = {node.target.id: node for node in body if isinstance(node, ast.AnnAssign)}
    return {**names, **variables}


def pieces(text):
    """What stands between the commas of a signature, but not between those inside brackets."""
    depth, piece = 0, ""
    for c in text:
        depth += (c in "[(") - (c in "])")
        if c == "," and depth == 0:
            yield piece.strip()
            piece = ""
        else:
            piece += c
    if piece.strip():
        yield piece.strip()


def signature_of(function):
    """[(name, keyword only, has a default)] without self, from the line that pybind11 writes."""
    found = re.match(r"\w+\((.*)\) -> ", (function.__doc__ or "").split("\n")[0])
    if not found:
        return None
    parts, only = [], False
    for piece in pieces(found[1]):
        if piece in ("*", "/"):
            only = only or piece == "*"
            continue
        name = piece.split(":")[0]
        if name != "self":  # parameters that the module does not name are positional only
            name = "/" if re.fullmatch(r"arg\d+", name) else name
            parts.append((name, only, " = " in piece))
    return parts


def signature_in_stub(node):
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = len(plain) - len(arguments.defaults)
    parts = [("/" if a in arguments.posonlyargs else a.arg, False, k >= defaults)
             for k, a in enumerate(plain) if a.arg != "self"]
    return parts + [(a.arg, True, d is not None)
                    for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults)]


def own(kind):
    """The members that pybind11 gave a class, without what every class has."""
    return {name for name, value in vars(kind).items()
            if name not in IGNORED and (isinstance(value, property) or signature_of(
                getattr(value, "__func__", value)) is not None)}


CLASSES = sorted(name for name, value in vars(_core).items() if isinstance(value, type))


def test_the_stub_declares_what_the_module_exports():
    public = {name for name in vars(_core) if not name.startswith("__")} | {"__version__"}
    assert set(stubbed(STUB.body)) == public


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_the_members_of_its_stub(name):
    members = stubbed(stubbed(STUB.body)[name].body)
    assert set(members) == own(getattr(_core, name))


def functions():
    for name, value in vars(_core).items():
        if inspect.isbuiltin(value):
            yield name, value, stubbed(STUB.body)[name]
        elif isinstance(value, type):
            nodes = stubbed(stubbed(STUB.body)[name].body)
            for member in sorted(own(value) & set(nodes)):
                function = getattr(value, member)
                if not isinstance(function, property):
                    yield f"{name}.{member}", function, nodes[member]


@pytest.mark.parametrize("function, node", [pytest.param(*f[1:], id=f[0]) for f in functions()])
def test_parameters_are_those_of_the_stub(function, node):
    assert signature_in_stub(node) == signature_of(function)


def test_everything_in_the_stub_is_annotated():
    for node in ast.walk(STUB):
        if isinstance(node, ast.FunctionDef):
            assert node.returns is not None, node.name
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            assert all(a.annotation for a in arguments if a.arg != "self"), node.name
            assert ast.get_docstring(node) is None


def test_properties_are_read_only_in_both():
    for name in CLASSES:
        nodes = stubbed(stubbed(STUB.body)[name].body)
        for member, value in vars(getattr(_core, name)).items():
            if isinstance(value, property):
                assert [d.id for d in nodes[member].decorator_list] == ["property"], member
                assert value.fset is None, member


def public_objects():
    for name in setlist.__all__:
        value = getattr(setlist, name)
        if inspect.isclass(value) or callable(value):
            yield name, value
        if inspect.isclass(value):
            for member, inner in vars(value).items():
                if not member.startswith("_") and (callable(inner) or isinstance(inner, property)):
                    yield f"{name}.{member}", inner


@pytest.mark.parametrize("name, value", [pytest.param(*p, id=p[0]) for p in public_objects()])
def test_everything_public_has_a_docstring(name, value):
    text = (value.__doc__ or "").split("\n")
    if re.match(r"\w+\(.*\) -> ", text[0]):  # pybind11's own line
        text = text[1:]
    assert "".join(text).strip(), f"{name} has no docstring"


def test_all_names_what_is_there():
    assert len(setlist.__all__) == len(set(setlist.__all__))
    assert all(hasattr(setlist, name) for name in setlist.__all__)


def test_the_examples_run(official, starter):
    ds = setlist.Dataset(definitions=official, install_dir=starter)
    tests = [test for module in (setlist.dataset, setlist.sets) for test in doctest.DocTestFinder().find(
        module, globs={"setlist": setlist, "official": official, "music": starter, "ds": ds})]
    assert sum(len(test.examples) for test in tests) >= 9
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test)
    assert runner.summarize().failed == 0
