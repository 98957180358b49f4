"""The site is built without a warning, and loads nothing from elsewhere."""

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from shutil import which

import pytest

pytest.importorskip("material")
ROOT = Path(__file__).parents[1]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), ""
)
LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src"}


class Loads(HTMLParser):
    """Addresses that a browser fetches for a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        address = given.get(LOADED.get(tag, ""))
        if tag == "link" and given.get("rel") not in ("canonical", "next", "prev"):
            address = given.get("href")
        if address:
            self.found.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, made in a copy of the project's outline, so that a user's own is left alone."""
    spec = importlib.util.spec_from_file_location("make_site", ROOT / "docs" / "make_site.py")
    make_site = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_site)
    folder = tmp_path_factory.mktemp("site")
    make_site.SOURCE, make_site.SITE = folder / "source", folder / "site"
    make_site.gather(make_site.SOURCE)
    assert make_site.build() == 0
    return make_site.SITE


def test_every_page_and_notebook_is_there(site):
    for path in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]:
        assert (site / path.relative_to(ROOT).with_suffix(".html")).is_file(), path.name
    assert "How far to trust it" in (site / "index.html").read_text(encoding="utf-8")


def test_no_page_loads_anything_from_elsewhere(site):
    for path in site.rglob("*.html"):
        loads = Loads()
        loads.feed(path.read_text(encoding="utf-8"))
        outside = [a for a in loads.found if re.match(r"(?:https?:)?//", a)]
        assert not outside, path.name
        for address in loads.found:
            if not address.startswith("data:") and path.name != "404.html":
                assert (path.parent / address.partition("?")[0]).exists(), (path.name, address)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (Debian, Ubuntu: apt install chromium)")
def test_pages_open_as_files_without_the_internet(site):
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page()
        faults, outside = [], []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: outside.append(asked.url) if asked.url.startswith("http") else None)
        for name, heading in (
            ("docs/odd.html", "ODD description"),
            ("notebooks/first_steps.html", "First steps"),
        ):
            page.goto((site / name).as_uri())
            assert heading in page.locator("h1").inner_text()
        browser.close()
    assert (faults, outside) == ([], [])
