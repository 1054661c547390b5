"""What makes an observation itself, and how many digits it has."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.frames import (
    DOCUMENTS,
    OBSERVATIONS,
    digits_of,
    document_id,
    identify_addressed,
    identify_documents,
    identify_observations,
)


def digits(*values: float | None) -> list[int | None]:
    return pl.DataFrame({"v": values}, schema={"v": pl.Float64}).select(digits_of(pl.col("v")))["v"].to_list()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_has_the_digits_of_its_shortest_text_without_outer_zeros(value):
    written = repr(abs(value)).split("e")[0].removesuffix(".0")
    bare = written.replace(".", "").lstrip("0")
    expected = len(bare if "." in written else bare.rstrip("0"))
    assert digits(value) == [max(1, min(17, expected))]


@given(st.integers(min_value=-(2**53), max_value=2**53))
def test_a_whole_number_has_its_own_digits_without_the_zeros_at_its_end(value):
    assert digits(float(value)) == [max(1, min(17, len(str(abs(value)).rstrip("0"))))]


def test_nothing_has_no_digits():
    assert digits(None, 12.0) == [None, 2]


@pytest.fixture
def rows():
    documents = pl.DataFrame([{"url": "https://a.example/1"}, {"title": "Untitled"}], schema=DOCUMENTS)
    documents = identify_documents(documents)
    plain = {"entity": "bolt", "metric": "users", "value": 5.0, "unit": "users", "comparator": "="}
    told = [{**plain, "document": one, "scope": {"geo": geo}} for one in documents["id"] for geo in (None, "CN")]
    return documents, pl.DataFrame(told, schema=OBSERVATIONS)


def test_an_observation_is_the_same_by_its_document_and_by_its_address(rows):
    documents, observations = rows
    where = documents.select(document="id", _address=pl.coalesce("url", pl.lit("urn:aimarket:|Untitled|")))
    named = observations.join(where, on="document", maintain_order="left")
    by_address = identify_addressed(named)
    by_document = identify_observations(observations, documents)
    assert by_document["id"].n_unique() == 4
    assert by_address.select(by_document.columns).equals(by_document)
    assert where.select(document_id(pl.col("_address"))).to_series().equals(documents["id"], check_names=False)


def test_an_observation_is_the_same_whatever_else_is_read_with_it(rows):
    documents, observations = rows
    together = identify_observations(observations, documents)["id"].to_list()
    alone = [identify_observations(row, documents)["id"].item() for row in observations.iter_slices(1)]
    assert together == alone
