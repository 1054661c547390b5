COUNT = {"outlet": "Hub", "entity": "acme", "metric": "public_repositories", "kind": "platform", "basis": "measured"}


def test_counts_that_nobody_tells_are_each_their_own_claim(tell):
    told = tell(*({**COUNT, "value": 31, "period": f"2030-01-0{day}"} for day in range(1, 4)))
    assert told.claims.height == 3
    assert told.claims.select("origin_seen", "tellings", "distorted").unique().rows() == [(True, 1, 0)]
    assert told.tellings["role"].to_list() == ["origin"] * 3


def test_the_same_count_read_in_two_places_is_one_claim(tell):
    told = tell(
        {**COUNT, "value": 31, "period": "2030-01-01", "url": "https://hub.example/a"},
        {**COUNT, "value": 31, "period": "2030-01-01", "url": "https://hub.example/b"},
    )
    assert told.claims.height == 1


def test_a_newspaper_that_rounds_a_count_joins_its_claim(tell):
    count = {**COUNT, "metric": "app_downloads", "entity": "bolt", "value": 10_912_345, "period": "2030-01-05"}
    paper = {"outlet": "Gazette", "metric": "app_downloads", "value": 10.9e6, "period": "2030-01", "said": "2030-01-06"}
    told = tell(count, paper)
    assert told.claims.height == 1
    assert (told.claims["publisher"].item(), told.claims["tellings"].item()) == ("Hub", 2)
    assert told.bent("Gazette") == ["rounded", "attribution_dropped"]


def test_counts_beside_a_story_change_nothing_about_it(tell):
    panel = {"outlet": "Gazette", "value": 22_150_000, "period": "2030-01-31", "origin": "Panelia"}
    shifted = {"outlet": "Echo", "value": 22_150_000, "period": "2030-01-11", "origin": "Panelia"}
    counts = [{**COUNT, "value": 30 + day, "period": f"2030-01-0{day}"} for day in range(1, 4)]
    assert tell(panel, shifted, *counts).severe() == tell(panel, shifted).severe() == {"Echo": ["date_shift"]}
