"""Secrets are planted wherever one may stand, hosts tell them back, and then everything that was written is searched."""

import io
import json
import logging
import sqlite3
import zlib
from pathlib import Path

import pytest

from dash import crash
from metrics.config import is_store, names_somebody
from metrics.config.addresses import is_page
from metrics.literal import unspoken
from tests.fakes.server import Reply, serving, told

GITHUB, HUGGING, MODEL, OPTION, SPOKEN = (
    "ghp_planted0a1b2c",
    "hf_planted3d4e5f",
    "sk-planted6a7b8c",
    "s3-planted9d0e1f",
    "pw-planted2a3b4c",
)
SECRETS = (GITHUB, HUGGING, MODEL, OPTION, SPOKEN)
ARTICLE = "In January 2025 Kimi reached 22.2 million daily active users, according to AICPB. Some 3000 people spoke of Claude.\n"

ODD = [
    f"s3://me:{odd}@bucket/a"
    for odd in (f"a/{SPOKEN}", f"{SPOKEN}/a+g", f"a#{SPOKEN}", f"a?{SPOKEN}", f"a'{SPOKEN}", f"a {SPOKEN}")
]
"""Addresses whose password holds what ends the part of a host, or a text."""


class Parrot:
    """Tells back whatever authorization it was sent: in a refusal, in an answer, in headers, in where it redirects to."""

    def __init__(self):
        self.heard = []

    def answer(self, ask):
        self.heard.append(ask.token)
        said = {"message": f"bad credentials {ask.token}", "login": ask.token, "error": {"message": f"key {ask.token}"}}
        status = [401, 200, 403, 302, 500][len(self.heard) % 5]
        headers = {"X_Echo": str(ask.token), "Set_Cookie": f"a={ask.token}", "ETag": f'"{ask.token}"'}
        if status == 302:
            return Reply(302, b"", {"Location": f"/again?access_token={ask.token}&n={len(self.heard)}"})
        return told(said, status, **headers)


@pytest.fixture
def everything(tmp_path):
    """What every library logs, down to the least of it."""
    out = io.StringIO()
    handler, root = logging.StreamHandler(out), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture
def planted(home, monkeypatch):
    """A configuration with secrets in all places, beside a parrot; the arguments that name it."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("GITHUB_TOKEN", GITHUB)
    monkeypatch.setenv("HF_TOKEN", HUGGING)
    monkeypatch.setenv("MY_KEY", MODEL)
    monkeypatch.setenv("XDG_LOG_HOME", str(home / "logs"))
    (home / "article.txt").write_text(ARTICLE, encoding="utf-8")
    path = home / "private" / "config.toml"
    path.parent.mkdir()

    def plant(url):
        path.write_text(
            f'[catalog]\nstarter = false\n[network]\ngap_s = 0\nbackoff_s = 0.001\nmax_wait_s = 0.05\ntries = 2\n'
            f'[llm]\nbase_url = "{url}/v1"\nmodel = "tiny"\ntoken_env = "MY_KEY"\n'
            f'[store.options]\nAWS_SECRET_ACCESS_KEY = "{OPTION}"\n'
            f'[sources.github]\nbase_url = "{url}"\ngap_s = 0\norganizations = ["acme"]\nrepositories = ["acme/x"]\n'
            f'[sources.huggingface]\nbase_url = "{url}"\ngap_s = 0\norganizations = ["acme"]\nmodels = ["acme/x"]\n',
            encoding="utf-8",
        )  # fmt: skip
        return ("--config", str(path), "-v")

    return plant


def written(folder):
    """All that stands in a folder, packed answers unpacked; but not where a person wrote the secrets."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "private" not in path.parts:
            yield path.name, path.read_bytes()
        if path.suffix == ".sqlite":
            with sqlite3.connect(path) as database:
                for row in database.execute("select * from answers"):
                    yield f"{path.name}: an answer", b" ".join(_plain(cell) for cell in row)


def _plain(cell):
    if not isinstance(cell, bytes):
        return str(cell).encode()
    try:
        return zlib.decompress(cell)
    except zlib.error:
        return cell


COMMANDS = [
    ["collect", "github", "huggingface", "--format", "json"],
    ["collect", "github", "huggingface"],
    ["doctor"],
    ["read", "article.txt", "--all", "--save", "--explain"],
    ["check", "article.txt"],
    ["config", "show"],
    *(["config", "show", "--format", form] for form in ("json", "ndjson", "csv", "markdown")),
    ["config", "check"],
    ["config", "set", "store.options.AWS_SESSION_TOKEN", OPTION],
    ["catalog", "sources", "--format", "json"],
    ["show"],
    ["sql", "SELECT * FROM runs"],
    ["store", "info"],
    ["export", "out"],
    ["read", f"https://me:{SPOKEN}@127.0.0.1:9/a"],
    ["--store", f"s3://me:{SPOKEN}@bucket/a", "show"],
    ["--store", f"foo://me:{SPOKEN}@bucket/a", "show"],
    ["config", "set", "store.uri", f"s3://me:{SPOKEN}@bucket/a"],
    ["config", "set", "sources.github.base_url", f"https://me:{SPOKEN}@api.example.org"],
    ["config", "set", "llm.base_url", f"https://{SPOKEN}@api.example.org"],
    *(["--store", address, "config", "show", "--format", form] for address in ODD for form in ("table", "json")),
    *(["--store", address, "show"] for address in ODD),
    *(["read", address.replace("s3:", scheme)] for address in ODD for scheme in ("https:", "ftp:")),
]


