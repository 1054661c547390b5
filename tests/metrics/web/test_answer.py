"""Where an answer leads next, however its Link header writes it; and what of a token stays in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.web import Answer

NEXT = "https://hub.example/api?ids=a,b;c&cursor=x%3D"


def answer(link):
    return Answer(
        url=NEXT, request_url=NEXT, status=200, body=b"", retrieved_at=datetime(2030, 1, 1, tzinfo=UTC),
        headers={"link": link},
    )  # fmt: skip


def told(token):
    body = f"no key {token}, no answer".encode()
    return replace(answer(f"<{NEXT}>"), body=body, headers={"x-echo": f"{token}; nothing"}).without(token)


def test_a_token_that_is_told_back_is_hidden():
    found = told("key-of-8")
    assert (found.body, found.headers["x-echo"]) == (b"no key ***, no answer", "***; nothing")


@pytest.mark.parametrize("token", ["n", "no", "ollama", "seven-7"])
def test_a_token_so_short_that_it_may_stand_anywhere_leaves_the_answer_whole(token):
    found = told(token)
    assert found.text() == f"no key {token}, no answer"
    assert found.headers["x-echo"] == f"{token}; nothing"


@pytest.mark.parametrize(
    "link",
    [
        f'<{NEXT}>; rel="next"', f"<{NEXT}>; rel=next", f"<{NEXT}>;REL=next", f"<{NEXT}> ; rel = 'next'",
        f'<https://hub.example/1>; rel="prev first", <{NEXT}>; rel="next"', f'<{NEXT}>; rel="next last"',
        f'<{NEXT}>; title="a, b; <c>"; rel="next", <https://hub.example/9>; rel="last"',
    ],
)  # fmt: skip
def test_the_next_page_is_found(link):
    assert answer(link).next_page == NEXT


@pytest.mark.parametrize(
    "link", ["", f'<{NEXT}>; rel="last"', f'<{NEXT}>; rel="nextish"', f'<{NEXT}>; title="rel=next"', f"<{NEXT}>", NEXT]
)
def test_what_is_not_called_next_is_not(link):
    assert answer(link).next_page is None


@given(st.text(max_size=200))
def test_no_link_is_an_error(link):
    found = answer(link).next_page
    assert found is None or found in link
