from metrics.catalog import load
from metrics.views.names import NAMES, names


def test_every_entity_and_metric_is_named_with_what_it_is_and_its_other_names():
    catalog = load()
    frame = names(catalog)
    assert frame.schema == NAMES
    assert len(frame) == len(catalog.entities) + len(catalog.metrics)
    doubao = frame.filter(id="doubao").row(0, named=True)
    assert (doubao["what"], doubao["about"]) == ("entity", "product of ByteDance, CN")
    assert "豆包" in doubao["words"].split("\n")
    stars = frame.filter(id="github_stars").row(0, named=True)
    assert (stars["what"], stars["group"]) == ("metric", "developers")
