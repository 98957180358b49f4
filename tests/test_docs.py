"""What the documentation says is so: tables and outputs come from the code, names and links lead somewhere."""

import importlib.util
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from bondsim import sources
from bondsim.experiments.config.document import ExperimentFile
from bondsim.parameter import ACTIONS, FAMILY_OF_GROUP, LAWS
from bondsim.scenario import load, names
from bondsim.vocabulary import FAMILIES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def build_script():
    """`docs/build.py` as a module."""
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_build"] = module
    spec.loader.exec_module(module)
    return module


build = build_script()
PAGES = build.pages()
FAMILY_TABLES = [f"family.{name}" for name in FAMILIES]
MODEL = "\n".join(
    p.read_text(encoding="utf-8") for p in (DOCS / "model.md", *sorted(DOCS.glob("families/*.md")))
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def named(pages):
    return pytest.mark.parametrize("path", pages, ids=[path.stem for path in pages])


# Nothing drifts ------------------------------------------------------------------------------------


@named(PAGES)
def test_a_page_shows_what_the_code_gives(path):
    """Where it does not: `make docs`, and read the difference before committing it."""
    assert build.rebuilt(path).splitlines() == path.read_text(encoding="utf-8").splitlines()


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_that_has_drifted_is_noticed(tmp_path):
    table = "<!-- parameters.attachment:begin -->\n{}<!-- parameters.attachment:end -->\n"
    rebuilt = build.rebuilt(page(tmp_path, table.format("| `attachment.rescue_gain` | 0.9 |\n")))
    assert rebuilt == table.format(build.TABLES["parameters.attachment"]() + "\n")
    assert "| `attachment.rescue_gain` | share of the missing bond" in rebuilt
    assert "| 0.2 |" in rebuilt


def test_an_output_that_has_drifted_is_noticed_and_one_with_parts_left_out_is_kept(tmp_path):
    example = "```python\nprint('a b')\nprint('c')\n```\n\n```text output\n{}```\n"
    for kept in ("a b\nc\n", "a …\nc\n", "…\nc\n"):
        assert build.rebuilt(page(tmp_path, example.format(kept))) == example.format(kept)
    for gone in ("", "a\n", "a …\nd\n"):
        assert build.rebuilt(page(tmp_path, example.format(gone))) == example.format("a b\nc\n")


@pytest.mark.parametrize(
    "example",
    [
        "```yaml a.yaml\nscenario: rail_yard\n```\n```yaml\nreplicates: many\n```\n",
        "```console\n$ bondsim check nowhere.yaml\n```\n",
        "```console\n$ ls\n```\n",
        "```python\nraise ValueError\n```\n",
    ],
    ids=["a piece that does not fit", "a command that fails", "another command", "an error"],
)
def test_an_example_that_does_not_run_is_no_example(tmp_path, example):
    with pytest.raises((AssertionError, ValueError)):
        build.rebuilt(page(tmp_path, example))


def test_the_picture_of_the_readme_shows_what_the_code_gives(tmp_path):
    import json

    from PIL import Image

    from bondsim.experiments import Experiment

    with Image.open(build.PICTURE) as picture:
        shown = {(bond, warning): share for bond, warning, share in json.loads(picture.text["shares"])}
    corners = {"vary": {"dog.bond": [0, 0.9], "train.warning_s": [10, 90]}}
    results = Experiment.load(build.EXPERIMENT, corners).run(tmp_path / "corners")
    for bond, warning, share in build.shares(results):
        assert shown[bond, warning] == share, "the picture is out of date: make docs"


# Names and links -----------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    kept = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in kept}


@named(PAGES)
def test_links_lead_somewhere(path):
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@named(PAGES)
def test_names_of_the_code_exist(path):
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    dotted = r"`((?:rules|laws|engines|state|streams|records|vocabulary)(?:\.(?!py\b)\w+)+)`"
    for name in re.findall(dotted, text):
        module, _, attribute = f"bondsim.{name}".rpartition(".")
        try:
            assert hasattr(import_module(module), attribute) or find_spec(f"{module}.{attribute}"), name
        except ModuleNotFoundError:
            pytest.fail(f"{name}: there is no {module}")
    for name in re.findall(r"`((?:\w+/)+\w*(?:\.\w+)?)`", text):
        places = (ROOT / name, ROOT / "src" / "bondsim" / name)
        made = name.startswith(("results/", "series/", "events/", "failures/", "figures/"))
        assert made or any(place.exists() for place in places), name


def test_the_model_page_names_every_rule_and_has_every_table():
    tables = "".join(build.TABLES[name]() for name in ("rules", *FAMILY_TABLES))
    rules = re.findall(r"\| `(rules\.\w+\.\w+)` \|", tables)
    assert len(rules) > 40
    unnamed = [rule for rule in rules if f"`{rule}`" not in MODEL and ".maths." not in rule]
    assert not unnamed
    for name in [f"parameters.{n}" for n in LAWS if n not in FAMILY_OF_GROUP] + FAMILY_TABLES:
        assert f"<!-- {name}:begin -->" in MODEL, name


@pytest.mark.parametrize("family", FAMILIES)
def test_the_page_of_a_family_says_in_words_what_its_rules_do(family):
    """Before the tables: every rule by name, the grounds, what departs, what is left out, how to switch it off."""
    words = (DOCS / "families" / f"{family}.md").read_text(encoding="utf-8").split("<!-- family.")[0]
    rules = re.findall(r"\| `(rules\.\w+\.\w+)` \|", build.TABLES[f"family.{family}"]())
    assert rules and not [rule for rule in rules if f"`{rule}`" not in words]
    for part in ("*Grounds.*", "*Departures", "imits.*", "*Switches.*"):
        assert part in words, part


@named([DOCS / "families" / f"{family}.md" for family in FAMILIES])
def test_keys_that_the_page_of_a_family_names_exist(path):
    words = path.read_text(encoding="utf-8").split("<!-- family.")[0]
    for name in set(re.findall(r"`(\w+\.\w+)`", words)):
        group, field = name.split(".")
        if group == "sources":
            assert hasattr(sources, field), name
        else:
            assert field in (LAWS | ACTIONS)[group].model_fields, name


def test_the_model_page_has_the_seven_elements_of_an_odd_description():
    elements = [
        "1. Purpose and patterns",
        "2. Entities, state variables, and scales",
        "3. Process overview and scheduling",
        "4. Design concepts",
        "5. Initialization",
        "6. Input data",
        "7. Submodels",
    ]
    found = re.findall(r"^## (\d\. .+)$", MODEL, re.MULTILINE)
    assert found == elements


@pytest.mark.parametrize("name", ["lost_child.yaml", "lost_child.txt"])
def test_the_scenario_that_is_written_step_by_step_is_the_one_that_is_tested(name):
    page = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    [shown] = re.findall(rf"^```\w+ {re.escape(name)}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown == (ROOT / "tests" / "scenario" / name).read_text(encoding="utf-8")


def test_every_key_of_a_config_has_its_section():
    text = (DOCS / "experiments.md").read_text(encoding="utf-8")
    for name in ExperimentFile.model_fields:
        assert f"\n### {name}\n" in text, name


def test_every_page_of_answers_is_in_the_index_with_what_holds_on_it():
    index = (DOCS / "answers.md").read_text(encoding="utf-8")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / "answers").glob("*.md")}
    assert len(pages) >= 9 and set(re.findall(r"\]\(answers/(\w+)\.md\)", index)) == set(pages)
    for name, text in pages.items():
        held, missed = text.count("\n- Holds: "), text.count("\n- **Not borne out**: ")
        row = next(line for line in index.splitlines() if f"(answers/{name}.md)" in line)
        assert row.endswith(f"{held} of {held + missed} statements hold)") and held > 0, name
        short = re.search(r"(?m)^\*\*In short\.\*\* (.+)$", text)
        assert short and short[1] in row and "**It rests** " in text, name
        for target in re.findall(r"(?m)^\| T\d+ \|.*$", text):
            assert target in index, target


