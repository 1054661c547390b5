"""Every key that a configuration may hold, with its kind, default and one line of explanation: the single list.

``config.example.toml``, ``config show`` and the checks are made from it.
"""

import difflib
import ipaddress
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..literal import FORBIDDEN, unnamed
from .addresses import STORE_ADDRESS, is_page, is_store, names_somebody
from .colors import is_color

_MOST, _LONGEST_S = 10**12, 10**9
_DURATION = re.compile(r"\d{1,5}(?:m|h|d)")


class Kind(StrEnum):
    """What a key's value must be; the words are those of the error message."""

    TEXT = "a text of one line, not empty"
    FLAG = "true or false"
    COUNT = "a whole number above zero, a trillion at most"
    SECONDS = "a number of seconds above zero, a billion at most"
    GAP = "a number of seconds, zero or more, a billion at most"
    DURATION = 'a duration such as "30m", "6h" or "1d" ("0d" = always)'
    ADDRESS = "an http:// or https:// address, without spaces and without a password"
    STORE = STORE_ADDRESS
    COLOR = "a colour such as green, bright_blue, #00af5f or color(42)"
    LIST = "a list of strings"
    ADDRESSES = "a list of http:// or https:// addresses, without spaces and without a password"
    NETWORKS = 'a list of networks such as "127.0.0.0/8"'
    KEYSTROKE = 'a key such as "r" or "ctrl+s", or several with commas'


@dataclass(frozen=True, slots=True)
class Spec:
    """One key: its dotted name, kind, default, explanation, and the words it is limited to, if it is."""

    name: str
    kind: Kind
    default: object
    about: str
    choices: tuple[str, ...] = ()

    def problem(self, value: object) -> str | None:
        """Say what is wrong with a value, or ``None``."""
        if not _CHECKS[self.kind](value):
            return f"must be {self.kind.value}"
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        return None


