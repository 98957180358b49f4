"""The examples of the documentation: found in the pages, run, and their output written beneath them.

Blocks of a page run in turn, in one folder and one Python namespace:

- a ``yaml`` or ``text`` block with a file name behind it is that file;
- a ``yaml`` block without a name is a piece that must fit the experiment in the page's first YAML file;
- a ``python`` block runs, and what it prints is the ``text output`` block beneath it;
- a ``console`` block has commands behind ``$``, each with what it prints beneath it.

An output may leave out parts: ``…`` stands for anything, lines too. Other blocks (``sh``, ``text``) are only
shown.
"""

import contextlib
import io
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```(?P<kind>\w+)(?: (?P<note>[^\n]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\.venv/bin/)?bondsim (?P<arguments>.*?)(?P<code>; echo \$\?)?$")
ELISION = "…"


class ExampleError(AssertionError):
    """An example does not run, or a piece of a config does not fit."""


@dataclass
class Page:
    """The examples of one page, as they are run.

    Attributes
    ----------
    folder : Path
        Where they run; it is the working folder meanwhile.
    names : dict
        What the Python blocks have defined so far.
    printed : str
        What the last Python block printed.
    base : Path or None
        The page's first YAML file.
    """

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "example"})
    printed: str = ""
    base: Path | None = None
    pieces: int = 0

    def rebuilt(self, text: str) -> str:
        """The page with the output of its examples as it is now."""
        with contextlib.chdir(self.folder):
            return FENCE.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        kind, note, body = found["kind"], found["note"], found["body"]
        if kind == "python":
            self._python(body)
        elif kind == "console":
            body = self._console(body)
        elif note == "output":
            body = kept(body, self.printed)
        elif note:
            self._file(kind, note, body)
        elif kind == "yaml":
            self._piece(body)
        head = f"{kind} {note}" if note else kind
        return f"```{head}\n{body}```"

    def _file(self, kind: str, name: str, body: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        if kind == "yaml" and self.base is None:
            self.base = path

    def _piece(self, body: str) -> None:
        """Lay a piece of a config over the page's experiment, and check that it fits."""
        from bondsim.experiments.planning.plan import Plan
        from bondsim.experiments.search import Search

        if self.base is None:
            raise ExampleError(f"a piece of a config without an experiment before it:\n{body}")
        self.pieces += 1
        path = self.folder / f"piece_{self.pieces}.yaml"
        path.write_text(f"extends: {self.base.name}\n{body}", encoding="utf-8")
        kind = Search if body.startswith("optimise:") else Plan
        kind.load(path)

    def _python(self, body: str) -> None:
        import matplotlib

        matplotlib.use("Agg")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(body, "example", "exec"), self.names)
        self.printed = printed.getvalue()

    def _console(self, body: str) -> str:
        parts = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
        return parts[0] + "".join(self._command(part) for part in parts[1:])

    def _command(self, part: str) -> str:
        line, _, shown = part.partition("\n")
        while line.endswith("\\"):
            more, _, shown = shown.partition("\n")
            line += "\n" + more
        return f"{line}\n" + kept(shown, run(line.removeprefix("$ ").replace("\\\n", " ")))


def run(line: str) -> str:
    """What a `bondsim` command prints; with its code at the end where ``; echo $?`` asks for it."""
    from typer.testing import CliRunner

    from bondsim.cli.app import app

    found = COMMAND.match(line)
    if found is None:
        raise ExampleError(f"not a command of bondsim: {line}")
    answer = CliRunner().invoke(app, shlex.split(found["arguments"]), env={"COLUMNS": "100", "NO_COLOR": "1"})
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    if found["code"]:
        return f"{answer.stderr if answer.exit_code else answer.stdout}{answer.exit_code}\n"
    if answer.exit_code:
        raise ExampleError(f"{line} ended with code {answer.exit_code}:\n{answer.stderr}")
    return answer.stdout


def kept(shown: str, printed: str) -> str:
    """The output as the page shows it, where that is still right; else as it is now."""
    printed = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    pattern = ".*?".join(re.escape(piece) for piece in shown.strip().split(ELISION))
    return shown if shown.strip() and re.fullmatch(pattern, printed.strip(), re.DOTALL) else printed
