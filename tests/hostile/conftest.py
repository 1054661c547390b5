"""A house in which everything that can be foreign is hostile: catalog, figures, articles, names of files, settings."""

import io
import os
import sys

import pytest

from dash.cli import main
from tests.hostile.payloads import HOSTILE, TITLE, article, catalog, figures

NOW = "2026-11-24T12:00:00Z"
VARIABLES = ("CONFIG", "DATA", "CACHE", "STATE")


class Tty(io.StringIO):
    """A terminal that remembers what was written to it."""

    encoding = "utf-8"

    def isatty(self):
        return True


def _at_home(patch, folder):
    patch.setenv("HOME", str(folder))
    for name in VARIABLES:
        patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("AIMARKET_STORE", "FORCE_COLOR", "COLUMNS"):
        patch.delenv(name, raising=False)
    patch.setenv("NO_COLOR", "1")
    patch.setenv("AIMARKET_NOW", NOW)
    patch.setenv("AIMARKET_CONFIG", str(folder / "config.toml"))


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory):
    """The house, furnished once: its store, catalog and files all hold what acts."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "extra.toml").write_text(catalog(), encoding="utf-8")
    (folder / "config.toml").write_text('[catalog]\nstarter = false\nextra = ["extra.toml"]\n', encoding="utf-8")
    (folder / "figures.csv").write_text(figures(), encoding="utf-8")
    (folder / f"{TITLE}.html").write_text(article(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        _at_home(patch, folder)
        assert main(["import", str(folder / "figures.csv")]) == 0
        assert main(["read", str(folder / f"{TITLE}.html"), "--all", "--save"]) == 0
    return folder


@pytest.fixture
def inside(hostile_home, monkeypatch):
    """Be in the house: its folder is the working directory."""
    _at_home(monkeypatch, hostile_home)
    monkeypatch.chdir(hostile_home)
    return hostile_home


@pytest.fixture
def run(monkeypatch, capfd):
    """Run the command line and return its exit code, what it printed and what it said; on a ``tty`` if asked."""

    def call(*arguments, tty=False):
        capfd.readouterr()
        with monkeypatch.context() as patch:
            out = Tty() if tty else None
            if out is not None:
                patch.setattr(sys, "stdout", out)
            code = main(list(arguments))
        printed = capfd.readouterr()
        return code, out.getvalue() if out is not None else printed.out, printed.err

    return call


@pytest.fixture(autouse=True)
def _nobody_is_hostile_by_locale():
    assert os.fsencode(HOSTILE[:1])
