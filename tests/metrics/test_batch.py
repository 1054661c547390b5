"""A renamed subject keeps its entity, and every id is there once."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from metrics.batch import Batch
from metrics.collector import Reading, Subject
from metrics.frames import SUBJECTS
from metrics.model import Document, Observation, Period
from metrics.vocabulary import Precision

DAY = date(2030, 1, 1)


def reading(name, key="1", value=1.0, entity=None, url="https://hub.example/x"):
    observation = Observation(
        entity=entity or f"hub:{name}", metric="github_stars", value=value, unit="stars",
        period=Period(DAY, DAY, Precision.DAY),
    )  # fmt: skip
    return Reading(document=Document(url=url), observations=(observation,), subject=Subject(key, name))


def known(*rows):
    return pl.DataFrame(
        [{"source": "hub", "recorded_at": datetime(2030, 1, n, tzinfo=UTC), **row} for n, row in enumerate(rows, 1)],
        schema=SUBJECTS,
    )


def entities(subjects, *readings):
    batch = Batch("hub", "hub/1", lambda keys, names: subjects.filter(
        pl.col("key").is_in(keys) | pl.col("name").is_in(names)))  # fmt: skip
    for each in readings:
        batch.add(each)
    return batch.frames()


def test_a_new_subject_is_remembered_under_its_first_name():
    _, observations, subjects = entities(known(), reading("old/name"), reading("new/name", value=2.0))
    assert observations["entity"].to_list() == ["hub:old/name", "hub:old/name"]
    assert subjects.select("key", "name", "entity").rows() == [
        ("1", "old/name", "hub:old/name"), ("1", "new/name", "hub:old/name")
    ]  # fmt: skip


def test_a_subject_that_was_renamed_since_the_last_run_keeps_its_entity():
    names = known({"key": "1", "name": "old/name", "entity": "hub:old/name"})
    _, observations, subjects = entities(names, reading("new/name"))
    assert observations["entity"].to_list() == ["hub:old/name"]
    assert subjects["name"].to_list() == ["new/name"]


def test_what_the_catalog_names_by_now_is_not_called_by_its_first_name():
    names = known({"key": "1", "name": "old/name", "entity": "hub:old/name"})
    _, observations, _ = entities(names, reading("new/name", entity="bolt"))
    assert observations["entity"].to_list() == ["bolt"]


def test_one_who_takes_over_an_old_name_is_somebody_else():
    names = known({"key": "1", "name": "old/name", "entity": "hub:old/name"})
    _, observations, subjects = entities(names, reading("old/name", key="2"))
    assert observations["entity"].to_list() == ["hub:old/name@2"]
    assert subjects.select("key", "entity").rows() == [("2", "hub:old/name@2")]


@pytest.mark.parametrize("again", [1, 3])
def test_every_document_and_observation_is_there_once(again):
    documents, observations, _ = entities(known(), *[reading("a/b")] * again)
    assert (documents.height, observations.height) == (1, 1)
    assert observations["document"][0] == documents["id"][0]
    assert observations["method"][0] == "hub/1"
