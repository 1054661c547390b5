"""The Hugging Face Hub: accounts, models one by one and in long lists, names that change."""

from datetime import date

import httpx
import pytest

from metrics.vocabulary import Basis, Span
from tests.fakes.huggingface import HuggingFace, model
from tests.fakes.server import Ask, Quota, html, told

HUB = "https://huggingface.co"


class Hub(HuggingFace):
    """The fake without its sockets; ``odd`` answers replace those of a path."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.odd = {}

    def __call__(self, request):
        headers = {name.lower(): value for name, value in request.headers.items()}
        ask = Ask(request.method, request.url.raw_path.decode(), headers, request.content)
        odd = self.odd.get(request.url.path)
        reply = odd if odd is not None else self.answer(ask)
        return httpx.Response(reply.status, content=reply.body, headers=reply.headers)


@pytest.fixture
def hub():
    return Hub()


def ask(gather, hub, organizations=(), models=(), **more):
    return gather("huggingface", hub, organizations=list(organizations), models=list(models), **more)


def of(found, metric, **wanted):
    return [
        each for each in found.observations
        if each.metric == metric and all(getattr(each, name) == value for name, value in wanted.items())
    ]  # fmt: skip


def test_an_organisation_is_counted(gather, hub):
    found = ask(gather, hub, ["Quill-AI"])
    counts = {each.metric: each.value for each in found.observations if each.entity == "huggingface:Quill-AI"}
    assert {name: counts[name] for name in ("model_repositories", "datasets", "spaces", "followers")} == {
        "model_repositories": 1.0, "datasets": 3.0, "spaces": 4.0, "followers": 711.0,
    }  # fmt: skip
    one = of(found, "model_repositories")[0]
    assert (one.pointer, one.scope.platform, one.origin, one.basis) == (
        "/numModels", "Hugging Face", "Hugging Face", Basis.MEASURED
    )  # fmt: skip
    assert found.documents[0].url == f"{HUB}/Quill-AI"
    assert found.documents[0].request_url == f"{HUB}/api/organizations/Quill-AI/overview"


def test_the_catalog_names_an_organisation_and_says_what_to_ask_for(gather):
    found = gather("huggingface", Hub(organizations={"deepseek-ai": {}}), models=[])
    assert of(found, "followers")[0].entity == "deepseek"
    assert len(found.missed) > 50


def test_an_account_that_is_a_person_is_read_too(gather, hub):
    found = ask(gather, hub, ["tinker"])
    assert found.values("followers") == {"huggingface:tinker": 711.0}
    assert found.values("model_likes") == {"huggingface:tinker/gadget": 51.0}
    assert found.missed == []


def test_the_models_of_a_person_without_a_number_are_counted(gather, hub):
    hub.odd["/api/users/tinker/overview"] = told({"user": "tinker", "numFollowers": 5})
    found = ask(gather, hub, ["tinker"])
    (one,) = of(found, "model_repositories")
    assert (one.value, one.basis) == (1.0, Basis.DERIVED)


def test_an_account_that_is_not_there_is_missed_once(gather, hub):
    found = ask(gather, hub, ["nobody", "acme"])
    assert [(each.item, each.gone) for each in found.missed] == [("nobody", True)]
    assert found.values("model_repositories") == {"huggingface:acme": 5.0}


def test_a_model_says_what_was_fetched_of_late_and_ever(gather, hub):
    found = ask(gather, hub, models=["Quill-AI/Nib"])
    late, ever = of(found, "model_downloads")
    assert (late.value, late.span, late.period.start, late.period.end) == (
        1_040.0, Span.TRAILING, date(2029, 12, 17), date(2030, 1, 15)
    )  # fmt: skip
    assert (ever.value, ever.span, ever.period.start, ever.period.end) == (
        90_040.0, Span.CUMULATIVE, None, date(2030, 1, 15)
    )  # fmt: skip
    assert (late.pointer, ever.pointer) == ("/downloads", "/downloadsAllTime")
    assert found.readings[0].subject.key == f"{40:024x}"
    assert found.documents[0].url == f"{HUB}/Quill-AI/Nib"


def test_derivatives_are_told_together_and_by_relation(gather, hub):
    found = ask(gather, hub, models=["Quill-AI/Nib"])
    told = {each.scope.plan: (each.value, each.pointer) for each in of(found, "derivative_models")}
    assert told == {
        None: (43.0, "/childrenModelCount"), "adapter": (40.0, "/childrenModelCount/adapter"),
        "merge": (0.0, "/childrenModelCount/merge"), "quantized": (2.0, "/childrenModelCount/quantized"),
        "finetune": (1.0, "/childrenModelCount/finetune"),
    }  # fmt: skip


@pytest.mark.parametrize(("children", "values"), [(7, [7.0]), ({"merge": 0}, [0.0]), (None, [])])
def test_derivatives_may_come_as_one_number_or_not_at_all(gather, hub, children, values):
    hub.models.append(model("acme/odd", 60, childrenModelCount=children))
    found = ask(gather, hub, models=["acme/odd"])
    assert [each.value for each in of(found, "derivative_models")] == values


def test_all_pages_of_a_list_are_read(gather, hub):
    found = ask(gather, hub, ["acme"])
    assert found.values("model_likes") == {f"huggingface:acme/bolt-{number}b": 10.0 + number for number in range(1, 6)}
    lists = [request for request in found.asked if request.url.path == "/api/models"]
    assert len(lists) == 3
    assert lists[0].url.params.get_list("expand")[0] == "createdAt"


def test_new_models_are_counted_by_month_once_the_list_was_read(gather, hub):
    found = ask(gather, hub, ["acme"])
    months = {each.period.start: each.value for each in of(found, "new_model_repositories")}
    assert months[date(2029, 2, 1)] == 1.0
    assert months[date(2029, 8, 1)] == 0.0
    assert (min(months), max(months)) == (date(2029, 2, 1), date(2029, 12, 1))
    one = of(found, "new_model_repositories")[0]
    assert (one.span, one.basis, one.stated_on) == (Span.SUM, Basis.DERIVED, date(2030, 1, 15))


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({"since": date(2029, 10, 20)}, date(2029, 10, 1)),
        ({"held": {("huggingface:acme", "new_model_repositories", None, "Hugging Face"): date(2029, 11, 30)}},
         date(2029, 12, 1)),
    ],
)  # fmt: skip
def test_months_before_since_or_held_already_are_left_alone(gather, hub, more, first):
    found = ask(gather, hub, ["acme"], **more)
    assert min(each.period.start for each in of(found, "new_model_repositories")) == first


def test_uploads_older_than_the_hubs_own_dates_have_no_month(gather, hub):
    hub.models[0]["createdAt"] = "2022-03-02T23:29:04.000Z"
    found = ask(gather, hub, ["acme"])
    assert min(each.period.start for each in of(found, "new_model_repositories")) == date(2022, 4, 1)


def test_a_listed_model_is_not_told_twice(gather, hub):
    found = ask(gather, hub, ["acme"], ["acme/bolt-2b"])
    assert found.values("model_likes")["huggingface:acme/bolt-2b"] == 12.0
    assert sum(each.value for each in of(found, "new_model_repositories")) == 5.0


def test_a_renamed_model_is_known_by_its_key(gather, hub):
    hub.rename("acme/bolt-1b", "acme/Bolt-Nano")
    found = ask(gather, hub, models=["acme/bolt-1b"])
    assert found.missed == []
    subject = found.readings[0].subject
    assert (subject.key, subject.name) == (f"{1:024x}", "acme/Bolt-Nano")
    assert found.observations[0].entity == "huggingface:acme/Bolt-Nano"


def test_another_model_than_the_one_asked_for_is_missed(gather, hub):
    hub.odd["/api/models/acme/bolt-1b"] = told(hub.models[1])
    found = ask(gather, hub, models=["acme/bolt-1b"])
    assert "expected acme/bolt-1b, found 'acme/bolt-2b'" in found.missed[0].reason


def test_a_model_that_is_private_or_not_there_is_missed_with_both_reasons(gather, hub):
    found = ask(gather, hub, models=["acme/none", "acme/bolt-1b"])
    assert [each.item for each in found.missed] == ["acme/none"]
    assert "401" in found.missed[0].reason
    assert "or it is private" in found.missed[0].reason
    assert len(found.readings) == 1


def test_who_shows_a_token_hears_404(gather, hub):
    found = ask(gather, hub, models=["acme/none"], token="secret")
    assert found.missed[0].gone
    assert found.asked[0].headers["authorization"] == "Bearer secret"


def test_what_a_token_shows_of_private_models_stays_out(gather, hub):
    hub.models.append(model("acme/secret", 70, private=True))
    found = ask(gather, hub, ["acme"], token="secret")
    assert "huggingface:acme/secret" not in found.values("model_likes")


def test_a_family_is_not_one_of_its_sizes_but_a_model_is_its_own_repository(gather):
    hub = Hub(models=[model("Qwen/Qwen3-8B", 1), model("deepseek-ai/DeepSeek-R1", 2), model("microsoft/phi-4", 3)])
    found = ask(gather, hub, models=["Qwen/Qwen3-8B", "deepseek-ai/DeepSeek-R1", "microsoft/phi-4"])
    assert set(found.values("model_likes")) == {"huggingface:Qwen/Qwen3-8B", "deepseek_r1", "phi"}


@pytest.mark.parametrize(("key", "value"), [("likes", -1), ("downloads", "many"), ("id", "../../etc"), ("_id", None),
                                            ("createdAt", "yesterday"), ("downloads", 1e300),
                                            ("childrenModelCount", {"a\x1bb": 1})])  # fmt: skip
def test_an_odd_model_is_missed_and_the_rest_of_the_list_is_read(gather, hub, key, value):
    hub.models[1][key] = value
    found = ask(gather, hub, ["acme"])
    assert len(found.missed) == 1
    assert len(found.values("model_likes")) == 4
    assert of(found, "new_model_repositories") == []


def test_a_hostile_name_is_taken_literally(gather, hub):
    name = "acme/<b>\x1b[31m\u202ehi"
    hub.models.append(model(name, 80))
    found = ask(gather, hub, ["acme"])
    assert f"huggingface:{name}" in found.values("model_likes")
    assert found.documents[-2].url == f"{HUB}/acme/%3Cb%3E%1B%5B31m%E2%80%AEhi"


def test_half_a_character_spoils_only_what_it_stands_in(gather, hub):
    body = told([{**each, "id": each["id"].replace("bolt-2b", "bolt-XX")} for each in hub.models[:3]]).body
    hub.odd["/api/models"] = told([]).but(body=body.replace(b"bolt-XX", rb"bolt-\ud800"))
    found = ask(gather, hub, ["acme"])
    assert len(found.values("model_likes")) == 2
    assert "a text of whole characters" in found.missed[0].reason
    assert found.missed[0].item.isascii()


def test_a_list_of_somebody_elses_models_is_missed(gather, hub):
    hub.odd["/api/models"] = told([model("else/one", 1), model("else/two", 2)])
    found = ask(gather, hub, ["acme"])
    assert [each.item for each in found.missed] == ["models of acme"]
    assert "expected models of acme" in found.missed[0].reason


def test_a_single_odd_model_is_named_even_if_it_stands_alone_on_its_page(gather, hub):
    hub.odd["/api/models"] = told([{**hub.models[0], "likes": None}])
    found = ask(gather, hub, ["acme"])
    assert found.missed[0].item == "acme/bolt-1b"


def test_an_empty_list_where_models_are_counted_is_missed(gather, hub):
    hub.odd["/api/models"] = told([])
    found = ask(gather, hub, ["acme"])
    assert "expected some of 5 models, found none" in found.missed[0].reason
    assert found.values("model_repositories") == {"huggingface:acme": 5.0}


def test_pages_that_lead_back_to_themselves_end(gather, hub):
    link = f'<{HUB}/api/models?author=acme>; rel="next"'
    hub.odd["/api/models"] = told([hub.models[0]]).but(headers={"Link": link})
    found = ask(gather, hub, ["acme"])
    assert "one that was read before" in found.missed[0].reason


def test_a_link_into_a_private_network_is_not_followed_with_a_token(gather, hub):
    hub.odd["/api/models"] = told([hub.models[0]]).but(headers={"Link": '<http://169.254.169.254/x>; rel="next"'})
    found = ask(gather, hub, ["acme"], token="secret")
    assert [each.url.host for each in found.asked if "authorization" in each.headers].count("169.254.169.254") == 0


@pytest.mark.parametrize("reply", [html(), told({"models": []}), told([]).but(body=b'[{"_id": "1", "id": "acm')])
def test_an_answer_of_another_shape_is_missed(gather, hub, reply):
    hub.odd["/api/models"] = reply
    found = ask(gather, hub, ["acme"])
    assert [each.item for each in found.missed] == ["models of acme"]
    assert found.values("followers") == {"huggingface:acme": 711.0}


def test_a_spent_quota_says_when_to_come_back(gather, hub):
    hub.quota = Quota(2, 300.0)
    found = ask(gather, hub, models=[f"acme/bolt-{number}b" for number in range(1, 6)])
    assert len(found.readings) == 2
    assert all("try after" in each.reason for each in found.missed)


def test_an_unchanged_answer_is_confirmed(gather, hub, tmp_path):
    path = tmp_path / "cache.sqlite"
    first = ask(gather, hub, models=["acme/bolt-1b"], cache=path)
    again = ask(gather, hub, models=["acme/bolt-1b"], cache=path, at="2030-01-16T12:00:00Z")
    assert again.asked[0].headers["if-none-match"].startswith("W/")
    assert again.observations == first.observations


def test_one_entity_of_the_hubs_own_can_be_asked_for_alone(gather, hub):
    found = gather("huggingface", hub, only="huggingface:acme/bolt-3b")
    assert [request.url.path for request in found.asked] == ["/api/models/acme/bolt-3b"]
    found = gather("huggingface", hub, only="huggingface:Quill-AI")
    assert set(found.values("model_likes")) == {"huggingface:Quill-AI/Nib"}
