"""The README says what is true: its commands run, its picture is the program's own output, its table is complete."""

import os
import re
import shlex

import pytest
from rich.text import Text

from dash.cli import COMMANDS
from dash.sheet import Look
from dash.tables import show as show_table
from dash.tables import why as why_tree
from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.config import load as load_config
from metrics.market import Asked, Market
from metrics.views.show import Wanted, show
from metrics.views.why import why
from tests.picture import recorder, svg

WIDTH = 118


@pytest.fixture
def readme(request):
    return (request.config.rootpath / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def market(home):
    return Market.open(load_config(), load_catalog(), now=now())


def picture(market):
    """Draw what the README shows, as SVG."""
    console = recorder(WIDTH, "standard")
    look = Look(market.now.date(), "braille")
    users = tuple(metric.id for metric in market.catalog.metrics_of("weekly_active_users"))
    console.print(Text("$ aimarket show weekly_active_users", "bold"))
    console.print(show_table(show(market, Asked(metrics=users), Wanted()), look))
    console.print(Text("\n$ aimarket why deepseek daily_active_users", "bold"))
    answer = why(market, Asked(metrics=("daily_active_users",), entities=("deepseek",)))
    console.print(why_tree(answer.tellings, look, claims=answer.claims, findings=answer.findings))
    return svg(console)


def test_the_picture_is_what_the_program_prints(request, market):
    path = request.config.rootpath / "tests" / "screenshot.svg"
    drawn = picture(market)
    if os.environ.get("AIMARKET_REDRAW"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn, "redraw it: AIMARKET_REDRAW=1 pytest tests/test_readme.py"


def test_the_first_thirty_lines_hold_sentence_picture_and_both_commands(readme):
    head = "\n".join(readme.splitlines()[:30])
    assert head.startswith("# aimarket\n\n**The terminal where every AI-market number")
    assert "tests/screenshot.svg" in head
    assert head.count("python3 -m venv .venv && ") == 2


def test_every_command_of_the_readme_runs(readme, home, aimarket):
    found = re.findall(r"`aimarket ([^`]+)`", readme)
    assert len(found) >= 6
    for line in found:
        if "OBSERVATION" in line or line.startswith(("collect", "doctor")):  # no test asks the network
            continue
        printed = aimarket(*shlex.split(line))
        assert printed.code == (2 if "article." in line else 0), (line, printed.err)  # no such page is there


def test_every_command_is_in_the_readme(readme):
    for name in COMMANDS:
        assert re.search(rf"`(\w+`, `)*{name}\b", readme), name


def test_its_counts_are_those_of_the_starter_figures(readme, market):
    observations = market.store.observations().select("entity").collect()
    told = " ".join(readme.split())
    assert f"{len(observations)} real observations" in told
    assert f"over {observations['entity'].n_unique()} companies" in told


def test_its_example_file_can_be_imported(readme, empty, aimarket, tmp_path):
    (text,) = re.findall(r"```csv\n(.*?)```", readme, flags=re.DOTALL)
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    assert aimarket("import", path, "--format", "json").json[0]["added"] == 1
