"""The pages in a browser: they load, step, answer to what is changed, and need nothing but this machine.

Skipped where no Chromium is installed; `.ci/run` installs one where it may.
"""

import re
import signal
import subprocess
import sys
from shutil import which

import pytest

pytest.importorskip("playwright")
pytest.importorskip("solara")
from playwright.sync_api import expect, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), ""
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM, reason="no Chromium is installed (Debian, Ubuntu: apt install chromium)"
    ),
]
WAIT_MS = 60_000
HERE = "http://127.0.0.1"


class Server:
    """A command that serves a page, and its address."""

    def __init__(self, *arguments: str) -> None:
        code = "from bondsim.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments, "--no-open"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = self.process.stdout.readline()
        found = re.search(rf"{HERE}:\d+", self.said)
        assert found, self.process.stderr.read()
        self.address = found[0]

    def stop(self) -> tuple[int, str]:
        """End it as its user would; its exit code, and what it said at the end."""
        self.process.send_signal(signal.SIGINT)
        try:
            _, errors = self.process.communicate(timeout=30)
        finally:
            self.process.kill()
        return self.process.returncode, errors


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def rail_yard():
    server = Server("watch", "rail_yard", "--seed", "3", "--set", "train.warning_s=30 s")
    yield server.address
    code, errors = server.stop()
    assert (code, errors.strip()) == (0, "stopped")


@pytest.fixture(scope="module")
def sweep(swept):
    server = Server("explore", str(swept.folder))
    yield server.address
    code, errors = server.stop()
    assert (code, errors.strip()) == (0, "stopped")


@pytest.fixture
def page(browser):
    """A page whose errors are collected, and which reaches nothing but this machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 1100})
    faults, outside = [], []

    def refuse(route):
        outside.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(HERE), refuse)
    new = context.new_page()
    new.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    new.on("pageerror", lambda error: faults.append(str(error)))
    new.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    new.set_default_timeout(WAIT_MS)
    expect.set_options(timeout=WAIT_MS)
    yield new
    context.close()
    assert (faults, outside) == ([], [])


def clock(page):
    return page.locator("#bondsim-clock")


def test_it_steps_resets_and_answers_to_a_slider(page, rail_yard):
    page.goto(rail_yard)
    expect(clock(page)).to_contain_text("0.0 s · running · seed 3")
    page.get_by_role("button", name="Step").click()
    expect(clock(page)).to_contain_text("0.5 s")
    log = page.locator(".bondsim-log")
    expect(log).to_contain_text("handler is caught fast")
    expect(page.get_by_alt_text("Map of A handler caught on the rails, 0.5 s")).to_be_visible()
    before = page.locator("img[alt^='Map']").get_attribute("src")
    assert before.startswith("data:image/png;base64,")

    page.get_by_role("button", name="Reset").click()
    expect(clock(page)).to_contain_text("0.0 s · running")

    page.get_by_role("slider").nth(1).press("End")  # the first is how many steps a picture has
    expect(page.get_by_text("dog.bond = 1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Step").click()
    expect(clock(page)).to_contain_text("0.5 s")
    with_bond = log.inner_text()
    page.get_by_role("slider").nth(1).press("Home")
    expect(page.get_by_text("dog.bond = 0", exact=True)).to_be_visible()
    expect(clock(page)).to_contain_text("0.0 s")
    page.get_by_role("button", name="Step").click()
    expect(clock(page)).to_contain_text("0.5 s")
    assert log.inner_text() != with_bond
    assert page.locator("iframe").count() == 0


def test_a_text_typed_for_a_number_is_refused_and_breaks_nothing(page, rail_yard):
    page.goto(rail_yard)
    field = page.get_by_label("Seed of the luck")
    field.fill("<b>three</b>")
    field.press("Enter")
    expect(page.get_by_text("'<b>three</b>' is no seed")).to_be_visible()
    expect(clock(page)).to_contain_text("seed 3")
    field.fill("12")
    field.press("Enter")
    expect(clock(page)).to_contain_text("seed 12")
    expect(page.get_by_text("is no seed")).to_have_count(0)
    page.get_by_role("button", name="Step").click()
    expect(clock(page)).to_contain_text("0.5 s")


def test_it_plays_to_the_end_and_begins_again(page, rail_yard):
    page.goto(rail_yard)
    page.get_by_role("slider").first.press("End")
    expect(page.get_by_text("Steps a picture: 100")).to_be_visible()
    page.get_by_role("button", name="▶").click()
    expect(clock(page)).to_contain_text("over")
    expect(page.get_by_role("button", name="Step")).to_be_disabled()
    page.get_by_role("button", name="Reset").click()
    expect(clock(page)).to_contain_text("0.0 s · running")
    expect(page.get_by_role("button", name="Step")).to_be_enabled()


def test_other_names_for_this_machine_are_not_answered(rail_yard):
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(rail_yard, headers={"Host": "example.org"}))
    with urlopen(rail_yard) as answer:
        text = answer.read().decode()
    assert "<iframe" not in text and "mixpanel" not in text


def test_a_port_that_is_taken_is_said(rail_yard):
    port = rail_yard.rpartition(":")[2]
    code = "from bondsim.live.server import PageError, listening\ntry: listening(%s)\nexcept PageError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code % port], capture_output=True, text=True, check=True)
    assert done.stdout == f"--port {port} is taken; leave it out and a free one is found\n"


def test_a_point_of_a_sweep_is_clicked_and_its_run_watched(page, sweep):
    page.goto(sweep)
    expect(page.locator(".bondsim-mark")).to_have_count(6)
    expect(page.get_by_text("Is it <b>bold</b> to ask?")).to_be_visible()
    page.locator(".bondsim-mark[data-point='5']").click()
    expect(page.get_by_role("heading", name="Point 5")).to_be_visible()
    page.get_by_role("button", name="Watch this run").click()
    expect(clock(page)).to_contain_text("0.0 s · running · seed 7")
    expect(page.get_by_text("The recorded run: same settings, same seed.")).to_be_visible()
    page.get_by_role("slider").first.press("End")
    expect(page.get_by_text("Steps a picture: 100")).to_be_visible()
    page.get_by_role("button", name="▶").click()
    expect(page.get_by_text("It came again as recorded.")).to_be_visible()
    page.get_by_role("button", name="Back to the sweep").click()
    expect(page.locator(".bondsim-mark")).to_have_count(6)
