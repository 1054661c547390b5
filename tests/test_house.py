"""The house rules that a machine can hold: sizes, names, and no words about where it was built."""

import ast

import pytest

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
DRAWERS = {"utils", "helpers", "common", "base", "manager", "handler", "misc"}


@pytest.fixture
def sources(request):
    root = request.config.rootpath
    return [path for package in ("dash", "metrics") for path in sorted((root / package).rglob("*.py"))]


def test_files_and_functions_stay_small(sources):
    too_long = []
    for path in sources:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LONGEST_FILE:
            too_long.append(f"{path.name}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long.append(f"{path.name}:{node.lineno} {node.name}: {length} lines")
    assert too_long == []


def test_no_file_is_a_drawer(sources):
    assert [path.name for path in sources if path.stem in DRAWERS] == []


def test_a_package_of_tests_would_shadow_ours(request):
    assert list((request.config.rootpath / "tests").rglob("__init__.py")) == []