def test_no_secret_is_written_anywhere(aimarket, planted, home, everything):
    with serving(Parrot()) as parrot:
        more = planted(parrot.url)
        said = [aimarket(*more, *command) for command in COMMANDS]
    heard = set(parrot.fake.heard)
    assert {GITHUB, HUGGING, MODEL} <= heard  # it is the real ones that were told back
    places = [(" ".join(command), (one.out + one.err).encode()) for command, one in zip(COMMANDS, said, strict=True)]
    places += [("the log", everything.getvalue().encode()), *written(home)]
    assert len(places) > len(COMMANDS) + 5
    spilt = [(where, secret) for where, content in places for secret in SECRETS if secret.encode() in content]
    assert spilt == []
    assert "***" in said[5].out
    assert {one.code for one in said} <= {0, 2, 3, 4, 6}


@pytest.mark.parametrize("token", [f"{GITHUB}\nx", f"{GITHUB}\x1b", f"{GITHUB}é", f"\x01{GITHUB}"])
def test_a_token_that_no_request_can_carry_is_named_by_its_variable(aimarket, planted, monkeypatch, everything, token):
    monkeypatch.setenv("GITHUB_TOKEN", token)
    with serving(Parrot()) as parrot:
        printed = aimarket(*planted(parrot.url), "collect", "github", "--format", "json")
    assert parrot.fake.heard == []
    assert printed.code == 4
    assert "token_env" in json.loads(printed.out)[0]["error"]
    assert GITHUB not in printed.out + printed.err + everything.getvalue()


def test_white_space_around_a_token_is_none_of_it(aimarket, planted, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", f"  {GITHUB}\n")
    with serving(Parrot()) as parrot:
        aimarket(*planted(parrot.url), "collect", "github")
    assert set(parrot.fake.heard) == {GITHUB}


@pytest.mark.parametrize("key", ["sources.github.base_url", "sources.feeds.urls", "llm.base_url"])
def test_an_address_in_the_configuration_may_hold_no_password(aimarket, home, key):
    table, _, name = key.rpartition(".")
    address = f'"https://me:{SPOKEN}@example.org/a"'
    path = home / "config" / "aimarket" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"[{table}]\n{name} = {f'[{address}]' if name == 'urls' else address}\n", encoding="utf-8")
    for command in (["config", "check"], ["config", "show"], ["show"]):
        printed = aimarket(*command)
        assert printed.code == 2
        assert "without a password" in printed.err
        assert SPOKEN not in printed.out + printed.err


def test_a_crash_report_tells_no_password_and_nothing_that_acts(home, capsys):
    crash.unexpected(ZeroDivisionError(f"https://me:{SPOKEN}@example.org/a \x1b[31m\u202e"))
    told_of = capsys.readouterr().err
    text = Path(told_of.rstrip().rpartition(" ")[2]).read_text(encoding="utf-8")
    for where in (told_of, text):
        assert "ZeroDivisionError" in where
        assert "https://***@example.org/a ␛[31m⟨U+202E⟩" in where


@pytest.mark.parametrize(
    "text",
    ["http://a:b/d@c", "s3://a:/b@c", "s3://a:b#d@c", "x://a:b?d@c", "x://a:b'd@c", 'x://a:b"d@c', "http://1a:b@c:9/@d",
     "http://a:b@c", "s3://:b@c", "x://a:b@c@d", "HTTP://a:@c", "(https://a:b@c)", "https://token@c", "'s3://a:b@c'"],
)  # fmt: skip
def test_a_password_is_hidden_wherever_an_address_stands(text):
    assert "***@" in unspoken(text)
    assert ":b" not in unspoken(text).replace("://", "")


@pytest.mark.parametrize(
    "text",
    ["abfss://files@account.example", "https://x.example/@me:b", "http://[::1]:80/a@b", "mail a:b@c", "http://[::1]/a@b",
     "http://localhost:1200/mastodon/me@b", "https://x.example:8443/@me", "https://web.example/2024/https://x.example/@me",
     "https://x.example: see me@x.example", "s3://bucket/a:b@c", "s3: a:b@c",
     "as3:/a:b@c"],
)  # fmt: skip
def test_what_is_no_password_stays(text):
    assert unspoken(text) == text


@pytest.mark.parametrize("address", ["https://x.example:8443/@me", "https://web.example/https://x.example/@me"])
def test_an_at_sign_in_the_path_of_a_page_names_nobody(address):
    assert is_page(address)
    assert not names_somebody(address)


@pytest.mark.parametrize("address", ODD)
def test_an_address_with_a_password_is_refused_whatever_the_password_holds(address):
    assert names_somebody(address.replace("s3:", "https:"))
    assert not is_store(address)


def test_hiding_is_quick_whatever_is_hidden():
    for text in (
        "x://a:" * 20_000,
        "http://" * 20_000,
        "http://a.b" + ".b" * 40_000,
        "x://a:@" * 20_000,
        "http://" * 20_000 + "@",
    ):
        assert len(unspoken(text)) <= len(text)
