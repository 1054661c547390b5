"""``collect`` over real sockets: what it prints, what it leaves with, and what an interrupt leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dash.watching import PAUSE_S

NAMES = [f"acme/image-{number}" for number in range(12)]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.removeprefix("/v2/repositories/").strip("/")
        self.server.asked.append(path)
        time.sleep(self.server.delay)
        namespace, _, name = path.partition("/")
        known = path in NAMES and path not in self.server.gone
        told = (
            {"namespace": namespace, "name": name, "pull_count": 100 + len(name)}
            if known
            else {"message": "no \x1b[31mway\u202e"}
        )
        body = json.dumps(told).encode()
        self.send_response(200 if known else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub(empty):
    """A Docker Hub on this machine, and a configuration that asks nobody else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.asked, server.gone, server.delay, server.daemon_threads = [], set(), 0.0, True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    (empty / "config" / "aimarket" / "config.toml").write_text(
        "[catalog]\nstarter = false\n[network]\ngap_s = 0.0\ntries = 1\nbackoff_s = 0.01\n"
        f"[sources.dockerhub]\nbase_url = {url!r}\nrepositories = {json.dumps(NAMES)}\n"
    )
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def command(*arguments):
    return [sys.executable, "-m", "dash", *arguments]


def test_what_is_collected_is_shown_with_its_history_and_its_page(hub, aimarket):
    assert aimarket("collect", "dockerhub").code == 0
    shown = aimarket("show", "image_pulls", "--format", "json").json
    assert len(shown) == len(NAMES)
    assert shown[0]["url"].startswith("https://hub.docker.com/r/acme/image-")
    assert aimarket("history", "dockerhub:acme/image-3", "image_pulls", "--format", "json").json[0]["value"] == 107
    why = aimarket("why", "dockerhub:acme/image-3", "image_pulls", "--format", "json").json
    assert [(row["role"], row["publisher"]) for row in why] == [("origin", "Docker Hub")]


def test_scripts_get_an_array_of_outcomes(hub, aimarket):
    hub.gone.add(NAMES[0])
    printed = aimarket("collect", "dockerhub", "--format", "json")
    assert printed.code == 3
    (outcome,) = printed.json
    assert list(outcome) == ["source", "outcome", "added", "confirmed", "requests", "seconds", "error"]
    assert (outcome["outcome"], outcome["added"], outcome["requests"]) == ("partial", 11, 12)
    assert NAMES[0] in outcome["error"]
    assert f"dockerhub: {NAMES[0]}" in printed.err


def test_a_server_that_is_down_is_exit_4_and_what_was_stored_stays(hub, aimarket):
    aimarket("collect", "dockerhub")
    hub.shutdown()
    hub.server_close()
    printed = aimarket("collect", "dockerhub", "--format", "json")
    assert printed.code == 4
    assert printed.json[0]["outcome"] == "failed"
    assert len(aimarket("show", "image_pulls", "--format", "json").json) == len(NAMES)


def test_an_unknown_source_names_the_nearest(empty, aimarket):
    printed = aimarket("collect", "dokcerhub")
    assert printed.code == 2
    assert "Nearest: dockerhub" in printed.err


def test_an_unknown_entity_names_the_nearest(empty, aimarket):
    printed = aimarket("collect", "dockerhub", "--only", "olama")
    assert printed.code == 2
    assert "ollama" in printed.err


def test_a_source_that_is_switched_off_is_skipped_and_says_how_to_switch_it_on(hub, aimarket):
    assert aimarket("config", "set", "sources.dockerhub.enabled", "false").code == 0
    printed = aimarket("collect", "dockerhub", "--format", "json")
    assert printed.code == 0
    assert printed.json[0]["outcome"] == "skipped"
    assert "aimarket config set sources.dockerhub.enabled true" in printed.json[0]["error"]
    assert hub.asked == []


def test_a_dry_run_stores_nothing(hub, aimarket):
    assert aimarket("collect", "dockerhub", "--dry-run", "--format", "json").json[0]["added"] == len(NAMES)
    assert aimarket("show", "image_pulls", "--format", "json").json == []


def test_sources_tell_when_they_ran_and_when_they_are_due(hub, aimarket):
    aimarket("collect", "dockerhub")
    rows = {row["name"]: row for row in aimarket("catalog", "sources", "--format", "json").json}
    assert rows["dockerhub"]["records"] == len(NAMES)
    assert rows["dockerhub"]["last_run"].startswith("2026-11-24T12:00")
    assert rows["dockerhub"]["next_due"].startswith("2026-11-25T12:00")


def test_an_interrupt_leaves_quietly_and_the_next_run_completes(hub, aimarket):
    hub.delay = 0.15
    running = subprocess.Popen(
        command("collect", "dockerhub"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        while len(hub.asked) < 4 and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Traceback" not in err
    hub.delay = 0.0
    assert aimarket("collect", "dockerhub", "--format", "json").json[0]["outcome"] == "ok"
    assert len(aimarket("show", "image_pulls", "--format", "json").json) == len(NAMES)
    assert aimarket("store", "verify").code == 0


def test_a_watcher_collects_and_ends_cleanly_on_sigterm(hub, aimarket):
    assert PAUSE_S >= 1
    others = "huggingface github wikimedia apple pypistats openrouter hackernews arxiv edgar epoch lmarena modelscope"
    for name in f"{others} gdelt feeds articles".split():
        assert aimarket("config", "set", f"sources.{name}.enabled", "false").code == 0
    watching = subprocess.Popen(
        command("collect", "--watch", "--format", "ndjson"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=os.environ,
    )  # fmt: skip
    try:
        line = watching.stdout.readline()
        second = aimarket("collect", "--watch")
        watching.send_signal(signal.SIGTERM)
        _, err = watching.communicate(timeout=60)
    finally:
        watching.kill()
    assert json.loads(line)["outcome"] == "ok"
    assert second.code == 2
    assert "another process watches the store" in second.err
    assert watching.returncode == 0
    assert "watching ended" in err


@pytest.mark.parametrize("extra", [[], ["--format", "csv"], ["--format", "markdown"]])
def test_foreign_words_in_an_error_are_made_harmless(hub, aimarket, extra):
    hub.gone.add(NAMES[1])
    printed = aimarket("collect", "dockerhub", *extra)
    assert "[31mway" in printed.out
    assert not {"\x1b", "\u202e"} & set(printed.out + printed.err)


def test_a_dead_network_is_one_line_not_a_page_of_names(hub, aimarket):
    hub.shutdown()
    hub.server_close()
    config = os.environ["XDG_CONFIG_HOME"] + "/aimarket/config.toml"
    url = f"http://127.0.0.1:{hub.server_address[1]}"
    with open(config, "a") as file:  # noqa: PTH123 appended to
        file.write(f'[sources.modelscope]\nbase_url = "{url}"\ngap_s = 0.0\n')
    printed = aimarket("collect", "dockerhub", "modelscope", "--format", "json")
    assert printed.code == 4
    assert [row["outcome"] for row in printed.json] == ["failed", "failed"]
    assert "no source could be reached" in printed.err
    assert NAMES[5] not in printed.err
    assert NAMES[5] in printed.json[0]["error"]


def test_many_that_fail_for_one_reason_are_told_by_a_few_names(hub, aimarket):
    hub.gone.update(NAMES)
    printed = aimarket("collect", "dockerhub")
    assert printed.err.count("404") == len(NAMES)
