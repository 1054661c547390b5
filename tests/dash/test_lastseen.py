import polars as pl
import pytest

from dash.lastseen import LastSeen
from dash.questions import Days, Figures, Sources


@pytest.fixture
def seen(tmp_path):
    return LastSeen.of("/store", {}, tmp_path)


@pytest.fixture
def figures(figures):
    return figures.with_columns(
        _group=pl.when(pl.col("unit") == "users").then(pl.lit("users")).otherwise(pl.lit("money"))
    )


@pytest.fixture
def users(figures):
    return figures.filter(pl.col("_group") == "users")


def test_the_rows_that_were_shown_last_come_back_as_they_were(seen, figures):
    assert seen.recall(Figures(), "users") is None
    seen.keep(Figures(), figures)
    for group in figures["_group"].unique():
        mine = figures.filter(pl.col("_group") == group)
        assert seen.recall(Figures(), group).equals(mine)
        assert seen.recall(Figures(), group).schema == figures.schema
    assert seen.recall(Figures(), "nothing") is None
    assert seen.recall(Sources()) is None


def test_promises_and_sources_come_back_whole(seen):
    sources = pl.DataFrame({"name": ["github", "news"]})
    seen.keep(Sources(), sources)
    assert seen.recall(Sources()).equals(sources)


def test_a_group_that_has_no_figure_any_more_is_forgotten_and_other_views_are_not(seen, figures):
    seen.keep(Sources(), pl.DataFrame({"name": ["github"]}))
    seen.keep(Figures(), figures)
    seen.keep(Figures(), figures.filter(pl.col("_group") != "users"))
    assert seen.recall(Figures(), "users") is None
    assert seen.recall(Figures(), "money") is not None
    assert seen.recall(Sources()) is not None


def test_each_store_has_its_own_and_so_have_other_options(tmp_path, users):
    LastSeen.of("s3://a", {"AWS_REGION": "x"}, tmp_path).keep(Figures(), users)
    assert LastSeen.of("s3://a", {"AWS_REGION": "x"}, tmp_path).recall(Figures(), "users") is not None
    assert LastSeen.of("s3://a", {"AWS_REGION": "y"}, tmp_path).recall(Figures(), "users") is None
    assert LastSeen.of("s3://b", {"AWS_REGION": "x"}, tmp_path).recall(Figures(), "users") is None


def test_what_was_known_on_some_day_and_what_is_no_frame_is_not_kept(seen, look, users):
    seen.keep(Figures(look.today), users)
    seen.keep(Days(), [look.today])
    assert not seen.folder.exists()
    assert seen.recall(Figures(look.today)) is None


@pytest.mark.parametrize("content", [b"", b"ARROW1\0\0", b"no arrow at all", b"ARROW1\0\0" + bytes(500)])
def test_a_damaged_file_is_as_if_it_were_not_there(seen, users, content):
    seen.keep(Figures(), users)
    (seen.folder / "figures-users.arrow").write_bytes(content)
    assert seen.recall(Figures(), "users") is None
    seen.keep(Figures(), users)
    assert seen.recall(Figures(), "users").equals(users)


def test_half_a_file_is_as_if_it_were_not_there(seen, users):
    seen.keep(Figures(), users)
    file = seen.folder / "figures-users.arrow"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert seen.recall(Figures(), "users") is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, users):
    (tmp_path / "screen").write_text("a file")
    seen = LastSeen.of("/store", {}, tmp_path)
    seen.keep(Figures(), users)
    assert seen.recall(Figures(), "users") is None


def test_nothing_is_left_beside_the_file(seen, users):
    seen.keep(Figures(), users)
    assert [path.name for path in seen.folder.iterdir()] == ["figures-users.arrow"]


def test_rows_with_one_bit_turned_are_as_if_they_were_not_there(seen, users):
    seen.keep(Figures(), users)
    file = seen.folder / "figures-users.arrow"
    whole = file.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 200)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :])
        assert seen.recall(Figures(), "users") is None
