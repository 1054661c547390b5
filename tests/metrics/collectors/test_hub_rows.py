"""Whatever a hub writes in a row, it is read or refused with its reason; nothing else ever comes of it."""

import json
import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from metrics.catalog import load
from metrics.collector import Errand
from metrics.collectors._github import HEADERS, limit, query_of, read_batch, read_rest
from metrics.collectors._hub import model_of
from metrics.errors import Changed
from metrics.frames import documents_frame, unidentified
from metrics.web import Answer, Door, Network, Node, Web
from tests.fakes.github import repository
from tests.fakes.huggingface import model

URL = "https://hub.example/api"
NOW = datetime(2030, 1, 15, 12, tzinfo=UTC)
ERRAND = Errand(source="huggingface", door=Door(Web(Network())), catalog=load(), now=NOW)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.characters(categories=["Cs"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=6,
)  # fmt: skip


def answer(body=b"{}", **headers):
    return Answer(url=URL, request_url=URL, status=200, body=body, retrieved_at=NOW, headers=headers)


def storable(reading):
    """Make the frames that the store takes, which is where half a character or a number too large would end."""
    documents_frame([reading.document])
    return unidentified(list(reading.observations))


@given(st.sampled_from(sorted(model("acme/bolt", 1))), JSON)
def test_a_model_is_read_or_refused(key, value):
    row = {**model("acme/bolt", 1), key: value}
    try:
        reading = model_of(ERRAND, answer(), Node(row, URL), "acme/bolt")
    except Changed:
        return
    assert all(each.value >= 0 and each.pointer for each in reading.observations)
    assert storable(reading).height == len(reading.observations)


@given(st.sampled_from(["id", "full_name", "stargazers_count", "forks_count"]), JSON)
def test_a_repository_is_read_or_refused(key, value):
    try:
        reading, _ = read_rest(ERRAND, answer(), Node({**repository("acme/bolt", 1), key: value}, URL))
    except Changed:
        return
    assert storable(reading).height == 2


@given(JSON, JSON)
def test_a_batch_is_read_or_refused(data, errors):
    try:
        body = json.dumps({"data": data, "errors": errors}).encode()
        found = list(read_batch(ERRAND, answer(body), ["acme/a", "acme/b"]))
    except Changed:
        return
    assert len(found) == 2


@given(st.lists(st.text(), max_size=3))
def test_names_stay_inside_their_quotes(names):
    query = json.loads(query_of(names))["query"]
    text = r'"(?:[^"\\]|\\.)*"'
    bare = re.sub(text, "TEXT", query)
    assert re.fullmatch(
        r"query \{ (r\d+: repository\(owner: TEXT, name: TEXT\) \{ [\w ]+ \} )*rateLimit \{ [\w ]+ \} \}",
        bare.replace("{  ", "{ "),
    )


def test_only_graphql_says_by_success_that_its_points_are_spent():
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999"}
    body = b'{"errors": []}'
    assert limit(answer(body, **spent)) is None
    told = Answer(
        url=URL, request_url="https://api.example/graphql", status=200, body=body, retrieved_at=NOW, headers=spent
    )
    assert limit(told) > 60
    assert HEADERS["accept"].startswith("application/vnd.github")
