"""``aimarket config``: what is set, and where each value came from."""

import json
from pathlib import Path

import click

from ..options import Invocation, format_option


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

    click.echo(str(located(call.config_path)))


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

    from ..output import emit, plain_value

    settings = call.configuration
    rows = [{"key": key, "value": value, "source": settings.sources[key]} for key, value in settings.values.items()]
    if form == "json":
        click.echo(json.dumps(rows, indent=2))
    elif form == "ndjson":
        click.echo("\n".join(json.dumps(row) for row in rows))
    else:
        emit("config", pl.DataFrame([{**row, "value": plain_value(row["value"])} for row in rows]), form, call)


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
    from metrics.config import example, located, write_atomically
    from metrics.errors import ConfigError

    file = located(call.config_path)
    if file.exists() and not force:
        raise ConfigError(f"{file} is there already and stays as it is. Replace it with: aimarket config init --force")
    write_atomically(Path(file), example())
    click.echo(str(file))


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
    click.echo(f"ok: {said} ({len(catalog.entities)} entities, {len(catalog.metrics)} metrics)")


@command.command("set")
@click.argument("key")
@click.argument("value")
@click.pass_obj
def set_(call: Invocation, *, key: str, value: str) -> None:
    """Write one key to settings.toml beside your file, which is never touched; settings override it.

    \b
    Examples:
      aimarket config set screen.charset ascii
      aimarket config set sources.github.enabled false
    """
    from metrics.config import store_setting

    from ..output import plain_value

    kept = store_setting(call.configuration, key, value)
    click.echo(f"{key} = {plain_value(kept)}  ({call.configuration.settings_path})")
