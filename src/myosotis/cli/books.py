"""The book that a command is to use."""

import argparse
from pathlib import Path

from myosotis.clinic.commands import CommandError


def add_book(command: argparse.ArgumentParser) -> None:
    command.add_argument("--book", type=Path, help="a folder with another book (default: the one that came along)")


def book_of(options):
    return load(options.book)


def load(folder: Path | None):
    from myosotis.knowledge import KnowledgeError, load_book

    try:
        return load_book(folder)
    except KnowledgeError as error:
        raise CommandError(error) from None
