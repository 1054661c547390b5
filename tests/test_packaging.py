"""The two packages come from this repository, and looking things up stays light."""

import subprocess
import sys

import pytest

import dash
import metrics

HEAVY = {"polars", "deltalake", "textual", "httpx", "rich", "pyarrow", "duckdb", "numpy"}


def test_both_packages_load_from_this_repository_and_not_from_plotly(request):
    root = request.config.rootpath.resolve()
    for package in (dash, metrics):
        assert package.__file__ is not None
        assert root in type(root)(package.__file__).resolve().parents


def imported(code):
    """Run code in a fresh interpreter and return the heavy packages it pulled in."""
    script = f"{code}\nimport sys\nprint(' '.join(sorted(set(sys.modules) & {HEAVY!r})), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("module", ["errors", "vocabulary", "model", "clock", "config", "catalog", "literal"])
def test_the_light_modules_import_nothing_heavy(module):
    assert imported(f"import metrics.{module}") == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["show", "--help"],
        ["why", "--help"],
        ["export", "--help"],
        ["import", "--help"],
        ["config", "set", "--help"],
        ["config", "path"],
    ],
)
def test_help_and_version_import_nothing_heavy(arguments):
    assert imported(f"from dash.cli import main\nmain({arguments!r})") == set()


def test_the_numbers_never_import_a_screen():
    modules = "metrics.market, metrics.views.show, metrics.export, metrics.query, metrics.intake, metrics.store"
    assert imported(f"import {modules}") & {"rich", "textual", "httpx"} == set()


def test_tables_and_charts_never_import_textual():
    assert "textual" not in imported("import dash.tables, dash.charts, dash.text, dash.output, dash.cli")
