"""The pages in a browser: they load, step, answer to what is changed, and need nothing but this machine.

Skipped where no Chromium is installed; `.ci/run` installs one where it may.
"""

import re
import signal
import subprocess
import sys
from shutil import which
from urllib.error import HTTPError
from urllib.request import Request, urlopen

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


def test_a_run_is_played_varied_and_begun_again(page, rail_yard):
    page.goto(rail_yard)
    expect(clock(page)).to_contain_text("0.0 s · running · seed 3")
    assert page.locator("iframe").count() == 0
    step, reset = (page.get_by_role("button", name=name) for name in ("Step", "Reset"))
    log, sliders = page.locator(".bondsim-log"), page.get_by_role("slider")

    step.click()
    expect(clock(page)).to_contain_text("0.5 s")
    expect(log).to_contain_text("handler is caught fast")
    picture = page.get_by_alt_text("Map of A handler caught on the rails, 0.5 s")
    expect(picture).to_be_visible()
    assert picture.get_attribute("src").startswith("data:image/png;base64,")
    reset.click()
    expect(clock(page)).to_contain_text("0.0 s · running")

    told = []
    for key, value in (("End", "1"), ("Home", "0")):
        sliders.nth(1).press(key)  # the first says how many steps a picture has
        expect(page.get_by_text(f"dog.bond = {value}", exact=True)).to_be_visible()
        expect(
            page.get_by_text(f"With train.warning_s = 30 s, dog.bond = {value}")
        ).to_be_visible()  # begun anew
        expect(clock(page)).to_contain_text("0.0 s")
        step.click()
        expect(clock(page)).to_contain_text("0.5 s")
        told.append(log.inner_text())
    assert told[0] != told[1]

    field = page.get_by_label("Seed of the luck")
    field.fill("<b>three</b>")
    field.press("Enter")
    expect(page.get_by_text("'<b>three</b>' is no seed")).to_be_visible()
    expect(clock(page)).to_contain_text("seed 3")
    field.fill("12")
    field.press("Enter")
    expect(clock(page)).to_contain_text("0.0 s · running · seed 12")
    expect(page.get_by_text("is no seed")).to_have_count(0)

    sliders.first.press("End")
    expect(page.get_by_text("Steps a picture: 100")).to_be_visible()
    page.get_by_role("button", name="▶").click()
    expect(clock(page)).to_contain_text("over")
    expect(step).to_be_disabled()
    reset.click()
    expect(clock(page)).to_contain_text("0.0 s · running · seed 12")
    expect(step).to_be_enabled()


@pytest.fixture(scope="module")
def off_step():
    server = Server("watch", "rail_yard", "--set", "dog.bond=0.905", "--set", "handler.mass_kg=81.37")
    yield server.address
    code, errors = server.stop()
    assert (code, errors.strip()) == (0, "stopped")


def test_a_value_between_the_steps_of_a_slider_stays_as_it_was_asked_for(page, off_step):
    page.goto(off_step)
    expect(page.get_by_text("With dog.bond = 0.905, handler.mass_kg = 81.37 kg")).to_be_visible()
    page.wait_for_timeout(3000)  # a slider would have told its own place by now
    expect(page.get_by_text("With dog.bond = 0.905, handler.mass_kg = 81.37 kg")).to_be_visible()
    page.get_by_role("slider").nth(1).press("End")
    expect(page.get_by_text("dog.bond = 1", exact=True)).to_be_visible()
    expect(page.get_by_text("With dog.bond = 1, handler.mass_kg = 81.37 kg")).to_be_visible()


def test_nothing_is_served_under_other_names_nor_asked_of_others(rail_yard):
    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(rail_yard, headers={"Host": "example.org"}))
    with urlopen(rail_yard) as answer:
        text = answer.read().decode()
    assert "<iframe" not in text and "mixpanel" not in text


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


def test_a_report_reads_on_a_phone_and_prints_what_was_assumed(browser, swept, tmp_path):
    """Every number stays within a narrow screen, and on paper the assumptions are there that the cautions speak of."""
    written = swept.report(tmp_path / "report.html")
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(written.as_uri())
    cells = phone.locator("table.cards td")
    widths = cells.evaluate_all("all => all.map(each => each.getBoundingClientRect().right)")
    assert widths and max(widths) <= 390
    assert "95 % interval" in cells.evaluate_all("all => all.map(each => each.dataset.head)")
    assumed = phone.locator("main > details", has_text="The assumed numbers that were held")
    folded = assumed.bounding_box()["height"]
    phone.emulate_media(media="print")
    assert assumed.bounding_box()["height"] > 20 * folded
    phone.close()
