"""A home of its own for every test, a fixed clock, and the command line as a function."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import settings

from dash.cli import main

# A loaded machine is no fault; everything else is as the environment has it: under CI the same examples every time.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")

NOW = "2026-11-24T12:00:00Z"


@dataclass(frozen=True)
class Printed:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A fresh home folder, so that no configuration or store of the person who tests is met."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("AIMARKET_CONFIG", "AIMARKET_STORE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AIMARKET_NOW", NOW)
    return folder


@pytest.fixture
def empty(home):
    """A home whose configuration leaves the starter figures out."""
    path = home / "config" / "aimarket" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[catalog]\nstarter = false\n", encoding="utf-8")
    return home


@pytest.fixture
def aimarket(capsys):
    """Run the command line in this process: ``aimarket("show", "--format", "json").json``."""

    def run(*arguments):
        capsys.readouterr()
        code = main(list(map(str, arguments)))
        captured = capsys.readouterr()
        return Printed(code, captured.out, captured.err)

    return run