def _is_network(value: object) -> bool:
    try:
        ipaddress.ip_network(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _each(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _is_address(value: object) -> bool:
    return is_page(value) and not names_somebody(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not any(char in FORBIDDEN or char in "\n\t" for char in value)


_CHECKS: dict[Kind, Callable[[object], bool]] = {
    Kind.TEXT: lambda value: _is_text(value) and bool(value),
    Kind.FLAG: lambda value: isinstance(value, bool),
    Kind.COUNT: lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST,
    Kind.SECONDS: lambda value: isinstance(value, int | float) and _is_number(value) and 0 < value <= _LONGEST_S,
    Kind.GAP: lambda value: isinstance(value, int | float) and _is_number(value) and 0 <= value <= _LONGEST_S,
    Kind.DURATION: lambda value: isinstance(value, str) and _DURATION.fullmatch(value) is not None,
    Kind.ADDRESS: _is_address,
    Kind.STORE: is_store,
    Kind.COLOR: lambda value: _is_text(value) and is_color(str(value)),
    Kind.LIST: _each(_is_text),
    Kind.ADDRESSES: _each(_is_address),
    Kind.NETWORKS: _each(_is_network),
    Kind.KEYSTROKE: lambda value: isinstance(value, str) and bool(value) and value.isprintable(),
}

GENERAL: tuple[Spec, ...] = (
    Spec("store.uri", Kind.STORE, None, "where the figures are kept: a folder, or s3://, gs://, az://, abfss://"),
    Spec("network.contact", Kind.TEXT, None, "an address for the User-Agent; Wikimedia and SEC ask for it"),
    Spec("network.timeout_s", Kind.SECONDS, 20, "longest wait for one answer"),
    Spec("network.max_bytes", Kind.COUNT, 10_000_000, "largest page that is read, decoded"),
    Spec("network.concurrency", Kind.COUNT, 16, "requests at one time, in all; per host 2, arXiv and GDELT 1"),
    Spec("network.gap_s", Kind.GAP, 0.5, "pause between two requests to one host"),
    Spec("network.tries", Kind.COUNT, 4, "how often a request is sent before it counts as failed"),
    Spec("network.backoff_s", Kind.SECONDS, 1.0, "first pause before another try; it doubles"),
    Spec("network.max_wait_s", Kind.GAP, 60, "a longer wait asked for by a source is not waited for"),
    Spec("network.respect_robots", Kind.FLAG, True, "obey robots.txt when reading pages"),
    Spec("network.allow_private", Kind.NETWORKS, [], "private networks that links in articles may lead to"),
    Spec("catalog.starter", Kind.FLAG, True, "load the figures that come with the program"),
    Spec("catalog.extra", Kind.LIST, [], "your own entities and metrics: TOML files"),
    Spec("llm.enabled", Kind.FLAG, True, "whether it is asked for a second opinion, once base_url and model are set"),
    Spec("llm.base_url", Kind.ADDRESS, None, "an OpenAI-compatible endpoint; the texts that you read are sent there"),
    Spec("llm.model", Kind.TEXT, None, "the model's name there"),
    Spec("llm.token_env", Kind.TEXT, None, "NAME of an environment variable with the key, no secret"),
    Spec("llm.timeout_s", Kind.SECONDS, 120, "longest wait for one of its answers"),
    Spec("screen.theme", Kind.TEXT, "textual-dark", "colour theme of the screen"),
    Spec("screen.charset", Kind.TEXT, "braille", "how charts are drawn", ("braille", "block", "ascii")),
    Spec("screen.up_color", Kind.COLOR, "green", "colour of what rose"),
    Spec("screen.down_color", Kind.COLOR, "red", "colour of what fell"),
)

ACTIONS: dict[str, str] = {
    "collect": "r", "collect_all": "R", "filter": "slash", "sort": "s", "columns": "C", "mark": "space",
    "compare": "c", "open": "o", "copy": "y", "export": "e", "full_view": "enter", "back": "escape",
    "earlier": "left_square_bracket", "later": "right_square_bracket",
    "month_earlier": "left_curly_bracket", "month_later": "right_curly_bracket", "day": "t",
    "tab_before": "left,h", "tab_after": "right,l", "preview": "p", "log": "l",
    "preview_place": "P", "preview_larger": "plus", "preview_smaller": "minus",
    "article": "a", "moved": "m", "openness": "O", "next_figure": "tab,n", "previous_figure": "shift+tab,p",
    "prefer": "f", "deprecate": "d", "undo": "u", "since": "w", "group_by": "b", "definition": "d",
    "column_up": "K,shift+up", "column_down": "J,shift+down", "usual_columns": "u", "stop": "ctrl+c",
    "up": "up,k", "down": "down,j", "page_up": "pageup,ctrl+b", "page_down": "pagedown,ctrl+f",
    "first": "home,g", "last": "end,G",
    "help": "question_mark", "palette": "ctrl+p", "quit": "q",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    base_url: str | None
    lists: tuple[str, ...] = ()
    token_env: str | None = None
    second_url: tuple[str, str] | None = None
    gap_s: float | None = None
    every: str = "1d"


SOURCES: dict[str, _Source] = {
    "huggingface": _Source("https://huggingface.co", ("organizations", "models"), "HF_TOKEN"),
    "github": _Source("https://api.github.com", ("organizations", "repositories"), "GITHUB_TOKEN"),
    "wikimedia": _Source("https://wikimedia.org/api/rest_v1/metrics/pageviews", ("articles",), gap_s=0.35),
    "apple": _Source(
        "https://itunes.apple.com",
        ("apps", "countries"),
        second_url=("charts_url", "https://rss.marketingtools.apple.com"),
        gap_s=3.0,
    ),
    "pypistats": _Source("https://pypistats.org", ("packages",), gap_s=2.1),
    "openrouter": _Source("https://openrouter.ai", token_env="OPENROUTER_API_KEY"),  # noqa: S106 a name, no secret
    "dockerhub": _Source("https://hub.docker.com", ("repositories",)),
    "hackernews": _Source("https://hn.algolia.com", ("terms",)),
    "arxiv": _Source("https://export.arxiv.org", ("categories", "terms"), gap_s=3.0),
    "edgar": _Source(
        "https://data.sec.gov", ("companies",), second_url=("archive_url", "https://www.sec.gov"), gap_s=0.11
    ),
    "epoch": _Source("https://epoch.ai"),
    "lmarena": _Source("https://huggingface.co"),
    "modelscope": _Source("https://modelscope.cn", ("organizations",)),
    "gdelt": _Source("https://api.gdeltproject.org", ("terms", "languages"), gap_s=6.0),
    "feeds": _Source(None, ("urls",), every="6h"),
    "articles": _Source(None, ("urls",)),
}


_LISTS = {
    "articles.urls": "pages to read again whenever they are due; none by default",
    "apple.countries": "stores, such as us or fr; default: a few large ones",
    "gdelt.languages": "default: the nine that are read",
    "arxiv.categories": "default: cs.AI, cs.CL, cs.CV, cs.LG",
    "arxiv.terms": "words in abstracts, such as DeepSeek; none by default",
}
"""What a list is where its default is not from the catalog."""


def _source_specs(name: str, source: _Source) -> Iterator[Spec]:
    prefix = f"sources.{name}."
    yield Spec(prefix + "enabled", Kind.FLAG, True, f"whether {name} is asked")
    if source.base_url:
        yield Spec(prefix + "base_url", Kind.ADDRESS, source.base_url, "where it is; a mirror or proxy may stand in")
    if source.second_url:
        key, url = source.second_url
        yield Spec(prefix + key, Kind.ADDRESS, url, "its second host")
    yield Spec(prefix + "every", Kind.DURATION, source.every, "how often it is due")
    yield Spec(prefix + "gap_s", Kind.GAP, source.gap_s, "its own pause between two requests, if not network.gap_s")
    for key in source.lists:
        kind = Kind.ADDRESSES if key == "urls" else Kind.LIST
        yield Spec(prefix + key, kind, None, _LISTS.get(f"{name}.{key}", "default: from the catalog"))
    if source.token_env:
        yield Spec(prefix + "token_env", Kind.TEXT, source.token_env, "NAME of an environment variable, no secret")


OPTIONS = "store.options."
"""Keys that begin so are the storage options of the chosen scheme, named as the deltalake library names them."""

_SECRET = re.compile(r"secret|token|key|passw|credential|signature|connection_string", re.IGNORECASE)


def masked(name: str, value: object) -> object:
    """Hide the value of a storage option whose name says that it is a secret, and the password in any address.

    >>> masked("store.options.AWS_SECRET_ACCESS_KEY", "x"), masked("store.options.AWS_REGION", "eu-central-1")
    ('***', 'eu-central-1')
    """
    if name.startswith(OPTIONS) and _SECRET.search(name.removeprefix(OPTIONS)):
        return "***"
    return unnamed(value) if isinstance(value, str) else value


def specs() -> dict[str, Spec]:
    """List every key by its dotted name, in the order of the example file."""
    every = [*GENERAL]
    for name, source in SOURCES.items():
        every.extend(_source_specs(name, source))
    every.extend(Spec(f"keys.{name}", Kind.KEYSTROKE, key, f"key for: {name}") for name, key in ACTIONS.items())
    return {spec.name: spec for spec in every}


def nearest_key(name: str) -> str | None:
    """Return the known key most like ``name``: first among its table's, then among all."""
    table = name.rpartition(".")[0]
    known = list(specs())
    for pool in ([key for key in known if key.rpartition(".")[0] == table], known):
        found = difflib.get_close_matches(name, pool, n=1, cutoff=0.5)
        if found:
            return found[0]
    return None