def incidents() -> set[str]:
    """Scenarios whose pages say whether each effect is gone, and why what was hoped for did not come out."""
    return {name for name in names() if not load(name).is_career}


def test_every_effect_is_gone_without_its_mechanism_or_the_page_says_why():
    told = set()
    for page in (DOCS / "answers").glob("*.md"):
        _, _, table = page.read_text(encoding="utf-8").partition("| mechanism | effect on |")
        head, _, rows = table.partition("\n| --- |")
        if head.endswith("| switched off | |"):
            told.add(page.stem)
            verdicts = [
                row.split(" | ")[-1].removesuffix(" |")
                for row in re.findall(r"(?m)^\| .+$", rows.split("\n\n")[0])
            ]
            assert len(verdicts) >= 5, page.stem
            for verdict in verdicts:
                assert re.fullmatch(r"gone.*|acts: .+|\*\*not gone\*\*.*: .+", verdict), (page.stem, verdict)
    assert told >= incidents()


def test_what_did_not_come_out_has_its_reason():
    for name in incidents():
        text = (DOCS / "answers" / f"{name}.md").read_text(encoding="utf-8")
        for line in re.findall(r"(?m)^- \*\*Not borne out\*\*: .*$", text):
            assert "). Why: " in line, (name, line)
        for line in re.findall(r"(?m)^\| T\d+ \|.*\*\*missed\*\*.*$", text):
            assert "**missed**: " in line, (name, line)
