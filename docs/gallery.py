"""The pictures of docs/figures.md: what its examples draw, and its film."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from page_examples import Page

HERE = Path(__file__).parent
PAGE = HERE / "figures.md"
PICTURES = HERE / "images" / "figures"
COLOURS = 64  # are enough, and a third of the bytes
FILM = {"dog.bond": 0.9, "train.warning_s": "30 s"}


def draw_gallery(out: Path = PICTURES) -> None:
    """Run the examples of the page, and keep what they draw."""
    from PIL import Image

    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bondsim-docs-") as name:
        folder = Path(name).resolve()
        Page(folder).rebuilt(PAGE.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.png")):
            with Image.open(path) as picture:
                picture.convert("RGB").quantize(COLOURS).save(out / path.name, optimize=True)
        shutil.copy(film(folder), out / "twin.gif")


def film(folder: Path) -> Path:
    """The film of the page."""
    import bondsim as bs
    from bondsim.experiments.showing.film import film

    run = bs.simulate("rail_yard", seed=3, set=FILM)
    return film(run, folder / "twin.gif", {"dog.bond": 0.3}, fps=8, seconds=8)


if __name__ == "__main__":
    draw_gallery()
