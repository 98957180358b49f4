"""What the commands print: safe text, tables that fit the terminal, and messages that end a command."""

from __future__ import annotations

import json
import math
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from bondsim.documents import printable

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

WRONG = 2  # the config, the command line or the folder
FAILED_RUNS = 3
INTERRUPTED = 4

PIPE_WIDTH = 120  # columns, where the output is no terminal and COLUMNS says nothing


def console(*, stderr: bool = False) -> Console:
    """A Rich console on which text stays text: no markup, no emoji codes, no guessed colours."""
    from rich.console import Console

    made = Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = PIPE_WIDTH
    return made


def fail(message: str, code: int = WRONG) -> NoReturn:
    """End the command with `message` on stderr."""
    for line in message.splitlines():
        print(printable(line, 2_000), file=sys.stderr)
    raise typer.Exit(code)


def must_exist(file: Path) -> None:
    """End the command where there is no such file, with the nearest one beside it or in `experiments/`."""
    if file.exists():
        return
    folders = dict.fromkeys([file.parent, Path("experiments")])
    known = {one.stem: one for folder in folders if folder.is_dir() for one in sorted(folder.glob("*.yaml"))}
    close = get_close_matches(file.stem, known, 1)
    hint = f"; did you mean {known[close[0]]}?" if close else ""
    fail(f"there is no file {printable(file, 300)}{printable(hint, 300)}")


def must_be_config(file: Path) -> None:
    """End the command where there is no such file, or where it is the folder of results of one."""
    must_exist(file)
    if (file / "manifest.json").is_file():
        fail(f"{printable(file, 300)} is a result folder: {program()} show, report or replay it")


def program() -> str:
    """The command as its user can type it: by its name where it is on the PATH, else by where it lies."""
    called = Path(sys.argv[0])
    if called.name != "bondsim" or shutil.which("bondsim") == str(called):
        return "bondsim"
    return shlex.quote(os.path.relpath(called) if called.is_relative_to(Path.cwd()) else str(called))


def told[**P, R](command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with a message and code 2, and no traceback, where what the user gave is at fault.

    Such faults are the exceptions that bondsim defines itself, and files that cannot be read or written. Any
    other exception is a defect of ours and is shown in full. A stop by the user ends with code 4.
    """

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt as stop:
            fail(str(stop) or "stopped", INTERRUPTED)
        except BrokenPipeError:  # who read our output has gone; typer ends quietly
            raise
        except OSError as error:
            if error.filename is None:
                raise
            fail(f"{error.filename}: {(error.strerror or str(error)).lower()}")
        except Exception as error:
            if not type(error).__module__.startswith("bondsim."):
                raise
            fail(str(error))

    return wrapped


def settings_from(texts: Iterable[str], option: str = "--set") -> dict[str, str]:
    """Keys and values of a repeated option, such as ``dog.bond=0.4``; of a key given twice, the last."""
    settings = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not (key.strip() and equals and value.strip()):
            fail(f"{option} {printable(text)}: want KEY=VALUE, such as {option} dog.bond=0.4")
        settings[key.strip()] = value.strip()
    return settings


def print_json(value: object) -> None:
    """Print `value` as JSON: numbers in full, what is missing as null."""
    print(json.dumps(_plain(value), indent=2, ensure_ascii=False, allow_nan=False))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Iterable[str] = ()
) -> None:
    """Print a table; `numeric` columns stand to the right."""
    table = new_table()
    right = set(numeric)
    for column in columns:
        table.add_column(printable(column), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(printable(cell, 1_000) for cell in row))
    console().print(table)


def new_table() -> Table:
    """An empty table in our style: no box, a rule under the heading."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of `frame` as dictionaries of plain Python values."""
    return [
        dict(zip(map(str, frame.columns), row, strict=True))
        for row in frame.itertuples(index=False, name=None)
    ]


def _plain(value: Any) -> Any:
    """`value` in JSON's terms: no NumPy, no NaN."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
