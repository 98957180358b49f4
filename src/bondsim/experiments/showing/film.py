"""Films of runs, without a screen: an animated GIF, or an mp4 where the extra ``video`` is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim.engines.recording import Recording
from bondsim.engines.replay import twin
from bondsim.engines.run import Run, run_setup
from bondsim.experiments import files

if TYPE_CHECKING:
    from PIL import Image

    from bondsim.plots.film import Pixels, Reel
    from bondsim.scenes import Scene

SUFFIXES = (".gif", ".mp4")
FPS, SECONDS = 10, 15.0
MAX_FPS, MAX_SECONDS = 50, 300.0
HELD_S = 3.0  # for which the last picture stands
WEEK_S = 7 * 86400.0
COLOURS = 128  # of a GIF
MAX_TOLD = 4  # outcomes told at the end

type Progress = Callable[[str, int, int], None]
"""Told what is under way, how many steps of it are done, and of how many (0: not known)."""


class FilmError(ValueError):
    """A film that cannot be made as it was asked for."""


def film(
    run: Run,
    out: str | Path,
    what_if: Mapping[str, Any] | None = None,
    *,
    fps: int = FPS,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> Path:
    """Make a film of a run: on its map, or of a career as its chart grows.

    Parameters
    ----------
    run
        The run, see `bondsim.simulate`; it is run again for its moments.
    out
        File to write: ``.gif``, or ``.mp4`` with the extra ``video``. A GIF of the same run has the same bytes.
    what_if
        Settings of a twin with the same luck, which is shown beside it.
    fps
        Pictures a second, 1 to 50.
    seconds
        Length, s, without the last picture, which stands for three seconds. A run that has fewer moments than
        pictures gets a picture for each.
    progress
        Told how far it is.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FilmError
        If the file's ending, the speed or the length cannot be, or the extra is missing.
    bondsim.scenario.SettingsError
        If the settings of the twin do not fit.
    """
    path = Path(out)
    check(path, fps, seconds)
    from bondsim.plots.film import frames

    tell = progress or (lambda *_: None)
    wanted = max(2, round(fps * seconds))
    runs = [("", run)]
    if what_if:
        other = twin(run, what_if)
        was, said = (_said(each, what_if) for each in (run, other))
        runs = [(f"as it was: {was}", run), (f"what if: {said}", other)]
    reels = [_reel(title or run.scenario.title, one, wanted, tell) for title, one in runs]
    moments = max((len(reel.scenes) for reel in reels), default=0)
    n = min(wanted, max(2, moments)) if moments else wanted
    pictures = []
    for k, picture in enumerate(frames(reels, n), 1):
        pictures.append(picture)
        tell("drawing", k, n)
    path.parent.mkdir(parents=True, exist_ok=True)
    tell("writing", 0, 1)
    (_write_gif if path.suffix.lower() == ".gif" else _write_mp4)(path, pictures, fps)
    tell("writing", 1, 1)
    return path


def _said(run: Run, keys: Mapping[str, Any]) -> str:
    """Values of some keys in a run, set or by default."""
    from bondsim.plots.runs import set_so

    return set_so({key: run.settings.get(key, run.scenario.keys[key].default) for key in keys})


def check(path: Path, fps: int, seconds: float) -> None:
    """Raise FilmError where a film of this kind cannot be made, before anything is run for it."""
    if path.suffix.lower() not in SUFFIXES:
        raise FilmError(f"{path}: a film is written as {' or '.join(SUFFIXES)}")
    if not 1 <= fps <= MAX_FPS:
        raise FilmError(f"{fps} pictures a second; 1 to {MAX_FPS} would do")
    if not 0.2 <= seconds <= MAX_SECONDS:
        raise FilmError(f"{seconds:g} s; 0.2 to {MAX_SECONDS:g} s would do")
    if path.suffix.lower() == ".mp4":
        _ffmpeg()


def _ffmpeg() -> Any:
    try:
        import imageio_ffmpeg
    except ImportError:
        raise FilmError(
            "an mp4 needs imageio-ffmpeg: pip install 'bondsim[video]', or ask for a .gif"
        ) from None
    return imageio_ffmpeg


def _reel(title: str, run: Run, wanted: int, tell: Progress) -> Reel:
    """A run with what its pictures need."""
    from bondsim.plots.film import Reel

    if run.scenario.is_career:
        tell("running", 0, 1)
        recorded = run_setup(run.setup, run.seed, run.replicate, record=_of_career(run))
        tell("running", 1, 1)
        return Reel(title, recorded, ending=_ending(run))
    return Reel(title, run, tuple(_scenes(run, wanted, tell)), _ending(run))


def _of_career(run: Run) -> Recording:
    """The little of a career that its chart shows, week by week."""
    from bondsim.plots.career_chart import VARIABLES

    names = tuple(f"{agent}.{name}" for agent in run.scenario.cast for name in VARIABLES)
    return Recording(every_s=WEEK_S, variables=names, events=True)


def _scenes(run: Run, wanted: int, tell: Progress) -> list[Scene]:
    """Moments of an incident, at equal distances: at least as many as wanted, where it has so many steps."""
    from bondsim.engines.mesa.record import live
    from bondsim.engines.mesa.scene import Observer

    model = live(run.setup, run.seed, run.replicate)
    observer = Observer(model)
    scenes, every, step = [observer.scene()], 1, 0
    while model.running:
        model.step()
        observer.look()
        step += 1
        if step % every == 0:
            scenes.append(observer.scene())
            if len(scenes) > 2 * wanted + 1:
                scenes, every = scenes[::2], 2 * every
            if step % (20 * every) == 0:
                tell("running", step, 0)
    if step % every:
        scenes.append(observer.scene())
    return scenes


def _ending(run: Run) -> str:
    """The first outcomes of a run, as words."""
    told = []
    for name, value in list(run.outcomes.items())[:MAX_TOLD]:
        unit = run.scenario.outcomes[name].unit
        if value is None:
            continue
        said = ("yes" if value else "no") if isinstance(value, bool) else f"{value:.4g} {unit}".rstrip()
        told.append(f"{name}: {said}")
    return ", ".join(told)


def _write_gif(path: Path, pictures: list[Pixels], fps: int) -> None:
    from io import BytesIO

    from PIL import Image

    images = [Image.fromarray(picture) for picture in pictures]
    palette = _palette(images[len(images) // 2], images[-1])
    drawn = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
    stands = [round(1000 / fps)] * (len(drawn) - 1) + [round(1000 * HELD_S)]
    out = BytesIO()
    drawn[0].save(out, "GIF", save_all=True, append_images=drawn[1:], duration=stands, loop=0, optimize=False)
    files.write(path, out.getvalue())


def _palette(*images: Image.Image) -> Image.Image:
    """Colours for all pictures of a GIF: those that figures are drawn in, which small marks would lose, and others."""
    from matplotlib.colors import to_rgb
    from PIL import Image

    from bondsim.plots import style
    from bondsim.plots.scene import DANGER, SCENT, SOUND

    own = ("#FFFFFF", style.INK, style.FAINT, *style.COLOURS, DANGER, SOUND, SCENT)
    colours = [round(255 * part) for colour in own for part in to_rgb(colour)]
    both = Image.new("RGB", (max(image.width for image in images), sum(image.height for image in images)))
    top = 0
    for image in images:
        both.paste(image, (0, top))
        top += image.height
    found = both.quantize(COLOURS - len(own), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours + list(found.getpalette() or [])[: 3 * (COLOURS - len(own))])
    return palette


def _write_mp4(path: Path, pictures: list[Pixels], fps: int) -> None:
    ffmpeg = _ffmpeg()
    height, width = pictures[0].shape[:2]
    part = path.with_name(f".{path.stem}.part.mp4")
    try:
        writer = ffmpeg.write_frames(
            str(part),
            (width, height),
            fps=fps,
            codec="libx264",
            macro_block_size=2,
            quality=8,
            ffmpeg_log_level="error",
        )
        writer.send(None)
        for picture in [*pictures, *([pictures[-1]] * round(HELD_S * fps))]:
            writer.send(picture)
        writer.close()
        part.replace(path)
    except (OSError, RuntimeError) as error:
        raise FilmError(f"ffmpeg could not write {path}: {str(error).splitlines()[0]}") from None
    finally:
        part.unlink(missing_ok=True)
