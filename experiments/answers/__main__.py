"""Run every question in this folder and write the answers into docs/answers.md: `make answers`.

Each scenario has a module of its name here. Its `ANSWERS` say, for each experiment file, how a section of the
page is made from the results: a table with n and 95 % intervals, and the statements that are tested against it.
A statement that fails stays in the page, marked as not borne out. `FITTED` says which constants were chosen
with these results in view, and `ABLATIONS` which effects must vanish when a mechanism is switched off.
"""

import argparse
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from answer import Ablation, Answer, Target
from PIL import Image

import bondsim as bs
from bondsim.cli.figures import draw_configured
from bondsim.scenario import load, names

EXPERIMENTS = Path(__file__).parent.parent
DOCS = EXPERIMENTS.parent / "docs"

HEAD = """# Answers

What the experiments of this project answer, written by `make answers` from the experiment files. All
figures are results of a model, not of dogs: they say what follows from the assumptions in [the model
description](model.md), with 95 % intervals of the simulation alone. The intervals say nothing of how true
the assumptions are.

A cell of a table holds an estimate and its interval, or – where no run has a value. Under `baseline`, `none`
is the incident as it is, with the dog as it is. The statements below a table are tested by the code that
writes this page: *Holds*, or **Not borne out**.
"""


def sections(name: str, results: Path, pictures: Path, targets: list[Target]) -> list[str]:
    """The part of the page on one scenario; its experiments are run where they have not been."""
    module = import_module(name)
    scenario = load(name)
    parts = [f"## {scenario.title} (`{name}`)", f"*{scenario.question}*"]
    for experiment, section in module.ANSWERS.items():
        print(f"{experiment} ...", flush=True)
        done = bs.Experiment.load(EXPERIMENTS / f"{experiment}.yaml").run(out=results / experiment)
        answer = Answer(experiment, done)
        section(answer)
        targets += answer.targets
        parts.append("\n".join(answer.lines))
        parts += pictured(answer.results, experiment, pictures)
    ablations = getattr(module, "ABLATIONS", ())
    if ablations:
        parts.append(ablation_table(name, ablations, results / "ablations"))
    parts.append(f"**Fitted, not predicted.** {module.FITTED.strip()}")
    return parts


def ablation_table(scenario: str, ablations: Iterable[Ablation], results: Path) -> str:
    """What switching mechanisms off does."""
    lines = [
        "### What each mechanism does",
        "",
        "Differences of an outcome between two settings, paired run by run, with a mechanism and without it; or,",
        "where nothing stands in the last column, between the incident as it is and without the mechanism.",
        "",
        "| mechanism | effect on | with it | switched off |",
        "| --- | --- | --- | --- |",
    ]
    for ablation in ablations:
        print(f"{scenario}: without {ablation.mechanism} ...", flush=True)
        cells = [ablation.mechanism, ablation.question(), *ablation.effects(scenario, results)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def target_table(targets: Iterable[Target]) -> str:
    """Published figures against those of the model."""
    lines = [
        "## Against published figures",
        "",
        "*Fit*: constants were chosen so that it holds. *Hold-out*: it comes out, or not, without that.",
        "*Consistency*: the model has enough freedom to agree; agreement is no support.",
        "",
        "| id | quantity | published | here | use | |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for t in sorted(targets, key=lambda t: int(t.id.lstrip("T"))):
        cells = [t.id, t.quantity, t.published, t.here, t.use, "met" if t.met else "**missed**"]
        lines.append("| " + " | ".join(cells) + " |")
    lines += [
        "",
        "Two published effects have no counterpart in these incidents and are not in the table: what a handler's touch",
        "and gaze do to a dog that searches (T7), and false alerts of dogs whose handlers expect a find (T10).",
    ]
    return "\n".join(lines)


def pictured(results: bs.Results, experiment: str, pictures: Path) -> list[str]:
    """The first figure that an experiment configures, drawn beside the page, as Markdown."""
    if not results.config.get("plots"):
        return []
    pictures.mkdir(parents=True, exist_ok=True)
    with Image.open(
        draw_configured(results)[0]
    ) as picture:  # few colours are enough, and a third of the bytes
        picture.convert("RGB").quantize(128).save(pictures / f"{experiment}.png", optimize=True)
    return [f"![{results.question}]({pictures.name}/{experiment}.png)"]


def main() -> None:
    """Run all experiments that are not there yet, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help="only these, on a page of your own (--page)"
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=EXPERIMENTS.parent / "results" / "answers",
        help="folder of the results",
    )
    parser.add_argument("--page", type=Path, default=DOCS / "answers.md", help="page to write")
    given = parser.parse_args()
    unknown = set(given.scenarios) - set(names())
    if unknown:
        parser.error(f"unknown scenario {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    if given.scenarios and given.page == DOCS / "answers.md":
        parser.error("some scenarios alone do not make the whole page: give another one with --page")
    parts = [HEAD]
    targets: list[Target] = []
    asked = [name for name in names() if (Path(__file__).parent / f"{name}.py").exists()]
    for name in given.scenarios or ["rail_yard", *(n for n in asked if n != "rail_yard")]:
        parts += sections(name, given.results, given.page.parent / "answers", targets)
        write(given.page, [*parts, target_table(targets)] if targets else parts)
    print(f"written: {given.page}")


def write(page: Path, parts: Iterable[str]) -> None:
    """Write the page as far as it goes."""
    text = "\n\n".join(part.strip() for part in parts)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
