"""Maps: a letter a cell in a text file, or a pixel a cell in a PNG image."""

import warnings
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from bondsim.documents import MAX_BYTES, Document, DocumentError, inside, quoted, read_bytes, read_text
from bondsim.records import MAX_CELLS
from bondsim.scenario.document import Ground, Map, Place
from bondsim.scenario.hints import neither, other_maps

TOO_LARGE = f"a map has {MAX_CELLS:,} at most: make the cells larger (`cell_m`)"


@dataclass(frozen=True)
class TextMap:
    """A map as read.

    Attributes
    ----------
    terrain : int8 array of shape (height, width)
        Index into the kinds of ground.
    places : dict of str to tuple of (x_m, y_m)
        Centres of the cells that bear each letter of a place, in reading order.
    """

    terrain: np.ndarray
    places: dict[str, tuple[tuple[float, float], ...]]


NOWHERE = TextMap(np.zeros((1, 1), np.int8), {})  # of a scenario without a map


def read_map(
    document: Document, spec: Map, folder: Path, groups: Collection[str] = ()
) -> tuple[TextMap | None, str]:
    """Read the map of a scenario; mistakes are noted in the document. Returns the map and its text.

    Only letters of `groups`, places where several agents stand, may occur more than once.
    """
    try:
        path = inside(folder, spec.file)
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise ValueError(f"{spec.file} is larger than {MAX_BYTES:,} bytes; {TOO_LARGE}")
        text = letters_of(path, spec) if path.suffix.lower() == ".png" else read_text(path)
    except DocumentError as error:
        document.problem(("map", "file"), f"{error}{other_maps(path)}")
        return None, ""
    except ValueError as error:
        document.problem(("map", "file"), str(error))
        return None, ""
    lines = text.splitlines()
    width = max((len(line) for line in lines), default=0)
    problem = _fault(lines, width, spec, groups)
    if problem:
        document.problem(("map", "file"), problem)
        return None, text
    letters = list(spec.grounds)
    code = {letter: letters.index(letter) for letter in letters}
    code |= {letter: letters.index(place.ground) for letter, place in spec.places.items()}
    terrain = np.array([[code[letter] for letter in line] for line in lines], dtype=np.int8)
    found: dict[str, list[tuple[float, float]]] = {letter: [] for letter in spec.places}
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            if letter in found:
                found[letter].append(((column + 0.5) * spec.cell_m, (row + 0.5) * spec.cell_m))
    return TextMap(terrain, {letter: tuple(some) for letter, some in found.items()}), text


def letters_of(path: Path, spec: Map) -> str:
    """The text of a map that is given as an image: the letter whose `colour` each pixel has.

    Raises
    ------
    ValueError
        With what is wrong, for `Document.problem`.
    """
    from PIL import Image, UnidentifiedImageError

    raw = read_bytes(path)
    try:
        with warnings.catch_warnings():  # our own limit is far below that of Pillow's warning
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(raw), formats=["PNG"])
        if image.width * image.height > MAX_CELLS:
            raise ValueError(f"{spec.file} has {image.width} x {image.height} cells; {TOO_LARGE}")
        pixels = np.asarray(image.convert("RGB"), dtype=np.int64)
    except Image.DecompressionBombError:
        raise ValueError(f"{spec.file} has far too many cells; {TOO_LARGE}") from None
    except (UnidentifiedImageError, OSError, SyntaxError):
        raise ValueError(f"{spec.file} is not a PNG image that can be read") from None
    marks: dict[str, Ground | Place] = {**spec.grounds, **spec.places}
    letter_of = {int(mark.colour[1:], 16): letter for letter, mark in marks.items() if mark.colour}
    if len(letter_of) < sum(mark.colour is not None for mark in marks.values()):
        raise ValueError("two grounds or places have the same colour")
    colours = (pixels[:, :, 0] << 16) | (pixels[:, :, 1] << 8) | pixels[:, :, 2]
    unknown = np.argwhere(~np.isin(colours, list(letter_of)))
    if len(unknown):
        row, column = unknown[0]
        raise ValueError(
            f"{spec.file}, row {row + 1}, column {column + 1}: #{colours[row, column]:06x} is the colour of no "
            f"ground and no place; they have {', '.join(f'#{c:06x}' for c in letter_of) or 'none'}"
        )
    return "\n".join("".join(letter_of[c] for c in row) for row in colours.tolist())


def _fault(lines: list[str], width: int, spec: Map, groups: Collection[str]) -> str:
    if not lines or width == 0:
        return f"{spec.file} is empty; a map has a letter a cell"
    if width * len(lines) > MAX_CELLS:
        return f"{spec.file} has {width * len(lines):,} cells; {TOO_LARGE}"
    for letter, place in spec.places.items():
        if place.ground not in spec.grounds:
            return f"place {letter}: ground {quoted(place.ground)} is none of {' '.join(spec.grounds)}"
        if letter in spec.grounds:
            return f"letter {letter} is both a place and a ground"
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if len(line) != width:
            return f"{spec.file}, line {number}: {len(line)} letters where {width} are needed"
        for column, letter in enumerate(line, 1):
            if letter in spec.places:
                if letter in seen and letter not in groups:
                    return (
                        f"{spec.file}, line {number}: place {letter} stands twice, and is not that of a group"
                    )
                seen.add(letter)
            elif letter not in spec.grounds:
                at = f"{spec.file}, line {number}, column {column}"
                return f"{at}: {quoted(letter)} is neither ground nor place" + neither(
                    spec.grounds, spec.places
                )
    missing = [letter for letter in spec.places if letter not in seen]
    return f"{spec.file} has no {' '.join(missing)}" if missing else ""
