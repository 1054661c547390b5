"""The example file: every key with its default, commented out, made from the list of keys."""

import tomli_w

from .keys import Kind, Spec, specs

_HEAD = """\
# aimarket: every key with its default. Nothing here is needed; take the # away from what you want to change.
# This file is yours: the program never rewrites it. What `aimarket config set` changes goes to settings.toml beside it.
"""

_STORE = "~/.local/share/aimarket/store"
_OPTIONS = """
[store.options]
# Storage options of the chosen scheme, as the deltalake library names them:
# AWS_REGION = "eu-central-1"
"""


def example() -> str:
    """Return the text of ``config.example.toml``."""
    lines = [_HEAD]
    table = ""
    for spec in specs().values():
        parent, _, key = spec.name.rpartition(".")
        if parent != table:
            if table == "store":
                lines.append(_OPTIONS)
            table = parent
            lines.append(f"\n[{table}]\n")
        lines.append(_line(spec, key))
    return "".join(lines)


_SAMPLES: dict[str, object] = {
    "store.uri": _STORE, "network.contact": "name@example.org", "llm.base_url": "http://localhost:11434/v1",
    "llm.model": "name-of-the-model", "llm.token_env": "OPENAI_API_KEY",
}  # fmt: skip


def _line(spec: Spec, key: str) -> str:
    value = _SAMPLES.get(spec.name, spec.default)
    if value is None:
        value = 0.5 if spec.kind is Kind.GAP else []
    about = spec.about + (f": {', '.join(spec.choices)}" if spec.choices else "")
    return f"# {tomli_w.dumps({key: value}).strip()}  # {about}\n"
