"""What foreign text tries: characters that act on terminals and eyes, markup, formulas, tables and links that break."""

from metrics.literal import FORBIDDEN

ACTS = frozenset(FORBIDDEN)
CONTROLS = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x85\x08\x7f\x0b\x0c"
UNSEEN = "\u202egnp\u2066\u2069\u200e\u061c\u200b\ufeff\u2060\U000e0041\ufff9\u2028\u2029"
MARKUP = "[red]m[/] [@click=app.quit]q[/] [link=http://evil.example]l[/link] |p| `c` <b>h</b> <script>s</script> ![i](u) :skull:"
FORMULA = "=HYPERLINK(1)"
HOSTILE = f"{FORMULA} {CONTROLS}{UNSEEN} {MARKUP}"
TITLE = "a\x1b[31m\u202eb [b]|\u200b"
"""As a name of a file."""
QUOTE = f"Zed had 22.15 million daily users {HOSTILE}"
HEADER = "entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote,title,author,geo,attribution"


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def figures():
    """Figures whose every text is hostile."""
    rows = [
        ("zed", "daily_active_users", "22150000", "2025-01-31", f"Panel {HOSTILE}", "a"),
        ("zed", "daily_active_users", "22200000", "2025-01-31", f"Panel {HOSTILE}", "b"),
        ("zed", "daily_active_users", "24000000", "2025-02-28", f"＝Other {HOSTILE}", "c"),
        ("kimi", "daily_active_users", "30000000", "2025-02-28", f"@Other {HOSTILE}", "d"),
    ]
    lines = [
        ",".join([
            entity, metric, value, "=", "users", day, day, "point", "E", "panel", quoted(origin), f"https://x.example/{page}",
            quoted(f"+Paper {page} {HOSTILE}"), "2025-03-03", quoted(QUOTE), quoted(f"-Title {HOSTILE}"), quoted(HOSTILE),
            quoted(f"CN {HOSTILE}"), quoted(HOSTILE),
        ])
        for entity, metric, value, day, origin, page in rows
    ]  # fmt: skip
    promise = "zed,public_repositories,5,=,repositories,2025-02-24,2025-02-28,sum,F,disclosed"
    lines.append(f"{promise},{quoted(HOSTILE)},https://x.example/p,{quoted(HOSTILE)},2025-02-21,{quoted(HOSTILE)},,,,")
    return "\n".join([HEADER, *lines]) + "\n"


def _toml(text):
    return '"' + "".join(c if c.isalnum() or c in " []=" else f"\\U{ord(c):08x}" for c in text) + '"'


def catalog():
    """An entity of the user's own whose names are hostile."""
    return (
        f'[[entity]]\nid = "zed"\nname = {_toml(HOSTILE)}\nkind = "product"\nowner = "zedco"\ncountry = "FR"\n'
        f'aliases = [{{ name = {_toml("Zed " + HOSTILE)} }}, {{ name = "Zed" }}]\n\n'
        f'[[entity]]\nid = "zedco"\nname = {_toml("@" + HOSTILE)}\nkind = "company"\ncountry = "FR"\n'
    )


def article():
    """A page whose title, author, site and sentence are hostile."""
    unseen = "".join(f"&#x{ord(char):x};" for char in CONTROLS + UNSEEN)
    return (
        f'<html lang="en"><head><title>Zed {unseen}</title><meta name="author" content="{unseen}=x">'
        f'<meta property="og:site_name" content="={unseen}"><meta property="article:published_time" content="2025-02-24">'
        f"</head><body><article><h1>Zed {CONTROLS}</h1><p>Zed reached 22.2 million daily active users in January 2025 "
        f"\x08&#x1b;{UNSEEN}, according to AICPB.</p></article></body></html>"
    )
