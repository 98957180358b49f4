"""Run every question in this folder and write the answers into docs/answers.md and docs/answers/: `make answers`.

Each scenario has a module of its name here, and a page of its name there. Its `ANSWERS` say, for each experiment
file, how a section of the page is made from the results: a figure, the statements that are tested against them, and
tables with n and 95 % intervals. A statement that fails stays in the page, marked as not borne out. `in_short` gives
the answer in a few sentences, and what it rests on, for the top of the page and the index. `FITTED` says which
constants were chosen with these results in view, and `ABLATIONS` which effects must vanish when a mechanism is off.
"""

import argparse
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from answer import ACTS, GONE, NOT_GONE, Ablation, Answer, Target
from PIL import Image

import bondsim as bs
from bondsim.cli.figures import draw_configured
from bondsim.scenario import load, names

EXPERIMENTS = Path(__file__).parent.parent
DOCS = EXPERIMENTS.parent / "docs"
TARGET = re.compile(r"\| T(\d+) \|")

HEAD = """# Answers

What the experiments of this project answer, written by `make answers` from the experiment files. All
figures are results of a model, not of dogs: they say what follows from the assumptions in [the model
description](model.md), with 95 % intervals of the simulation alone. The intervals say nothing of how true
the assumptions are.

An estimate of the model comes with its interval: estimate [from, to]. Bare are lists of levels in a statement,
whose intervals stand in the tables below it, and what is read off many runs at once: ratios, ranks, slopes,
percentiles, thresholds and largest differences, unless an interval is given. On the page of a scenario, behind
each question, stand a figure, statements that are tested by the code that writes the page (*Holds*, or **Not
borne out**; what was hoped for and did not come out stays, with the reason where one was found), and the tables
behind them, with – where no run has a value. Under `baseline`, `none` is the scenario as it is, with the dog as
it is; the other baselines take something away.
"""
IN_SHORT = "**In short.** "
ABOUT_ABLATIONS = """Differences of an outcome between two settings, paired run by run, with a mechanism and
without it: the effect must be *gone* with the mechanism off. It counts as gone where the interval holds 0, or where no
more is left than a stated tolerance or a tenth ("gone but for" that share, said openly). Where only one setting is
named, the difference is between the incident as it is and without the mechanism, and what is left is the
outcome itself, which must be nil, or where it began; where other causes leave it somewhere, the row shows no
more than that the mechanism *acts*, and says why. An effect that stays is marked and explained."""
TARGETS = "## Against published figures"
ABOUT_TARGETS = """*Fit*: constants were chosen so that it holds. *Hold-out*: it comes out, or not, without that.
*Consistency*: the model has enough freedom to agree; agreement is no support. Figures of the model come with their
interval where runs stand behind them; *closed form* marks those that a formula gives. What is missed, or has no
counterpart here, stays in the table."""
NO_COUNTERPART = (
    Target(
        "T7",
        "what a handler's touch and gaze do to the finds of a dog that searches",
        "odds ratios 0.85 and 0.55",
        "–",
        "**no counterpart**",
        "hold-out",
    ),
    Target(
        "T10",
        "false alerts of dogs whose handlers expect a find",
        "225 wrong responses of 18 teams in clean rooms",
        "–",
        "**no counterpart**",
        "fit",
    ),
)


def sections(name: str, results: Path, pictures: Path) -> list[str]:
    """The page on one scenario; its experiments are run where they have not been."""
    module = import_module(name)
    scenario = load(name)
    explains = not scenario.is_career  # else the page prints that what did not come out was not looked into
    answers: dict[str, Answer] = {}
    targets: list[Target] = []
    parts = []
    for experiment, section in module.ANSWERS.items():
        print(f"{experiment} ...", flush=True)
        done = bs.Experiment.load(EXPERIMENTS / f"{experiment}.yaml").run(out=results / experiment)
        answer = answers[experiment] = Answer(experiment, done, explains)
        section(answer)
        targets += answer.targets
        parts.append(answer.section(pictured(answer.results, experiment, pictures)))
    answered, rests_on = module.in_short(answers)
    parts = [
        f"# {scenario.title} (`{name}`)",
        f"*{scenario.question}*",
        "Written by `make answers`; [how to read it](../answers.md). Results of a model, not of dogs.",
        f"{IN_SHORT}{answered}",
        f"**It rests** {rests_on}",
        *parts,
    ]
    ablations = getattr(module, "ABLATIONS", ())
    if ablations:
        parts.append(ablation_table(name, ablations, results / "ablations", explains))
    parts.append(f"**Fitted, not predicted.** {module.FITTED.strip()}")
    if targets:
        parts += [TARGETS, ABOUT_TARGETS, target_table(targets)]
    return parts


