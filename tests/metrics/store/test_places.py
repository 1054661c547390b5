"""Where a store may be, and what its address may look like."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from metrics.errors import StoreUnreadable, StoreUnwritable, UsageError
from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_store_that_must_exist_is_not_made(tmp_path: Path):
    with pytest.raises(StoreUnreadable, match="there is no store at"):
        Store.open(str(tmp_path / "none"), create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("uri", ["ftp://host/store", "memory://x", "", "http://example.org/store", "a\0b", "a%20b"])
def test_an_address_that_is_none_is_a_usage_error(uri: str):
    with pytest.raises(UsageError, match=r"no address of a store|rename the folder"):
        Store.open(uri)


def test_a_file_uri_is_a_folder(tmp_path: Path):
    store = Store.open((tmp_path / "my store").as_uri())
    assert (tmp_path / "my store" / "observations").is_dir()
    assert store.uri == str(tmp_path / "my store")


@pytest.mark.parametrize("name", ["with space", "100 %", "été 数据", "a#b?c", "quo'te", "[x]{1}*"])
def test_a_folder_may_have_any_name(reading, tmp_path: Path, name: str):
    store = Store.open(str(tmp_path / name))
    for number in range(10):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    again = Store.open(str(tmp_path / name), create=False)
    assert again.observations().collect().height == 20
    assert again.append(*reading("page1", range(3)), now=NOW).added == 1
    assert again.verify() == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "uri", ["://", "=1://x", "s3:/bucket", "s3://", "file://host/x", "s3://a b", "s3://a\u202eb", "a\nb", "a\tb"]
)
def test_what_only_looks_like_an_address_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uri: str):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no address of a store"):
        Store.open(uri)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_too_long_is_refused_in_one_short_line(tmp_path: Path):
    with pytest.raises(UsageError, match="File name too long") as caught:
        Store.open(str(tmp_path / ("a" * 3000)))
    assert len(str(caught.value)) < 300


def test_a_place_where_no_folder_can_be_made_is_named_without_the_systems_own_words(tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnwritable) as caught:
        Store.open(str(tmp_path / "file" / "store"))
    message = str(caught.value)
    assert "Not a directory (" in message
    assert "Os {" not in message
    assert "Error:" not in message
