"""The command as a process of its own: start-up, streams, signals, terminals."""

import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from .conftest import EXPERIMENT, bondsim

COMMAND = [sys.executable, "-c", "import sys; sys.argv[0] = 'bondsim'; from bondsim.cli import main; main()"]


def run(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False, **options
    )


def processor_seconds(*arguments):
    """Processor time of a command, its own and the kernel's on its behalf."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(*arguments).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_takes_less_than_three_tenths_of_a_second():
    assert min(processor_seconds("--help") for _ in range(5)) < 0.3


def test_help_of_a_command_loads_nothing_heavy():
    script = """
import sys
from bondsim.cli import main
for command in ('run', 'check', 'show', 'plot', 'replay', 'scenarios', 'params', 'outcomes', 'status', 'verify'):
    sys.argv = ['bondsim', command, '-h']
    try:
        main()
    except SystemExit as end:
        assert end.code == 0
    heavy = {'numpy', 'pandas', 'matplotlib', 'mesa', 'numba', 'scipy', 'pyarrow', 'ruamel'}
    assert not heavy & set(sys.modules), (command, heavy & set(sys.modules))
"""
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert re.findall(r"(?m)^Usage: bondsim (\w+)", answer.stdout) == [
        "run", "check", "show", "plot", "replay", "scenarios", "params", "outcomes", "status", "verify"
    ]  # fmt: skip


def test_the_version_is_told():
    import bondsim

    assert run("--version").stdout == f"bondsim {bondsim.__version__}\n"


def test_data_go_to_stdout_and_progress_to_stderr(file, tmp_path):
    answer = run("run", file, "--out", tmp_path / "out")
    assert answer.returncode == 0
    assert "120 of 120 runs (100%)" in answer.stderr
    assert "of 120 runs" not in answer.stdout
    shown = run("show", tmp_path / "out", "--json")
    assert json.loads(shown.stdout)["runs"] == 120
    assert not shown.stderr


def test_a_stop_ends_with_code_4_and_the_same_command_goes_on(file, tmp_path):
    arguments = ["run", file, "--out", tmp_path / "out", "--set", "replicates=8000", "--threads", "1"]
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while "32,000 runs" not in process.stderr.readline():
        assert process.poll() is None
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "Traceback" not in err
    assert "the same command goes on from there" in err
    assert not out

    again = run(*arguments)
    assert again.returncode == 0
    assert "of them there already" in again.stderr


def in_terminal(*arguments, **environment):
    """What a command writes to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_a_terminal_gets_a_bar_that_leaves_nothing_behind(file, tmp_path):
    shown = in_terminal("run", file, "--out", tmp_path / "out")
    assert "of 120 runs" in shown
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h")  # the cursor is back


def test_no_color_is_respected(finished):
    coloured = "\x1b[3"
    assert coloured not in in_terminal("show", finished, NO_COLOR="1")


def test_text_of_a_file_cannot_write_to_the_terminal(tmp_path):
    file = tmp_path / "sly.yaml"
    rest = EXPERIMENT.partition("\n")[2]
    file.write_text("question: 'Does [red]this[/red] :smile: help, or [/] this?'\n" + rest)
    shown = run("run", file, "--out", tmp_path / "out", "--set", "replicates=2")
    assert shown.returncode == 0
    assert shown.stdout.startswith("Does [red]this[/red] :smile: help, or [/] this?\n")

    manifest = tmp_path / "out" / "manifest.json"
    about = json.loads(manifest.read_text())
    about["question"] = "\x1b]0;owned\x07 \x1b[2J"
    manifest.write_text(json.dumps(about))
    shown = run("show", tmp_path / "out")
    assert shown.returncode == 0
    assert "\x1b" not in shown.stdout
    assert "\\x1b]0;owned" in shown.stdout


BAD = [
    ["run", "nowhere.yaml"],
    ["run", "."],
    ["show", "nowhere"],
    ["show", "."],
    ["plot", "nowhere"],
    ["replay", "nowhere"],
    ["replay", "nowhere/at/all"],
    ["params", "nowhere"],
    ["run", "rails.yaml", "--out", "rails.yaml"],
    ["run", "rails.yaml", "--out", "/proc/nothing"],
    ["run", "rails.yaml", "--set", "dog.bond"],
    ["run", "rails.yaml", "--set", "dog.bund=1"],
    ["run", "rails.yaml", "--threads", "0"],
    ["check", "rails.yaml", "--set", "replicates=0"],
    ["nothing"],
]


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_ends_with_code_2_and_one_message_and_writes_nothing(file, monkeypatch, arguments):
    """An exception that is no exit would come through."""
    monkeypatch.chdir(file.parent)
    answer = bondsim(*arguments)
    assert answer.code == 2
    assert answer.err.strip() and not answer.out
    assert [path.name for path in file.parent.iterdir()] == ["rails.yaml"]


@pytest.mark.parametrize(
    "arguments", [["run", "nowhere.yaml"], ["run", "rails.yaml", "--out", "/proc/nothing"]]
)
def test_a_process_with_bad_input_says_what_the_command_says(file, monkeypatch, arguments):
    answer = run(*arguments, cwd=file.parent)
    monkeypatch.chdir(file.parent)
    assert (answer.returncode, answer.stderr) == (2, bondsim(*arguments).err)
    assert not answer.stdout
