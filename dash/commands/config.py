"""``aimarket config``: what is set, and where each value came from."""

from pathlib import Path
from typing import cast

import click
from click.shell_completion import CompletionItem

from metrics.literal import one_line, path_text

from ..options import Invocation, Negatives, complete_key, format_option


def _complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the words that a key may be set to."""
    del param
    from metrics.config import Kind, specs

    spec = specs().get(ctx.params.get("key") or "")
    words = ("true", "false") if spec and spec.kind is Kind.FLAG else spec.choices if spec else ()
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


@click.group("config")
def command() -> None:
    """Print, check or write the configuration. No file is needed: everything has a default.

    \b
    Examples:
      aimarket config show
      aimarket config init
      aimarket config set screen.charset ascii
    """


@command.command("path")
@click.pass_obj
def path(call: Invocation) -> None:
    """Print where the configuration file is, or would be.

    \b
    Examples:
      aimarket config path
    """
    from metrics.config import located

    click.echo(one_line(path_text(located(call.config_path))))


@command.command("show")
@format_option
@click.pass_obj
def show(call: Invocation, *, form: str) -> None:
    """Print every key with its value and its source: default, file, settings or environment.

    \b
    Examples:
      aimarket config show
      aimarket config show --format json
    """
    import polars as pl

    from metrics.config import OPTIONS, masked, survey
    from metrics.errors import ConfigError
    from metrics.formats import written

    from ..output import emit, plain_value

    settings, faults = survey(call.config_path, store=call.told.get("store"))
    call.configuration = settings  # what can be used of a wrong one shows where to mend it
    options = {OPTIONS + name: value for name, value in settings.store_options.items()}
    every = {"store.uri": settings.values["store.uri"], **options, **settings.values}
    rows = [{"key": key, "value": masked(key, every[key]), "source": settings.sources[key]} for key in every]
    if form == "json":
        click.echo(written(rows, indent=2))
    elif form == "ndjson":
        click.echo("\n".join(written(row) for row in rows))
    else:
        emit("config", pl.DataFrame([{**row, "value": plain_value(row["value"])} for row in rows]), form, call)
    if faults:
        raise ConfigError("\n".join(faults))


@command.command("init")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def init(call: Invocation, *, force: bool) -> None:
    """Write a configuration file with every key, all commented out, for you to edit.

    \b
    Examples:
      aimarket config init
      aimarket --config ./team.toml config init
    """
    from metrics.config import example, is_there, located, write_atomically
    from metrics.errors import ConfigError

    file = located(call.config_path)
    if is_there(file) and not force:
        raise ConfigError(f"{file} is there already and stays as it is. Replace it with: aimarket config init --force")
    write_atomically(Path(file), example())
    click.echo(one_line(path_text(file)))


@command.command("check")
@click.pass_obj
def check(call: Invocation) -> None:
    """Read the configuration and the catalogs it names, and say what is wrong (exit 2) or that all is well.

    \b
    Examples:
      aimarket config check
    """
    settings = call.configuration
    catalog = call.catalog
    said = settings.path if settings.path.is_file() else f"no file at {settings.path}, defaults are used"
    click.echo(f"ok: {one_line(path_text(said))} ({len(catalog.entities)} entities, {len(catalog.metrics)} metrics)")


@command.command("set", cls=Negatives)
@click.argument("key", shell_complete=complete_key)
@click.argument("value", required=False, shell_complete=_complete_value)
@click.option("--unset", is_flag=True, help="Take KEY out of settings.toml again; give no VALUE.")
@click.pass_obj
def set_(call: Invocation, *, key: str, value: str | None, unset: bool) -> None:
    """Write one key to settings.toml beside your file, which is never touched; settings override it.

    It works while another key is wrong, so that a wrong configuration can be mended.

    \b
    Examples:
      aimarket config set screen.charset ascii
      aimarket config set sources.github.enabled false
      aimarket config set store.options.AWS_REGION eu-central-1
      aimarket config set screen.charset --unset
    """
    from metrics.config import forget_setting, masked, proposed, store_setting, survey

    from ..output import plain_value

    if unset == (value is not None):
        raise click.UsageError("give a VALUE, or --unset without one")
    settings, _ = survey(call.config_path, store=call.told.get("store"))
    if value is None:
        found = forget_setting(settings, key)
        click.echo(
            one_line(f"{key} {'is no longer' if found else 'was not'} set  ({path_text(settings.settings_path)})")
        )
        return
    if key == "catalog.extra":
        from metrics.catalog import load

        load(settings.beside(cast("list[str]", proposed(settings, key, value))))
    kept = masked(key, store_setting(settings, key, value))
    click.echo(one_line(f"{key} = {plain_value(kept)}  ({path_text(settings.settings_path)})"))