def ablation_table(scenario: str, ablations: Iterable[Ablation], results: Path, explains: bool) -> str:
    """What switching mechanisms off does, and whether the effect is gone then."""
    rows = []
    for ablation in ablations:
        print(f"{scenario}: without {ablation.mechanism} ...", flush=True)
        rows.append(ablation.row(scenario, results, explains))
    n = {word: sum(row[-1].startswith(word) for row in rows) for word in (GONE, ACTS, NOT_GONE)}
    lines = [
        "## What each mechanism does",
        "",
        ABOUT_ABLATIONS,
        "",
        f"{n[GONE]} of {len(rows)} effects are gone with the mechanism off"
        + (f", {n[NOT_GONE]} stay" if n[NOT_GONE] else ", none stays")
        + (f"; of {n[ACTS]} it can only be shown that the mechanism acts." if n[ACTS] else "."),
        "",
        "| mechanism | effect on | with it | switched off | |",
        "| --- | --- | --- | --- | --- |",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    return "\n".join(lines)


TARGET_HEAD = ["| id | quantity | published | here | use | |", "| --- | --- | --- | --- | --- | --- |"]


def target_table(targets: Iterable[Target]) -> str:
    """Published figures against those of the model."""
    return "\n".join([*TARGET_HEAD, *sorted((target_row(t) for t in targets), key=number)])


def target_row(t: Target) -> str:
    """A row of that table."""
    return f"| {t.id} | {t.quantity} | {t.published} | {t.here} | {t.use} | {t.status} |"


def number(row: str) -> int:
    """Number of the target in a row of the table."""
    found = TARGET.match(row)
    assert found is not None, row
    return int(found[1])


def index(pages: Path) -> list[str]:
    """The page of all scenarios: each question with its answer and how many statements hold, and all targets."""
    answers, targets = [], []
    for name in in_order():
        page = pages / f"{name}.md"
        if page.exists():
            text = page.read_text(encoding="utf-8")
            held, missed = text.count("\n- Holds: "), text.count("\n- **Not borne out**: ")
            short = [line for line in text.splitlines() if line.startswith(IN_SHORT)]
            said = "".join(short).removeprefix(IN_SHORT)
            tested = f"[`{name}`](answers/{name}.md), {held} of {held + missed} statements hold"
            answers.append(f"- **{load(name).question}** {said} ({tested})")
            targets += [line for line in text.splitlines() if TARGET.match(line)]
    targets += [target_row(target) for target in NO_COUNTERPART]
    table = "\n".join([*TARGET_HEAD, *sorted(targets, key=number)])
    return [HEAD, "\n".join(answers), TARGETS, ABOUT_TARGETS, table]


def in_order() -> list[str]:
    """Scenarios that have answers: the rail yard first, then by name."""
    asked = [name for name in names() if (Path(__file__).parent / f"{name}.py").exists()]
    return ["rail_yard", *(name for name in asked if name != "rail_yard")]


def pictured(results: bs.Results, experiment: str, pictures: Path) -> str:
    """The first figure that an experiment configures, drawn beside the page, as Markdown."""
    if not results.config.get("plots"):
        return ""
    pictures.mkdir(parents=True, exist_ok=True)
    with Image.open(
        draw_configured(results)[0]
    ) as picture:  # few colours are enough, and a third of the bytes
        picture.convert("RGB").quantize(128).save(pictures / f"{experiment}.png", optimize=True)
    return f"![{results.question}]({experiment}.png)"


def main() -> None:
    """Run all experiments that are not there yet, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="only these; the others' pages stay")
    parser.add_argument(
        "--results",
        type=Path,
        default=EXPERIMENTS.parent / "results" / "answers",
        help="folder of the results",
    )
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder of answers.md and answers/")
    given = parser.parse_args()
    unknown = set(given.scenarios) - set(in_order())
    if unknown:
        parser.error(f"no answers on {', '.join(sorted(unknown))}; there are {', '.join(in_order())}")
    pages = given.docs / "answers"
    for name in given.scenarios or in_order():
        write(pages / f"{name}.md", sections(name, given.results, pages))
        write(given.docs / "answers.md", index(pages))
        print(f"written: {pages / name}.md")


def write(page: Path, parts: Iterable[str]) -> None:
    """Write a page."""
    text = "\n\n".join(part.strip() for part in parts)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
