"""GitHub: accounts, repositories one by one, by the fifty and in lists, a small quota, releases and earlier stars."""

import json
from datetime import date

import httpx
import pytest

from metrics.vocabulary import Basis, Span, Status
from tests.fakes.github import GitHub, release, repository
from tests.fakes.server import Ask, Quota, busy, html, told

API = "https://api.github.com"


class Host(GitHub):
    """The fake without its sockets; ``odd`` answers replace those of a path."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.odd = {}

    def __call__(self, request):
        headers = {name.lower(): value for name, value in request.headers.items()}
        target = request.url.raw_path.decode()
        odd = self.odd.get(request.url.path)
        reply = odd if odd is not None else self.answer(Ask(request.method, target, headers, request.content))
        return httpx.Response(reply.status, content=reply.body, headers=reply.headers)


@pytest.fixture
def host():
    return Host()


def ask(gather, host, organizations=(), repositories=(), **more):
    return gather("github", host, organizations=list(organizations), repositories=list(repositories), **more)


def of(found, metric):
    return [each for each in found.observations if each.metric == metric]


def paths(found):
    return [request.url.path for request in found.asked]


def test_an_organisation_is_counted_and_its_own_repositories_are_read(gather, host):
    found = ask(gather, host, ["acme"])
    assert found.values("public_repositories") == {"github:acme": 3.0}
    assert found.values("followers") == {"github:acme": 401.0}
    assert found.values("github_stars") == {"github:acme/bolt": 101.0, "github:acme/spark": 102.0}
    assert found.values("github_forks") == {"github:acme/bolt": 21.0, "github:acme/spark": 22.0}
    assert (found.documents[0].url, found.documents[0].request_url) == ("https://github.com/acme", f"{API}/orgs/acme")
    one = of(found, "github_stars")[0]
    assert (one.scope.platform, one.origin, one.basis, one.pointer) == (
        "GitHub", "GitHub", Basis.MEASURED, "/0/stargazers_count"
    )  # fmt: skip


def test_the_catalog_names_what_it_knows(gather):
    host = Host(organizations={"deepseek-ai": {"id": 1}}, repositories=[repository("ollama/ollama", 1)])
    found = gather("github", host)
    assert found.values("followers") == {"deepseek": 401.0}
    assert found.values("github_stars") == {"ollama": 101.0}


def test_what_matters_most_is_asked_for_first(gather, host):
    found = ask(gather, host, ["acme"], ["acme/bolt"])
    assert paths(found) == ["/orgs/acme", "/repos/acme/bolt", "/orgs/acme/repos", "/repos/acme/bolt/releases"]


def test_a_repository_is_not_told_twice(gather, host):
    found = ask(gather, host, ["acme"], ["acme/bolt"])
    assert found.values("github_stars") == {"github:acme/bolt": 101.0, "github:acme/spark": 102.0}


def test_all_pages_are_read_by_the_numeric_links(gather, host):
    host.page = 1
    found = ask(gather, host, ["acme"])
    assert len(found.values("github_stars")) == 2
    assert paths(found)[-1] == "/organizations/11/repos"


def test_a_renamed_repository_is_known_by_its_number(gather, host):
    host.rename("acme/bolt", "acme/Thunder")
    found = ask(gather, host, repositories=["acme/bolt"])
    subject = found.readings[0].subject
    assert (subject.key, subject.name, found.observations[0].entity) == ("5001", "acme/Thunder", "github:acme/Thunder")
    assert found.missed == []


def test_another_repository_than_the_one_asked_for_is_missed(gather, host):
    host.odd["/repos/acme/bolt"] = told(repository("acme/spark", 2))
    found = ask(gather, host, repositories=["acme/bolt"])
    assert "expected acme/bolt, found 'acme/spark'" in found.missed[0].reason


@pytest.mark.parametrize("name", ["bolt", "acme/", "/bolt", "acme/bolt/x", "../..", "acme/.."])
def test_what_is_no_name_of_a_repository_is_not_asked_for(gather, host, name):
    found = ask(gather, host, repositories=[name])
    assert found.asked == []
    assert "write owner/name" in found.missed[0].reason


def test_what_is_not_there_is_missed_by_name(gather, host):
    found = ask(gather, host, ["nobody", "acme"], ["acme/none"])
    assert [(each.item, each.gone) for each in found.missed] == [("nobody", True), ("acme/none", True)]
    assert "Not Found" in found.missed[0].reason


def test_after_the_quota_the_rest_is_told_when_to_try(gather, host):
    host.repositories = [repository(f"acme/r{number}", number) for number in range(8)]
    host.quota = Quota(4, 3_600.0)
    found = ask(gather, host, ["acme"], [f"acme/r{number}" for number in range(8)])
    assert len(of(found, "github_stars")) == 3
    assert all("try after 2030-01-15T" in each.reason for each in found.missed)
    assert [each.item for each in found.missed] == [
        *(f"acme/r{number}" for number in range(3, 8)), "repositories of acme",
        *(f"releases of acme/r{number}" for number in range(3)),
    ]  # fmt: skip
    assert len(found.asked) <= 6


def test_a_quota_that_fills_again_soon_is_waited_for(gather, host):
    host.quota = Quota(1, 0.01)
    found = ask(gather, host, repositories=["acme/spark", "Quill-AI/nib"], network={"max_wait_s": 5.0})
    assert len(of(found, "github_stars")) == 2


def test_an_unchanged_answer_costs_no_quota(gather, host, tmp_path):
    cache = tmp_path / "cache.sqlite"
    first = ask(gather, host, ["acme"], ["acme/bolt"], cache=cache)
    used = host.quota.used
    again = ask(gather, host, ["acme"], ["acme/bolt"], cache=cache, at="2030-01-16T12:00:00Z")
    assert host.quota.used == used
    assert again.observations == first.observations


def test_the_secondary_limit_is_obeyed(gather, host):
    said = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}
    host.odd["/repos/acme/bolt"] = told(said, 403).but(headers=busy(60).headers)
    found = ask(gather, host, repositories=["acme/bolt"])
    assert "try after" in found.missed[0].reason
    assert len(found.asked) == 1


def test_with_a_token_repositories_are_asked_for_by_the_fifty(gather, host):
    host.repositories = [repository(f"acme/r{number}", number) for number in range(70)]
    names = [*(f"acme/r{number}" for number in range(70)), "acme/none"]
    found = ask(gather, host, repositories=names, token="secret")
    assert paths(found)[:2] == ["/graphql", "/graphql"]
    assert len(of(found, "github_stars")) == 70
    assert [(each.item, each.gone) for each in found.missed] == [("acme/none", True)]
    assert "Could not resolve" in found.missed[0].reason
    assert of(found, "github_stars")[51].pointer == "/data/r1/stargazerCount"
    assert {request.headers["authorization"] for request in found.asked} == {"Bearer secret"}


def test_both_ways_of_asking_give_one_document_and_one_subject(gather, host):
    one = ask(gather, host, repositories=["acme/bolt"]).readings[0]
    other = ask(gather, host, repositories=["acme/bolt"], token="secret").readings[0]
    assert one.subject == other.subject
    assert (one.document.url, one.document.sha256) == (other.document.url, other.document.sha256)


def test_a_renamed_repository_is_found_by_the_fifty_too(gather, host):
    host.rename("acme/bolt", "acme/Thunder")
    found = ask(gather, host, repositories=["acme/bolt"], token="secret")
    assert found.readings[0].subject.name == "acme/Thunder"


@pytest.mark.parametrize("reply", [html(), html(502), told({"errors": [{"message": "Parse error"}]}), told([])])
def test_without_graphql_each_is_asked_for(gather, host, reply):
    host.odd["/graphql"] = reply
    found = ask(gather, host, repositories=["acme/bolt", "acme/none"], token="secret")
    assert found.values("github_stars") == {"github:acme/bolt": 101.0}
    assert [each.item for each in found.missed] == ["acme/none"]


def test_points_that_are_spent_are_no_answer(gather, host):
    host.points = Quota(0, 3_600.0)
    found = ask(gather, host, repositories=["acme/bolt"], token="secret")
    assert found.observations == []
    assert "try after" in found.missed[0].reason


def test_a_name_cannot_break_out_of_the_query(gather, host):
    found = ask(gather, host, repositories=['acme/b"){id} x: viewer{login} y: z(a:"'], token="secret")
    query = json.loads(found.asked[0].content)["query"]
    assert r"b\"){id}" in query
    assert found.missed


def test_a_newest_full_release_has_its_downloads(gather, host):
    found = ask(gather, host, repositories=["acme/bolt"])
    (one,) = of(found, "release_downloads")
    assert (one.value, one.span, one.scope.plan, one.pointer) == (341.0, Span.CUMULATIVE, "v2.0", "/1/assets")


def test_releases_are_counted_by_month_that_is_over(gather, host):
    found = ask(gather, host, repositories=["acme/bolt"])
    months = {each.period.start: (each.value, each.stated_on) for each in of(found, "releases")}
    assert months == {
        date(2029, 10, 1): (1.0, date(2029, 11, 1)), date(2029, 11, 1): (0.0, date(2029, 12, 1)),
        date(2029, 12, 1): (2.0, date(2030, 1, 1)),
    }  # fmt: skip


def test_a_month_of_which_a_part_was_not_read_is_left_out(gather, host):
    host.page = 3
    found = ask(gather, host, repositories=["acme/bolt"])
    assert [each.period.start for each in of(found, "releases")] == []
    found = ask(gather, host, repositories=["acme/bolt"], token="secret")
    assert min(each.period.start for each in of(found, "releases")) == date(2029, 10, 1)


def test_a_list_of_releases_that_breaks_off_is_missed(gather, host):
    host.page = 3
    host.odd["/repositories/5001/releases"] = told({"message": "Not Found"}, 404)
    found = ask(gather, host, repositories=["acme/bolt"], token="secret")
    assert [each.item for each in found.missed] == ["releases of acme/bolt"]


def test_months_held_are_not_counted_again(gather, host):
    held = {("github:acme/bolt", "releases", None, "GitHub"): date(2029, 11, 30)}
    found = ask(gather, host, repositories=["acme/bolt"], held=held)
    assert [each.period.start for each in of(found, "releases")] == [date(2029, 12, 1)]


def test_where_releases_are_not_listed_the_latest_alone_is_read(gather, host):
    host.odd["/repos/acme/bolt/releases"] = told({"message": "Not Found"}, 404)
    found = ask(gather, host, repositories=["acme/bolt", "acme/spark"])
    assert found.values("release_downloads") == {"github:acme/bolt": 341.0}
    assert of(found, "releases") == []
    assert found.missed == []


def test_a_repository_without_releases_says_nothing_of_them(gather, host):
    found = ask(gather, host, repositories=["acme/spark"])
    assert {each.metric for each in found.observations} == {"github_stars", "github_forks"}
    assert found.missed == []


def test_earlier_stars_are_counted_with_a_token_and_since(gather, host):
    host.repositories = [repository("acme/bolt", 1, stargazers_count=250, per_day=10)]
    found = ask(gather, host, repositories=["acme/bolt"], token="secret", since=date(2029, 1, 9))
    earlier = {each.period.end: each.value for each in of(found, "github_stars") if each.basis == Basis.DERIVED}
    assert earlier[date(2029, 1, 9)] == 90.0
    assert earlier[date(2029, 1, 11)] == 110.0
    assert earlier[date(2029, 1, 25)] == 250.0
    assert (min(earlier), len(earlier)) == (date(2029, 1, 9), 17)
    one = next(each for each in of(found, "github_stars") if each.basis == Basis.DERIVED)
    assert (one.status, one.pointer, one.stated_on) == (Status.ESTIMATED, "/49/starred_at", date(2030, 1, 15))
    assert paths(found).count("/repos/acme/bolt/stargazers") == 3


@pytest.mark.parametrize("more", [{"token": "secret"}, {"since": date(2029, 1, 9)}])
def test_without_either_no_one_who_starred_is_asked_for(gather, host, more):
    found = ask(gather, host, repositories=["acme/bolt"], **more)
    assert "/repos/acme/bolt/stargazers" not in paths(found)


def test_beyond_forty_thousand_stars_the_rest_is_missed(gather, host):
    host.repositories = [repository("acme/bolt", 1, stargazers_count=45_000, per_day=1_000)]
    found = ask(gather, host, repositories=["acme/bolt"], token="secret", since=date(2029, 2, 7))
    earlier = {each.period.end: each.value for each in of(found, "github_stars") if each.basis == Basis.DERIVED}
    assert earlier == {date(2029, 2, 7): 38_000.0, date(2029, 2, 8): 39_000.0}
    assert [each.item for each in found.missed] == ["earlier stars of acme/bolt"]
    assert "the first 40,000 stars only, which end on 2029-02-09" in found.missed[0].reason


@pytest.mark.parametrize(("key", "value"), [("stargazers_count", -1), ("full_name", "else/x"), ("id", "seven"),
                                            ("fork", None), ("forks_count", 1e300)])  # fmt: skip
def test_an_odd_repository_is_missed_and_the_rest_of_the_list_is_read(gather, host, key, value):
    listed = [{**each} for each in host.repositories[:2]]
    listed[0][key] = value
    host.odd["/orgs/acme/repos"] = told(listed)
    found = ask(gather, host, ["acme"])
    assert len(found.missed) == 1
    assert found.values("github_stars") == {"github:acme/spark": 102.0}


@pytest.mark.parametrize(
    "reply", [html(), told([]), told({"message": "hm"}), told([repository("else/x", 1)]), told([]).but(body=b'[{"id":')]
)
def test_a_list_of_another_shape_is_missed(gather, host, reply):
    host.odd["/orgs/acme/repos"] = reply
    found = ask(gather, host, ["acme"])
    assert [each.item for each in found.missed] in (["repositories of acme"], ["else/x"])
    assert found.values("followers") == {"github:acme": 401.0}


def test_bad_credentials_are_a_reason(gather, host):
    refused = told({"message": "Bad credentials"}, 401)
    host.odd.update({"/graphql": refused, "/repos/acme/bolt": refused, "/orgs/acme": refused})
    found = ask(gather, host, ["acme"], ["acme/bolt"], token="stale")
    assert [each.item for each in found.missed] == ["acme", "acme/bolt"]
    assert all("Bad credentials" in each.reason and "stale" not in each.reason for each in found.missed)


def test_one_entity_of_githubs_own_can_be_asked_for_alone(gather, host):
    found = gather("github", host, only="github:acme/bolt")
    assert paths(found)[0] == "/repos/acme/bolt"
    found = gather("github", host, only="github:Quill-AI")
    assert paths(found) == ["/orgs/Quill-AI", "/orgs/Quill-AI/repos"]


def test_a_prerelease_is_a_release_but_not_the_newest_full_one(gather, host):
    host.repositories[1]["releases"] = [release("v0.1-rc", "2029-11-05", 8, prerelease=True)]
    found = ask(gather, host, repositories=["acme/spark"])
    assert found.values("releases") == {"github:acme/spark": [1.0, 0.0]}
    assert of(found, "release_downloads") == []
