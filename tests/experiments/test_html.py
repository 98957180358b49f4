"""Results and runs as a notebook shows them."""

import re
from html.parser import HTMLParser

import pytest

import bondsim as bs

QUESTION = "<script>alert('1')</script> & is it $5$?"


class Cells(HTMLParser):
    """Texts of the cells of tables, and the tags that were met."""

    def __init__(self):
        super().__init__()
        self.tags, self.cells = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def read(html):
    cells = Cells()
    cells.feed(html)
    return cells


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    experiment = bs.Experiment(
        scenario="rail_yard",
        question=QUESTION,
        vary={"train.warning_s": [15, 30]},
        record={"outcomes": ["rescued", "time_to_clear_s"]},
        replicates=20,
    )
    return experiment.run(tmp_path_factory.mktemp("html") / "$results$", threads=1)


def test_results_show_estimates_with_units_intervals_and_n(results):
    html = results._repr_html_()
    cells = read(html).cells
    assert cells[:4] == ["point", "train.warning_s (s)", "rescued (share of runs)", "time to clear (mean, s)"]
    row = results.summary.query("point == 1 and outcome == 'rescued'").iloc[0]
    assert f"{row['estimate']:.3g} [{row['low']:.3g}, {row['high']:.3g}], n = 20" in cells
    assert "40 runs at 2 points" in html
    assert len(re.findall(r"<img src='data:image/png;base64,[A-Za-z0-9+/=]{1000,}'", html)) == 1


def test_what_a_config_says_is_escaped(results):
    html = results._repr_html_()
    assert "script" not in read(html).tags
    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; is it $5$?" in html
    assert "tex2jax_ignore" in html  # a dollar is no mathematics


def test_a_run_shows_its_outcomes_with_units_and_its_states():
    run = bs.simulate("rail_yard", seed=3, set={"train.warning_s": "30 s"})
    html = run._repr_html_()
    cells = read(html).cells
    assert cells[:3] == ["outcome", "value", "meaning"]
    at = cells.index("duration_s")
    assert cells[at + 1 : at + 3] == [f"{run.outcomes['duration_s']:.4g} s", "length of the incident"]
    assert "train.warning_s = 30" in html and html.count("<img ") == 1


def test_a_missing_outcome_is_a_dash():
    run = bs.simulate("rail_yard", seed=3, set={"dog.present": False})
    cells = read(run._repr_html_()).cells
    assert run.outcomes["dog_alive"] is None and cells[cells.index("dog_alive") + 1] == "–"
