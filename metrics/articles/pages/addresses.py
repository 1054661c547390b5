"""The one address of a page: without tracking, and the one that the page itself gives if that is of the same site."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from ...literal import FORBIDDEN

_TRACKING = re.compile(
    r"(?:utm|pk|piwik|mtm|matomo|hsa|oly|vero|ga|wt)_.*|_(?:ga|gl|hsenc|hsmi|openstat)|.*clid|mc_[ce]id|igsh(?:id)?|ito|ns_\w+|"
    r"cmpid|cmp|ocid|ncid|smid|smtyp|spm|scm|mkt_tok|ref(?:_?src|_?url|errer)?|sr_share|share_\w+|at_\w+|xtor|"
    r"guce_\w+|guccounter|_branch_match_id|trk\w*|soc_src|soc_trk|wpmp_\w+|fb_\w+|rdt_cid|s_kwcid",
    re.IGNORECASE,
)
_NOT_IN_ADDRESS = re.compile(f'[\\s<>"{re.escape(FORBIDDEN)}]')
_PORTS = {"http": 80, "https": 443}
_GENERIC = frozenset(["co", "com", "org", "net", "ac", "gov", "edu", "go", "or", "ne", "gob", "gouv"])
_LONGEST = 2_000


def web_address(text: str | None, of: str | None = None) -> str | None:
    """Return an absolute http(s) address, resolved against the page that it stands in, or ``None`` if it is none.

    >>> web_address("/a?b=1#c", "https://Example.org:443/x")
    'https://example.org/a?b=1#c'
    """
    plain = (text or "").strip()
    if not plain or len(plain) > _LONGEST or _NOT_IN_ADDRESS.search(plain):
        return None
    try:
        parts = urlsplit(urljoin(of, plain) if of else plain)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return SplitResult(parts.scheme, place, parts.path or "/", parts.query, parts.fragment).geturl()


def stripped(url: str) -> str:
    """Leave out the fragment and the parameters that only say how a reader came.

    >>> stripped("https://example.org/a?id=7&utm_source=x#top")
    'https://example.org/a?id=7'
    """
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    return parts._replace(query="&".join(kept), fragment="").geturl()


def canonical(url: str | None, said: str | None) -> str | None:
    """Return the address under which a page is known: what it says itself if that is plausible, else its own address.

    What it says counts if it is of the same site and does not lead from an article to a front page.
    """
    own, own_word = web_address(url), web_address(said, url)
    if own is None:
        return stripped(own_word) if own_word else None
    if own_word and site_of(own_word) == site_of(own) and not _is_front(own_word, own):
        return stripped(own_word)
    return stripped(own)


def _is_front(said: str, own: str) -> bool:
    return len(urlsplit(said).path.strip("/")) == 0 and len(urlsplit(own).path.strip("/")) > 0


def site_of(url: str) -> str:
    """Return the registrable part of an address's host, near enough to tell one site from another.

    >>> site_of("https://www.news.example.co.uk/a"), site_of("https://example.org")
    ('example.co.uk', 'example.org')
    """
    host = (urlsplit(url).hostname or "").strip(".")
    if host.replace(".", "").isdecimal() or ":" in host:
        return host
    labels = host.split(".")
    country = len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _GENERIC  # noqa: PLR2004 as in .co.uk
    return ".".join(labels[-3:] if country else labels[-2:])
