"""A report is one file that says what came out, shows it, and lets nothing of a config run in a browser."""

import base64
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

import bondsim as bs
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.reading import told
from bondsim.experiments.showing.report import report, write_report

mpl.use("agg")

EVIL = 'Does <script>alert(1)</script> & "quotes" \' break <b>it</b>? $x_1$'
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """A page as a tree is walked: every element closed by its own, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return bs.Experiment(
        scenario="rail_yard",
        question=EVIL,
        vary={"dog.bond": [0.1, 0.9], "train.warning_s": [20, 40]},
        fix={"handler.mass_kg": 90},
        record={"outcomes": ["rescued", "time_to_clear_s"]},
        replicates=40,
        plots=[
            {"kind": "response", "x": "dog.bond", "y": "rescued", "by": "train.warning_s"},
            {"kind": "tornado", "y": "rescued"},
        ],
        seed=5,
    ).run(tmp_path_factory.mktemp("report") / "rails")


@pytest.fixture(scope="module")
def text(results):
    return report(results)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_it_is_whole_and_valid_html(text, page):
    assert text.startswith("<!DOCTYPE html>") or text.strip().startswith("<!DOCTYPE html>")
    assert [tag for tag, _ in page.tags].count("h1") == 1
    names = [attrs["name"] for tag, attrs in page.tags if tag == "meta" and "name" in attrs]
    assert names == ["viewport"]


def test_the_answer_is_the_contrast_with_its_interval(results, page):
    found = results.contrast("rescued", "dog.bond", 0.1, 0.9)
    low, high = (told._number(100 * end) for end in (found.low, found.high))
    answer = told.answer(results)
    assert (answer.contrast.estimate, answer.contrast.low) == (found.estimate, found.low)
    assert answer.sentence in page.words
    assert f"rises by {told._number(100 * found.estimate)} percentage points" in answer.sentence
    assert f"95 % interval {low} to {high} percentage points; n = 80 pairs of runs" in answer.sentence
    assert "on average over 2 settings of train.warning_s" in answer.sentence
    rows = results.summary[results.summary["outcome"] == "rescued"].merge(results.points)
    a, b = (100 * rows[rows["dog.bond"] == level]["estimate"].mean() for level in (0.1, 0.9))
    assert f"from {told._number(a)} % to {told._number(b)} %" in answer.sentence
    assert "Over the 4 points of the design" in page.words


def test_nothing_of_a_config_is_markup(text, page):
    assert EVIL in page.words
    assert not [
        tag for tag, _ in page.tags if tag in ("script", "b", "iframe", "object", "embed", "link", "a")
    ]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "<script" not in text.lower()


def test_nothing_is_loaded_from_elsewhere(text, page):
    for _, attrs in page.tags:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert attrs.get(name, "data:").startswith("data:")
    assert not re.search(r"https?://|//cdn|@import|url\(", text)
    policy = [
        attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_figures_are_pictures_with_their_numbers(results, page):
    images = [attrs for tag, attrs in page.tags if tag == "img"]
    assert [attrs["alt"].split(";")[0] for attrs in images] == [
        "Response curve: rescued by dog.bond and train.warning_s",
        "Tornado: rescued",
    ]
    for attrs in images:
        with Image.open(BytesIO(base64.b64decode(attrs["src"].partition(",")[2]))) as picture:
            assert picture.width > 500
    first = results.summary.query("outcome == 'rescued'")["estimate"].iloc[0]
    assert f"{first:.3g}" in page.words


def test_it_says_what_was_varied_fixed_and_held_on_which_grounds(page):
    for said in (
        "attachment to its handler", "0.1, 0.9", "assumption: a good team", "handler.mass_kg", "90 kg",
        "numbers of the model stayed at their defaults", "on assumptions",
    ):  # fmt: skip
        assert said in page.words, said


def test_it_says_how_luck_versions_and_how_to_repeat(results, page):
    for said in (
        "160, 0 failed", "40 runs of each point", "Common luck", "Seed", "bondsim run", "--out again", bs.__version__,
        str(results.manifest["rules"])[:16], "no advice for an emergency",
    ):  # fmt: skip
        assert said in page.words, said


def test_cautions_are_of_what_was_computed(results, page):
    assert "dog.bond moves this answer most of these" in page.words
    assert "was not computed here" in page.words
    missing = results.summary.query("outcome == 'time_to_clear_s'")["missing"].sum()
    assert missing > 0 and "have no value of rescued" not in page.words


def test_it_lies_in_the_folder_and_is_the_same_again(results, tmp_path):
    first, second = (
        write_report(results),
        write_report(bs.open_results(results.folder), tmp_path / "again.html"),
    )
    assert first == results.folder / "report.html"
    assert first.read_bytes() == second.read_bytes()
    assert results.report() == first


def small(tmp_path, **changes):
    given = {"scenario": "rail_yard", "replicates": 10, "record": {"outcomes": ["rescued"]}, "plots": []}
    return bs.Experiment(**{**given, **changes}).run(tmp_path / "small")


def test_a_single_point_has_a_report_without_a_difference(tmp_path):
    page = Page(report(small(tmp_path)))
    assert "At the one point of the design, rescued" in page.words
    assert "Nothing: all runs are of one setting." in page.words
    assert "asks no question" in page.words


def test_points_of_which_no_two_differ_in_one_factor_have_a_range(tmp_path):
    points = [{"dog.bond": 0.1, "train.warning_s": 20}, {"dog.bond": 0.9, "train.warning_s": 60}]
    results = small(tmp_path, points=points)
    assert told.answer(results).contrast is None
    assert "Over the 2 points of the design" in Page(report(results)).words


def test_a_difference_that_chance_explains_is_told_as_such(tmp_path):
    results = small(tmp_path, vary={"responder_2.travel_s": [90, 95]})
    assert "does not change by more than chance can explain" in told.answer(results).sentence


def test_a_choice_is_told_by_its_options(tmp_path):
    results = small(tmp_path, vary={"baseline": ["none", "no_dog"]}, replicates=60)
    sentence = told.answer(results).sentence
    assert sentence.startswith(
        "When baseline (what the partnership is compared with) is no_dog instead of none"
    )
    assert "falls by" in sentence


def test_a_scenario_that_has_changed_is_no_reason_for_no_report(tmp_path):
    results = small(tmp_path)
    results.manifest["scenario"]["digest"] = "0" * 64
    assert "another version of the scenario" in Page(report(results)).words


def test_the_command_writes_it_and_says_where(results, tmp_path):
    from typer.testing import CliRunner

    from bondsim.cli.app import app

    done = CliRunner().invoke(app, ["report", str(results.folder), "--out", str(tmp_path / "r.html")])
    assert done.exit_code == 0 and Path(done.stdout.strip()).read_text().endswith("</html>")
    wrong = CliRunner().invoke(app, ["report", str(results.folder), "--out", str(tmp_path / "r.pdf")])
    assert wrong.exit_code == 2 and ".html" in wrong.stderr


def test_a_folder_without_runs_has_no_report(results):
    from copy import copy

    empty = copy(results)
    empty.__dict__["runs"] = results.runs.head(0)
    with pytest.raises(ResultsError, match="no runs yet"):
        report(empty)


def test_a_design_for_sensitivity_is_told_by_its_indices(tmp_path):
    results = small(
        tmp_path,
        vary={"dog.bond": [0, 1], "train.warning_s": [10, 90]},
        design={"kind": "morris", "trajectories": 4},
        plots=[{"kind": "morris", "y": "rescued"}],
    )
    page = Page(report(results))
    order = results.sensitivity("rescued").table.query("index == 'mu_star'").sort_values("estimate")["factor"]
    assert f"By sensitivity (mu_star), this answer hangs most on {order.iloc[-1]} (" in page.words
    assert "What rescued hangs on" in page.words and "4 trajectories" in page.words
    assert [attrs["alt"].split(";")[0] for tag, attrs in page.tags if tag == "img"] == [
        "Morris plane: rescued"
    ]
