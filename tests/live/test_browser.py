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
def served():
    """`served(*command)`: address of the page that a command serves; each is begun once, and ends well."""
    servers = {}

    def address(*command):
        if command not in servers:
            servers[command] = Server(*command)
        return servers[command].address

    yield address
    for server in servers.values():
        code, errors = server.stop()
        assert (code, errors.strip()) == (0, "stopped")


RAIL_YARD = ("watch", "rail_yard", "--seed", "3", "--set", "train.warning_s=30 s")


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


def choose(page, menu, option):
    """Choose an option of a menu."""
    page.locator(".v-select", has=page.get_by_text(menu, exact=True)).click()
    page.locator(".menuable__content__active").get_by_role("option", name=option, exact=True).click()


def test_a_run_is_played_varied_and_begun_again(page, served):
    page.goto(served(*RAIL_YARD))
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


def test_a_value_between_the_steps_of_a_slider_stays_as_it_was_asked_for(page, served):
    """Also once another slider was moved: by then each has told its own place."""
    page.goto(served("watch", "rail_yard", "--set", "dog.bond=0.905", "--set", "handler.mass_kg=81.37"))
    expect(page.get_by_text("With dog.bond = 0.905, handler.mass_kg = 81.37 kg")).to_be_visible()
    sliders = page.get_by_role("slider")
    sliders.nth(3).press("End")
    expect(page.get_by_text("handler.trust = 0.95", exact=True)).to_be_visible()
    expect(
        page.get_by_text("With dog.bond = 0.905, handler.mass_kg = 81.37 kg, handler.trust = 0.95")
    ).to_be_visible()
    sliders.nth(1).press("End")
    expect(page.get_by_text("dog.bond = 1", exact=True)).to_be_visible()
    expect(page.get_by_text("With dog.bond = 1, handler.mass_kg = 81.37 kg")).to_be_visible()


def test_a_unit_is_seen_by_its_teams_and_by_who_holds_what_towards_whom(page, served):
    page.goto(
        served("watch", "careers", "--seed", "3", "--set", "unit.teams=3", "--set", "rota.calls_per_month=0")
    )
    expect(clock(page)).to_contain_text("day 0 · running · seed 3")
    page.get_by_role("button", name="Step").click()
    expect(clock(page)).to_contain_text("day 21")
    shown = {}
    for what in ("Teams of", "Relations in", "States in"):
        picture = page.get_by_alt_text(f"{what} Twelve years of a unit, day 21")
        expect(picture).to_be_visible()
        shown[what] = picture.get_attribute("src")
    assert len(set(shown.values())) == 3
    choose(page, "Dog", "dog_2")
    states = page.get_by_alt_text("States in Twelve years of a unit, day 21")
    expect(states).not_to_have_attribute("src", shown["States in"])
    teams = page.get_by_alt_text("Teams of Twelve years of a unit, day 21")
    expect(teams).to_have_attribute("src", shown["Teams of"])  # no day has gone by


def test_on_a_phone_the_clock_and_the_map_come_before_what_sets_them(page, served):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served(*RAIL_YARD))
    parts = (
        clock(page),
        page.get_by_alt_text("Map of A handler caught on the rails"),
        page.get_by_role("button", name="Step"),
        page.locator(".bondsim-log"),
        page.get_by_text("What may be varied"),
    )
    boxes = []
    for part in parts:
        expect(part).to_be_visible()
        boxes.append(part.bounding_box())
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    assert max(box["x"] + box["width"] for box in boxes) <= 390
    assert boxes[1]["y"] + boxes[1]["height"] < 844


def test_nothing_is_served_under_other_names_nor_asked_of_others(served):
    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(served(*RAIL_YARD), headers={"Host": "example.org"}))
    with urlopen(served(*RAIL_YARD)) as answer:
        text = answer.read().decode()
    assert "<iframe" not in text and "mixpanel" not in text


def test_what_is_shown_of_a_sweep_is_chosen_and_a_point_is_clicked_and_its_run_watched(page, served, swept):
    page.goto(served("explore", str(swept.folder)))
    marks, sheet = page.locator(".bondsim-mark"), page.locator(".bondsim-sheet")
    expect(marks).to_have_count(6)
    expect(page.get_by_text("Is it <b>bold</b> to ask?")).to_be_visible()
    expect(sheet).to_have_attribute(
        "aria-label", "rescued (share of runs) by dog.bond and train.warning_s (s)"
    )

    choose(page, "Colour", "time_to_clear_s")
    choose(page, "Along", "train.warning_s")
    choose(page, "Up", "dog_pulls")
    expect(sheet).to_have_attribute(
        "aria-label", "time to clear (mean, s) by train.warning_s (s) and dog pulls (mean)"
    )
    expect(page.locator(".bondsim-mark circle")).to_have_count(1)
    expect(page.get_by_text("1 point is not drawn, without a value to draw.")).to_be_visible()
    choose(page, "Colour", "rescued")
    choose(page, "Held: dog.bond", "0.9")
    there = swept.points.query("`dog.bond` == 0.9 and baseline == 'none'")["point"]
    for point in there:
        expect(page.locator(f".bondsim-mark[data-point='{point}'] circle")).to_be_visible()
    page.locator(f".bondsim-mark[data-point='{max(there)}']").click()
    expect(page.get_by_role("heading", name=f"Point {max(there)}")).to_be_visible()
    page.get_by_role("button", name="Watch this run").click()
    expect(clock(page)).to_contain_text("0.0 s · running · seed 7")
    expect(page.get_by_text("The recorded run: same settings, same seed.")).to_be_visible()
    page.get_by_role("slider").first.press("End")
    expect(page.get_by_text("Steps a picture: 100")).to_be_visible()
    page.get_by_role("button", name="▶").click()
    expect(page.get_by_text("It came again as recorded.")).to_be_visible()
    page.get_by_role("button", name="Back to the sweep").click()
    expect(sheet).to_be_visible()


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
