"""Commands whose help is in the person's language."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override

DOMAIN = "cli"
F = TypeVar("F", bound=Callable[..., Any])


def _words(context: click.Context) -> Words:
    words: Words = context.find_root().obj.words
    return words


class _Formatter(click.HelpFormatter):
    """Headings of a help page in the language of the run."""

    words: Words

    @override
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{self.words(DOMAIN, 'Usage')}: ")

    @override
    def write_heading(self, heading: str) -> None:
        super().write_heading(self.words(DOMAIN, heading))


class _Context(click.Context):
    @override
    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Formatter(width=self.terminal_width, max_width=100)
        formatter.words = _words(self)
        return formatter


class SpokenOption(click.Option):
    """An option whose help is a message of the catalogue."""

    @override
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], _words(ctx)(DOMAIN, self.help)


class SpokenCommand(click.Command):
    """A command whose help is a message of the catalogue."""

    context_class = _Context

    @override
    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(_words(ctx)(DOMAIN, self.help or ""))

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _words(ctx)(DOMAIN, "Show this page and exit.")
        return option


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands."""

    command_class = SpokenCommand
    group_class = type

    @override
    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        rows = [
            (name, _words(ctx)(DOMAIN, command.help or ""))
            for name, command in sorted(self.commands.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def option(*names: str, **settings: Any) -> Callable[[F], F]:  # noqa: ANN401  # click's
    """``click.option`` with a spoken help."""
    return click.option(*names, cls=SpokenOption, **settings)
