import pytest

from dash.lastseen import LastSeen
from dash.questions import Days, Figures, Sources


@pytest.fixture
def seen(tmp_path):
    return LastSeen.of("/store", {}, tmp_path)


def test_the_rows_that_were_shown_last_come_back_as_they_were(seen, figures):
    assert seen.recall(Figures()) is None
    seen.keep(Figures(), figures)
    assert seen.recall(Figures()).equals(figures)
    assert seen.recall(Figures()).schema == figures.schema
    assert seen.recall(Sources()) is None


def test_each_store_has_its_own_and_so_have_other_options(tmp_path, figures):
    LastSeen.of("s3://a", {"AWS_REGION": "x"}, tmp_path).keep(Figures(), figures)
    assert LastSeen.of("s3://a", {"AWS_REGION": "x"}, tmp_path).recall(Figures()) is not None
    assert LastSeen.of("s3://a", {"AWS_REGION": "y"}, tmp_path).recall(Figures()) is None
    assert LastSeen.of("s3://b", {"AWS_REGION": "x"}, tmp_path).recall(Figures()) is None


def test_what_was_known_on_some_day_and_what_is_no_frame_is_not_kept(seen, look, figures):
    seen.keep(Figures(look.today), figures)
    seen.keep(Days(), [look.today])
    assert not seen.folder.exists()
    assert seen.recall(Figures(look.today)) is None


@pytest.mark.parametrize("content", [b"", b"ARROW1\0\0", b"no arrow at all", b"ARROW1\0\0" + bytes(500)])
def test_a_damaged_file_is_as_if_it_were_not_there(seen, figures, content):
    seen.keep(Figures(), figures)
    (seen.folder / "figures.arrow").write_bytes(content)
    assert seen.recall(Figures()) is None
    seen.keep(Figures(), figures)
    assert seen.recall(Figures()).equals(figures)


def test_half_a_file_is_as_if_it_were_not_there(seen, figures):
    seen.keep(Figures(), figures)
    file = seen.folder / "figures.arrow"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert seen.recall(Figures()) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, figures):
    (tmp_path / "screen").write_text("a file")
    seen = LastSeen.of("/store", {}, tmp_path)
    seen.keep(Figures(), figures)
    assert seen.recall(Figures()) is None


def test_nothing_is_left_beside_the_file(seen, figures):
    seen.keep(Figures(), figures)
    assert [path.name for path in seen.folder.iterdir()] == ["figures.arrow"]


def test_rows_with_one_bit_turned_are_as_if_they_were_not_there(seen, figures):
    seen.keep(Figures(), figures)
    file = seen.folder / "figures.arrow"
    whole = file.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 200)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :])
        assert seen.recall(Figures()) is None
