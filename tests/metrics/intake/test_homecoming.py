"""An export comes back as what it was: nothing new, and nothing whose page is not known."""

import shutil


def test_an_exported_folder_comes_home_and_adds_nothing(home, tmp_path, aimarket):
    assert aimarket("export", tmp_path / "out").code == 0
    (back,) = aimarket("import", tmp_path / "out" / "observations.csv", "--format", "json").json
    assert back["rows"] > 500
    assert (back["added"], back["unchanged"], back["rejected"]) == (0, back["rows"], 0)


def test_in_another_store_it_is_the_same_figures_with_their_pages(home, tmp_path, aimarket):
    shown = aimarket("show", "users", "--format", "json").json
    aimarket("export", tmp_path / "out")
    aimarket("config", "set", "catalog.starter", "false")
    other = ("--store", tmp_path / "other")
    aimarket("import", tmp_path / "out" / "observations.csv", *other)
    again = aimarket("show", "users", "--format", "json", *other).json
    keys = ("entity", "metric", "value", "end", "url", "origin", "tellings", "grade")
    assert [[row[key] for key in keys] for row in again] == [[row[key] for key in keys] for row in shown]


def test_alone_it_is_refused_since_nobody_could_tell_whose_words_it_holds(home, tmp_path, aimarket):
    aimarket("export", tmp_path / "out")
    shutil.copy(tmp_path / "out" / "observations.csv", tmp_path / "alone.csv")
    printed = aimarket("import", tmp_path / "alone.csv")
    assert printed.code == 2
    assert "documents.csv of the same export is not beside it" in printed.err
