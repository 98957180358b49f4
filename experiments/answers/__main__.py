"""Run every question in this folder and write the answers into docs/answers.md: `make answers`.

Each scenario has a module of its name here. Its `ANSWERS` say, for each experiment file, how a section of the
page is made from the results: a table with n and 95 % intervals, and the statements that are tested against it.
A statement that fails stays in the page, marked as not borne out. `FITTED` says which constants were chosen
with these results in view.
"""

import argparse
import shutil
from importlib import import_module
from pathlib import Path

from answer import Answer

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
"""


def sections(name: str, results: Path, pictures: Path) -> list[str]:
    """The part of the page on one scenario; its experiments are run where they have not been."""
    module = import_module(name)
    scenario = load(name)
    parts = [f"## {scenario.title} (`{name}`)", f"*{scenario.question}*"]
    for experiment, section in module.ANSWERS.items():
        print(f"{experiment} ...", flush=True)
        done = bs.Experiment.load(EXPERIMENTS / f"{experiment}.yaml").run(out=results / experiment)
        answer = Answer(experiment, done)
        section(answer)
        parts.append("\n".join(answer.lines))
        parts += pictured(answer.results, experiment, pictures)
    parts.append(f"**Fitted, not predicted.** {module.FITTED.strip()}")
    return parts


def pictured(results: bs.Results, experiment: str, pictures: Path) -> list[str]:
    """The first figure that an experiment configures, drawn beside the page, as Markdown."""
    if not results.config.get("plots"):
        return []
    pictures.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(draw_configured(results)[0], pictures / f"{experiment}.png")
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
    for name in given.scenarios or ["rail_yard", *(n for n in names() if n != "rail_yard")]:
        parts += sections(name, given.results, given.page.parent / "answers")
    text = "\n\n".join(part.strip() for part in parts)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    given.page.parent.mkdir(parents=True, exist_ok=True)
    given.page.write_text(text + "\n", encoding="utf-8")
    print(f"written: {given.page}")


if __name__ == "__main__":
    main()
