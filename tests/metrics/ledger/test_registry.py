import polars as pl
import pytest

from metrics.catalog import Catalog, load
from metrics.ledger.registry import Registry, registry_of
from metrics.model import Entity, Relation
from metrics.vocabulary import EntityKind


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return registry_of(load())


def test_every_entity_metric_and_publisher_has_one_row(shipped):
    catalog = shipped.catalog
    assert shipped.entities["entity"].to_list() == list(catalog.entities)
    assert shipped.metrics["metric"].to_list() == list(catalog.metrics)
    assert shipped.publishers["publisher"].to_list() == list(catalog.publishers)


def test_a_family_is_the_topmost_owner(shipped):
    row = shipped.entities.row(by_predicate=pl.col("entity") == "chatgpt", named=True)
    assert row["chain"] == ["chatgpt", "openai"]
    assert row["family"] == "openai"


def test_kin_stand_both_ways_and_owners_are_no_kin():
    entities = [
        Entity(id="firm", name="Firm", kind=EntityKind.COMPANY),
        Entity(id="one", name="One", kind=EntityKind.MODEL, owner="firm"),
        Entity(id="two", name="Two", kind=EntityKind.MODEL, owner="firm"),
        Entity(
            id="app", name="App", kind=EntityKind.PRODUCT, owner="firm", relations=(Relation(kind="powers", target="one"),)
        ),
    ]  # fmt: skip
    assert Registry(Catalog(entities)).kin.rows() == [
        ("app", "one", "powers"),
        ("one", "app", "powers"),
        ("one", "two", "sibling"),
        ("two", "one", "sibling"),
    ]


def test_origins_are_looked_up_once_a_text(shipped):
    found = shipped.origins(pl.Series(["AICPB (not named)", "AICPB (not named)", "not named", None]))
    assert dict(found.iter_rows()) == {"AICPB (not named)": "aicpb", "not named": None}


def test_nothing_to_look_up_gives_an_empty_frame(shipped):
    assert shipped.origins(pl.Series([], dtype=pl.String)).is_empty()
    assert shipped.parties(pl.Series([None], dtype=pl.String)).is_empty()


def test_the_registry_of_a_catalog_is_made_once():
    assert registry_of(load()) is registry_of(load())
