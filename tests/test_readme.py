"""The README keeps what it promises: two commands, a picture, six lines of Python, files that are there."""

import re
from pathlib import Path

from bondsim import scenario

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_it_opens_with_two_sentences_and_the_picture():
    title, opening, picture = README.split("\n\n")[:3]
    assert title == "# bondsim"
    assert len(re.findall(r"\.(?:\s|$)", opening)) == 2
    assert re.fullmatch(r"!\[.{40,}\]\(docs/images/rail_yard\.png\)", picture)


def test_its_make_commands_are_targets_of_the_makefile():
    named = set(re.findall(r"\bmake ([a-z]+)\b(?= +#)", README))
    assert named == {"demo", "test"}
    for target in named:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_the_demo_is_as_large_as_it_says():
    from bondsim.experiments import Experiment

    plan = Experiment.load(ROOT / "experiments" / "rail_yard.yaml").plan
    assert f"{plan.max_runs:,} runs" in README


def test_python_takes_six_lines():
    (block,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len([line for line in block.splitlines() if line.strip()]) <= 6


def test_the_keys_that_the_answer_rests_on_can_be_set():
    keys = scenario.load("rail_yard").keys
    trust = README.partition("## How far to trust it")[2]
    named = [
        name for name in re.findall(r"`(\w+\.\w+)`", trust) if name.split(".")[0] in ("stance", "ground")
    ]
    assert len(named) >= 2
    assert set(named) <= set(keys)
    assert keys["ground.friction"].default == 0.4
    assert "0.4 by default" in trust
