"""A film is a run from its first moment to its last, alone or beside its twin; the same run gives the same bytes."""

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

import bondsim as bs
from bondsim.cli.app import app
from bondsim.experiments.showing.film import COLOURS, HELD_S, FilmError, _palette, _scenes, check, film
from bondsim.plots.film import Reel, _incident, frames, shared_view

mpl.use("agg")


@pytest.fixture(scope="module")
def run():
    return bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": "15 s"})


@pytest.fixture(scope="module")
def scenes(run):
    return tuple(_scenes(run, 6, lambda *_: None))


@pytest.fixture(scope="module")
def gif(run, tmp_path_factory):
    return film(run, tmp_path_factory.mktemp("film") / "run.gif", fps=3, seconds=2)


def test_moments_go_from_the_first_to_the_last_at_equal_distances(run, scenes):
    times = np.array([scene.t_s for scene in scenes])
    assert times[0] == 0.0 and times[-1] == pytest.approx(run.series["t_s"].max())
    steps = np.diff(times)[:-1]
    np.testing.assert_allclose(steps, steps[0])
    assert 6 <= len(scenes) <= 14
    last = run.series.query("agent == 'dog'").iloc[-1]
    (dog,) = [actor for actor in scenes[-1].actors if actor.name == "dog"]
    assert (dog.x_m, dog.y_m) == (last["x_m"], last["y_m"])


def test_a_gif_has_its_pictures_and_the_last_one_stands(gif):
    with Image.open(gif) as picture:
        assert (picture.format, picture.n_frames) == ("GIF", 6)
        stands = []
        for k in range(picture.n_frames):
            picture.seek(k)
            stands.append(picture.info["duration"])
    assert stands[:-1] == [330] * 5 and stands[-1] == 1000 * HELD_S  # GIF counts in hundredths of a second


def test_the_same_run_gives_the_same_bytes(run, gif, tmp_path):
    assert film(run, tmp_path / "again.gif", fps=3, seconds=2).read_bytes() == gif.read_bytes()


def test_the_story_goes_on_downwards_to_the_last_picture(run, scenes):
    reel = Reel("one", run, scenes, "rescued yes")
    figure, updates = _incident([reel])
    for t_s in (reel.end_s / 2, reel.end_s):
        for update in updates:
            update(t_s)
        lines = figure.texts[2].get_text().splitlines()  # after title and clock
        times = [float(line.split()[0]) for line in lines if line[0].isdigit()]
        assert len(times) > 2 and times == sorted(times)
    assert lines[-1] == "In the end: rescued yes"


def test_pictures_change_and_are_of_one_even_size(run, scenes):
    pictures = list(frames([Reel("one", run, scenes)], 3))
    assert {picture.shape for picture in pictures} == {pictures[0].shape}
    assert pictures[0].shape[0] % 2 == pictures[0].shape[1] % 2 == 0 and pictures[0].dtype == np.uint8
    assert not np.array_equal(pictures[0], pictures[1]) and not np.array_equal(pictures[1], pictures[2])


def test_a_twin_stands_beside_it(run, gif, tmp_path):
    told = []
    both = film(
        run,
        tmp_path / "twin.gif",
        {"dog.bond": "0.1"},
        fps=2,
        seconds=1,
        progress=lambda what, done, of: told.append((what, done, of)),
    )
    with Image.open(both) as two, Image.open(gif) as one:
        assert two.width > 1.4 * one.width and two.n_frames == 2
    assert ("drawing", 2, 2) in told and told[-1] == ("writing", 1, 1)


def test_a_view_holds_the_team_at_every_moment(scenes):
    left, right, top, bottom = shared_view(scenes)
    for scene in scenes:
        for actor in scene.actors:
            if actor.partnered and actor.role in ("dog", "handler"):
                assert left <= actor.x_m <= right and top <= actor.y_m <= bottom


def test_small_marks_keep_their_colours():
    white = Image.new("RGB", (60, 40), "white")
    white.putpixel((5, 5), (0, 0x72, 0xB2))
    palette = _palette(white, white)
    shown = white.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    assert shown.getpixel((5, 5)) == (0, 0x72, 0xB2) and shown.getpixel((0, 0)) == (255, 255, 255)
    assert len(palette.getpalette()) <= 3 * COLOURS


def test_a_career_grows(tmp_path):
    life = bs.simulate("attention_drift", seed=2)
    path = film(life, tmp_path / "life.gif", fps=3, seconds=1)
    with Image.open(path) as picture:
        assert picture.n_frames == 3
        shown = []
        for k in range(3):
            picture.seek(k)
            shown.append(np.asarray(picture.convert("L"), float).mean())
    assert shown[0] > shown[1] > shown[2]  # ever less of it is white


def test_an_mp4_has_its_pictures_and_leaves_nothing_beside_it(run, tmp_path):
    ffmpeg = pytest.importorskip("imageio_ffmpeg")
    path = film(run, tmp_path / "run.mp4", fps=4, seconds=1)
    n, seconds = ffmpeg.count_frames_and_secs(str(path))
    assert n == 4 + HELD_S * 4 and seconds == pytest.approx(n / 4, abs=0.3)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "fps", "seconds", "message"),
    [
        ("a.avi", 10, 5, r"\.gif or \.mp4"),
        ("a.gif", 0, 5, "pictures a second"),
        ("a.gif", 10, 1000, "0.2 to 300 s"),
    ],
)
def test_what_cannot_be_filmed_is_said_at_once(tmp_path, name, fps, seconds, message):
    with pytest.raises(FilmError, match=message):
        check(tmp_path / name, fps, seconds)


def test_an_mp4_without_the_extra_says_how_to_get_it(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(FilmError, match=r"bondsim\[video\]"):
        check(tmp_path / "a.mp4", 10, 5)


def test_the_command_films_a_recorded_run(tmp_path):
    results = bs.Experiment(
        scenario="rail_yard",
        vary={"dog.bond": [0.1, 0.9]},
        fix={"train.warning_s": 15},
        replicates=2,
        plots=[],
        record={"outcomes": ["rescued"]},
    ).run(tmp_path / "results")
    options = ["--point", "1", "--replicate", "1", "--fps", "2", "--seconds", "1", "--progress", "plain"]
    done = CliRunner().invoke(app, ["film", str(results.folder), str(tmp_path / "a.gif"), *options])
    assert done.exit_code == 0, done.stderr
    with Image.open(done.stdout.strip()) as picture:
        assert picture.n_frames == 2
    for wrong, message in (
        (["film", "rail_yard", str(tmp_path / "a.png")], ".gif or .mp4"),
        (["film", "rail_yrd", str(tmp_path / "a.gif")], "rail_yard"),
        (["film", str(results.folder), str(tmp_path / "a.gif")], "--point"),
        (["film", "rail_yard", str(tmp_path / "a.gif"), "--point", "1"], "result folder"),
    ):
        failed = CliRunner().invoke(app, wrong)
        assert failed.exit_code == 2 and message in failed.stderr, wrong
