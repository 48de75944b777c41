"""Completion in the shell: click's own, and file names where click knows of nothing to offer."""

from __future__ import annotations

from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete
from click.shell_completion import add_completion_class as register


class _FilesToo(ShellComplete):
    """Our arguments are texts to click, since ``-`` and ``FILE=TITLE`` are arguments as well; a shell would offer nothing for them."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What click offers, else whatever files there are."""
        found = super().get_completions(args, incomplete)
        return found or [CompletionItem(incomplete, type="file")]


class _Bash(_FilesToo, BashComplete):
    pass


class _Zsh(_FilesToo, ZshComplete):
    pass


class _Fish(_FilesToo, FishComplete):
    pass


def offer_files() -> None:
    """Make the shells that click knows complete file names too."""
    for shell in (_Bash, _Zsh, _Fish):
        register(shell)
