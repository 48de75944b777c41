"""A command that takes several corrections files behind one ``--corrections``, as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

OPTION = "--corrections"


def each_named(args: Sequence[str]) -> Iterator[str]:
    """The arguments with the option before each of the files that stand behind it: those in ``.toml``, which no document is.

    >>> list(each_named(["a.txt", "--corrections", "b.toml", "c.toml", "d.txt"]))
    ['a.txt', '--corrections', 'b.toml', '--corrections', 'c.toml', 'd.txt']
    """
    taking, value = False, False
    for at, word in enumerate(args):
        if word == "--":
            yield from args[at:]
            return
        if taking and not value and word.lower().endswith(".toml") and not word.startswith("-"):
            yield OPTION
            yield word
            continue
        taking = value or word == OPTION or word.startswith(OPTION + "=")
        value = word == OPTION
        yield word


class TakesCorrections(click.Command):
    """A command whose ``--corrections`` takes all the files behind it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the option before each file."""
        return super().parse_args(ctx, list(each_named(args)))
