import contextlib
import io
import json
import os
import subprocess
import sys

import polars as pl
import pytest

from dash.options import Invocation
from dash.output import emit, emit_card, emit_object, plain_value, screen
from metrics.errors import UsageError
from metrics.literal import FORBIDDEN
from metrics.model import Metric
from metrics.vocabulary import MetricKind

FORMATS = ("table", "json", "ndjson", "csv", "markdown")


class Stream(io.TextIOWrapper):
    """A text stream over memory that says what it is told of itself."""

    def __init__(self, encoding="utf-8", terminal=False):
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self):
        return self._terminal

    def text(self):
        self.flush()
        return self.buffer.getvalue().decode()


@pytest.fixture
def call(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    return Invocation({"config": str(file)})


def emitted(call, stream, frame, form, view="show"):
    with contextlib.redirect_stdout(stream):
        emit(view, frame, form, call)
    return stream.text()


@pytest.mark.parametrize(
    ("color", "terminal", "environment", "colored"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_colour_is_as_asked_or_as_the_terminal_can(color, terminal, environment, colored):
    assert screen(Stream(terminal=terminal), color, "braille", environment).colored is colored


@pytest.mark.parametrize(
    ("encoding", "asked", "charset"),
    [
        ("utf-8", "braille", "braille"),
        ("utf-8", "ascii", "ascii"),
        ("ascii", "braille", "ascii"),
        ("latin-1", "block", "ascii"),
    ],
)
def test_an_output_that_cannot_write_the_signs_gets_ascii(encoding, asked, charset):
    assert screen(Stream(encoding), "auto", asked, {}).charset == charset


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_hostile_leaves_in_any_format(call, figures, form):
    text = emitted(call, Stream(), figures, form)
    assert not set(text) & set(FORBIDDEN)
    assert "[red]AI" in text


def test_a_terminal_shows_nothing_hostile_but_its_own_colours(call, figures):
    text = emitted(call, Stream(terminal=True), figures, "table")
    rest = text.replace("\x1b[", "")
    assert text != rest
    assert "\x1b" not in rest
    assert "\x07" not in rest


def test_piped_lines_are_whole_and_without_colour(call, figures):
    lines = emitted(call, Stream(), figures, "table").splitlines()
    assert len(lines) == figures.height
    assert "⟨U+202E⟩=1" in lines[-1]
    assert "…" not in "".join(lines)


def test_colour_can_be_asked_for_in_a_pipe(call, figures):
    call.told["color"] = "always"
    assert "\x1b[32m▲ +4.1 %" in emitted(call, Stream(), figures, "table")


@pytest.mark.parametrize("form", FORMATS)
def test_an_ascii_locale_gets_ascii_or_a_format_that_is_utf8(call, figures, form):
    text = emitted(call, Stream("ascii"), figures, form)
    assert "DeepSeek" in text
    assert form == "csv" or text.isascii()
    if form == "json":
        assert json.loads(text)[2]["entity_name"] == "Doubao 豆包"
    if form == "csv":
        assert "豆包" in text


@pytest.mark.parametrize(("form", "text"), [("table", ""), ("json", "[]\n"), ("ndjson", "")])
def test_no_rows_are_no_error(call, figures, form, text):
    assert emitted(call, Stream(), figures.clear(), form) == text


def test_no_rows_of_csv_and_markdown_are_a_header(call, figures):
    assert emitted(call, Stream(), figures.clear(), "csv").startswith("entity,entity_name,owner,metric,value,")
    assert emitted(call, Stream(), figures.clear(), "markdown").startswith("| entity |")


def test_an_unknown_format_is_refused(call, figures):
    with pytest.raises(UsageError):
        emitted(call, Stream(), figures, "xml")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json", '{\n  "uri": "/a b",\n  "files": 3\n}\n'),
        ("ndjson", '{"uri": "/a b", "files": 3}\n'),
        ("csv", "uri,files\n/a b,3\n"),
        ("table", "uri    /a b\nfiles  3\n"),
        ("markdown", "| uri | files |\n| --- | ---: |\n| /a b | 3 |\n"),
    ],
)
def test_one_thing_is_one_object(call, form, text):
    stream = Stream()
    with contextlib.redirect_stdout(stream):
        emit_object({"uri": "/a b", "files": 3}, form, call)
    assert stream.text() == text


METRIC = Metric(
    id="daily_active_users",
    label="Daily active users",
    label_fr="Utilisateurs actifs quotidiens",
    definition="People who use it on a day. " * 6,
    group="users",
    kind=MetricKind.ROLLING,
    units=("users",),
    comparable="active_users",
    order=1,
    stale_days=120,
    high=8e9,
    traps=("Daily is not weekly.", "App only is not everything."),
)


def test_a_card_tells_the_traps(call):
    stream = Stream()
    with contextlib.redirect_stdout(stream):
        emit_card(METRIC, call)
    lines = stream.text().splitlines()
    assert lines[0] == "Daily active users"
    assert lines[-2:] == ["traps          Daily is not weekly.", "               App only is not everything."]
    assert sum("People who use it" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "true"), (["a"], '["a"]'), (1.5, "1.5"), ("x", "x"), ({"a": 1}, '{"a": 1}')]
)
def test_a_configured_value_reads_as_typed(value, text):
    assert plain_value(value) == text


def test_a_reader_who_goes_away_is_no_crash_of_the_printer():
    code = (
        "import polars as pl; from dash.options import Invocation; from dash.output import emit\n"
        "frame = pl.DataFrame({'n': range(200_000)})\n"
        "try:\n    emit('sql', frame, 'ndjson', Invocation())\n"
        "except BrokenPipeError:\n    import os; os._exit(7)\n"
    )
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as stdout:
        done = subprocess.run([sys.executable, "-c", code], stdout=stdout, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 7, done.stderr


def test_a_wide_answer_is_written_whole(call):
    frame = pl.DataFrame({"text": ["x" * 500], "more": ["y" * 500]})
    assert emitted(call, Stream(), frame, "table", "sql") == f"{'x' * 500}  {'y' * 500}\n"
