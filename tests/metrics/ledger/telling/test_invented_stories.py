"""The ledger against invented stories with a judgement of each telling: what is bent must be found, and nothing else."""

import csv
from pathlib import Path

import pytest

STORIES = Path(__file__).parents[3] / "data" / "invented_stories.csv"


def judged() -> list[dict[str, str]]:
    with STORIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def stories(tell):
    """Each row of the stories with what the ledger says of it: None, or the list of what is bent."""
    rows = judged()
    told = tell(
        *({name: text for name, text in row.items() if text} | {"pointer": str(n)} for n, row in enumerate(rows))
    )
    bent = dict(told.tellings.filter("severe").select("pointer", "distortions").iter_rows())
    return [(row, bent.get(str(number))) for number, row in enumerate(rows)]


def test_the_stories_hold_enough_to_measure(stories):
    roles = [row["role"] for row, _ in stories]
    assert roles.count("echo_distorted") >= 30
    assert roles.count("origin") >= 20
    assert len(roles) - roles.count("echo_distorted") >= 50


def test_nine_of_ten_bent_tellings_are_found_and_named(stories):
    bent = [(row, found) for row, found in stories if row["role"] == "echo_distorted"]
    missed = [(row["case"], row["outlet"], row["distortion"], found) for row, found in bent
              if row["distortion"] not in (found or [])]  # fmt: skip
    assert len(missed) <= len(bent) // 10, missed


def test_nothing_else_is_called_bent(stories):
    alarms = [
        (row["case"], row["outlet"], found) for row, found in stories if row["role"] != "echo_distorted" and found
    ]
    assert alarms == []
