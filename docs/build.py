"""Fill in what the documentation shows of the code: tables, outputs of examples, the picture of the README.

``make docs`` runs it; ``python docs/build.py --check`` says which pages would change, and changes nothing.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.append(str(HERE))

from gallery import draw_gallery  # noqa: E402
from page_examples import Page  # noqa: E402
from page_odd import TABLES as ODD_TABLES  # noqa: E402
from page_tables import TABLES as MODEL_TABLES  # noqa: E402

TABLES = MODEL_TABLES | ODD_TABLES

PICTURE = HERE / "images" / "rail_yard.png"
EXPERIMENT = ROOT / "experiments" / "rail_yard.yaml"
MARKS = re.compile(r"(<!-- ([\w.-]+):begin -->\n).*?(<!-- \2:end -->)", re.DOTALL)
OF_THEIR_OWN = {"answers.md", "answers", "performance.md"}  # what these show takes long


def pages() -> list[Path]:
    """The pages whose examples and tables are kept true."""
    return [
        ROOT / "README.md",
        *(p for p in sorted(HERE.rglob("*.md")) if not OF_THEIR_OWN & {p.name, p.parent.name}),
    ]


def rebuilt(path: Path) -> str:
    """A page as it would be if it were written now."""
    text = MARKS.sub(lambda m: f"{m[1]}{TABLES[m[2]]()}\n{m[3]}", path.read_text(encoding="utf-8"))
    with TemporaryDirectory(prefix="bondsim-docs-") as name:
        folder = Path(name).resolve()
        shutil.copytree(ROOT / "experiments", folder / "experiments")
        return Page(folder).rebuilt(text)


def draw(out: Path = PICTURE) -> None:
    """Draw the first figure of the rail yard's experiment; the numbers it shows are written into the file."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    from bondsim.cli.figures import draw_configured
    from bondsim.experiments import Experiment

    experiment = Experiment.load(EXPERIMENT)
    with TemporaryDirectory(prefix="bondsim-docs-") as name:
        results = experiment.run(Path(name) / f"rail_yard-{experiment.plan.id}")
        notes = PngInfo()
        notes.add_text("shares", json.dumps(shares(results)))
        out.parent.mkdir(exist_ok=True)
        Image.open(draw_configured(results)[0]).save(out, pnginfo=notes, optimize=True)


def shares(results: object) -> list[list[float]]:
    """Bond, warning time (s) and share of rescued runs at each point of the rail yard's experiment."""
    summary = results.summary.query("outcome == 'rescued'").merge(results.points, on="point")  # type: ignore[attr-defined]
    return summary[["dog.bond", "train.warning_s", "estimate"]].to_numpy().tolist()


def main(arguments: list[str]) -> int:
    """Fill in the pages named, or all, and draw the pictures; with ``--check``, only say what would change."""
    check = "--check" in arguments
    wanted = [Path(argument).resolve() for argument in arguments if not argument.startswith("--")]
    stale = []
    for path in wanted or pages():
        text = rebuilt(path)
        if text != path.read_text(encoding="utf-8"):
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if not check and not wanted:
        draw()
        draw_gallery()
    if stale:
        print(("would change: " if check else "changed: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
