"""How far it has come: the pace, the time left, and lines for a log."""

import io
import math

import pytest
from rich.console import Console

from bondsim.cli.progress import Bar, Clock, Lines, Quiet, duration, reporter


class Time:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_the_pace_is_that_of_the_last_while_and_gives_the_time_left():
    time = Time()
    clock = Clock(time)
    clock.start(total=1000, done=0)
    assert math.isnan(clock.rate)
    for _ in range(10):
        time.now += 1
        clock.advance(50)
    assert clock.rate == pytest.approx(50)
    assert clock.left_s == pytest.approx(10)
    for _ in range(30):  # slower for long enough to forget the fast beginning
        time.now += 1
        clock.advance(10)
    assert clock.rate == pytest.approx(10)


def test_runs_from_before_an_interruption_do_not_count_as_pace():
    time = Time()
    clock = Clock(time)
    clock.start(total=1000, done=900)
    time.now += 10
    clock.advance(50)
    assert clock.rate == pytest.approx(5)
    assert clock.left_s == pytest.approx(10)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0:00"), (7, "0:07"), (760, "12:40"), (11_100, "3:05:00"), (math.nan, "?")]
)
def test_durations_are_told_as_on_a_clock(seconds, text):
    assert duration(seconds) == text


def test_a_log_has_a_line_now_and_then_not_one_a_block():
    time, stream = Time(), io.StringIO()
    with Lines(stream, time) as lines:
        lines.message("compiling the model")
        lines.start(total=1000, done=200)
        for _ in range(80):
            time.now += 0.25
            lines.advance(10)
    told = stream.getvalue().splitlines()
    assert told[0] == "[   0:00] compiling the model"
    assert told[1] == "[   0:00] 1,000 runs, 200 of them there already"
    assert told[-1].startswith("[   0:20] 1,000 of 1,000 runs (100%), 40 runs/s")
    assert len(told) == 6


def test_a_log_shows_no_control_codes_of_a_message():
    stream = io.StringIO()
    Lines(stream).message("a\x1b[31mb")
    assert "\x1b" not in stream.getvalue()


def test_the_bar_shows_count_pace_and_time_left_and_is_gone_afterwards():
    time, stream = Time(), io.StringIO()
    screen = Console(file=stream, force_terminal=True, width=100)
    with Bar(screen, time) as bar:
        bar.message("[bold]compiling[/bold]")
        bar.start(total=1000, done=0)
        time.now += 1
        bar.advance(250)
        bar._progress.refresh()
    shown = stream.getvalue()
    assert "[bold]compiling[/bold]" in shown  # markup stays text
    assert "250 of 1,000 runs" in shown
    assert "250 runs/s, 0:03 left" in shown
    assert shown.endswith("\x1b[2K")  # the line is wiped


def test_auto_is_a_log_where_there_is_no_terminal():
    assert isinstance(reporter("auto"), Lines)
    assert isinstance(reporter("rich"), Bar)
    assert isinstance(reporter("plain"), Lines)
    assert type(reporter("none")) is Quiet
