"""The page of one run: play it, vary it, see where all are and why they do what they do."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from html import escape
from typing import Any

import solara
from matplotlib.figure import Figure
from mesa.visualization.solara_viz import ModelController
from mesa.visualization.utils import update_counter
from solara.lab import use_task

from bondsim.engines.mesa.scene import ROLE_NAMES
from bondsim.live import pictures
from bondsim.live.factors import Factor, value_text
from bondsim.live.watched import Ask, Watched

SETTLE_S = 0.25  # s, how long a slider rests before the run begins anew
LINES = 400  # of the story that are shown, the latest
PHONE = "@media (max-width: 760px)"
BASE = f"""
.solara-autorouter-content {{max-width: 100% !important}}
.bondsim-page {{display: grid; grid-template-columns: minmax(240px, 310px) minmax(0, 7fr) minmax(0, 5fr);
  gap: 4px 22px; padding: 12px 16px; align-items: start}}
.bondsim-heading {{font-size: 1.02rem; font-weight: 600; margin: 10px 0 2px}}
.bondsim-note {{color: #555; font-size: 0.85rem}}
.bondsim-fault {{color: #b2182b; font-size: 0.85rem}}
{PHONE} {{
  .bondsim-page {{display: flex; flex-direction: column; align-items: stretch; padding: 4px 10px}}
}}
"""
STYLE = f"""{BASE}
.bondsim-run .v-card, .bondsim-vary .v-card {{margin: 0 0 12px !important}}
.bondsim-log {{height: 22em; overflow-y: auto; border: 1px solid #ddd; padding: 4px 8px; font-size: 0.85rem}}
.bondsim-log div {{padding: 1px 0 1px 5.6em; text-indent: -5.6em}}
.bondsim-log b {{display: inline-block; width: 5.6em; text-indent: 0; font-weight: 400; color: #666}}
.bondsim-outcomes {{max-height: 34em; overflow-y: auto; font-size: 0.85rem; border: 1px solid #ddd; padding: 4px 8px}}
.bondsim-outcomes table {{width: 100%; border-collapse: collapse}}
.bondsim-outcomes td {{padding: 2px 0; vertical-align: top; overflow-wrap: anywhere}}
.bondsim-outcomes td:last-child {{font-weight: 600; white-space: nowrap; text-align: right; padding-left: 12px}}
.bondsim-outcomes small {{display: block; color: #555; font-size: 0.78rem; line-height: 1.25}}
@media (max-width: 1150px) {{
  .bondsim-page {{grid-template-columns: minmax(240px, 310px) minmax(0, 1fr)}}
  .bondsim-told {{grid-column: 2}}
}}
{PHONE} {{
  .bondsim-side, .bondsim-seen, .bondsim-told {{display: contents}}
  .bondsim-now {{order: 1}} .bondsim-run {{order: 2}} .bondsim-told > div {{order: 3}}
  .bondsim-seen > div:not(.bondsim-now) {{order: 4}} .bondsim-vary {{order: 5}}
  .bondsim-told > .bondsim-limits {{order: 6}}
  .bondsim-log {{height: 14em}}
}}
"""


@dataclass(frozen=True)
class Stage:
    """What a page begins with.

    Attributes
    ----------
    ask : Ask
        The run.
    factors : tuple of Factor
        What its user may vary.
    heading : str
        What it is, in words.
    note : str
        What else a reader must know.
    compare : callable, optional
        Says of the run how it stands to one that was recorded.
    """

    ask: Ask
    factors: tuple[Factor, ...]
    heading: str
    note: str = (
        "One simulated run of a model: what may happen under its assumptions, and no evidence of what does."
    )
    compare: Callable[[Watched], str] | None = None


_stages: list[Stage] = []


def show(stage: Stage) -> None:
    """Say what `Page` shows from now on."""
    _stages[:] = [stage]


@solara.component
def Page() -> None:
    """The page that `show` has set the stage for."""
    RunPage(_stages[0])


@solara.component
def RunPage(stage: Stage, back: Callable[[], None] | None = None) -> None:
    """One run to play with.

    Parameters
    ----------
    stage
        What it begins with.
    back
        Leads back to where it was chosen.
    """
    asked, set_asked = solara.use_state(stage.ask)
    watched = solara.use_reactive(solara.use_memo(lambda: Watched(stage.ask), []))
    fault, set_fault = solara.use_state("")
    ended, set_ended = solara.use_state(0)
    speed = solara.use_reactive(_steps_a_picture(watched.value))
    pause_ms, threads = solara.use_reactive(100), solara.use_reactive(False)

    def change(make: Callable[[Ask], Ask]) -> None:
        """Begin anew with what the user asks for; what does not fit is said, and the run stays as it was."""
        try:
            new = make(asked)
        except ValueError as error:
            set_fault(str(error))
            return
        set_fault("")
        if new != asked:
            if not watched.value.running:
                set_ended(ended + 1)
            set_asked(new)
            watched.value = Watched(new)

    solara.Title(f"bondsim: {asked.scenario.title}")
    solara.Style(STYLE)
    with solara.AppBar():
        solara.AppBarTitle(f"bondsim · {stage.heading}")
    with solara.Div(classes=["bondsim-page"]):
        with solara.Div(classes=["bondsim-side"]):
            with solara.Div(classes=["bondsim-run"]):
                if back is not None:
                    solara.Button("Back to the sweep", on_click=back, text=True)
                with solara.Card("Run"):
                    ModelController(
                        watched,
                        model_parameters={"ask": asked},
                        play_interval=pause_ms,
                        render_interval=speed,
                        use_threads=threads,
                    ).key(f"controller-{ended}")
                    solara.SliderInt(
                        f"Steps a picture: {speed.value}", value=speed, min=1, max=100, thumb_label=False
                    )
                    SeedField(asked.seed, lambda text: change(lambda ask: ask.with_seed(text)))
                    if fault:
                        Note(fault, fault=True)
            with solara.Div(classes=["bondsim-vary"]), solara.Card("What may be varied"):
                Note("A change begins the run anew, with the same luck.")
                for factor in stage.factors:
                    name = factor.key.name

                    def set_value(value: Any, name: str = name) -> None:
                        change(lambda ask: ask.with_setting(name, value))

                    FactorField(factor, asked.value(name), set_value).key(f"factor-{name}")
        Seen(watched.value, stage)
        Told(watched.value, stage)


@solara.component
def Seen(watched: Watched, stage: Stage) -> None:
    """Clock and pictures of a run at its present moment."""
    near, set_near = solara.use_state(True)
    now = (update_counter.get(), id(watched))
    about = about_now(watched)
    with solara.Div(classes=["bondsim-seen"]):
        with solara.Div(classes=["bondsim-now"]):
            Clock(watched, now)
            if stage.compare is not None:
                Note(stage.compare(watched))
            if watched.is_career:
                Heading("Teams, day by day")
                Picture(lambda: pictures.teams_picture(watched), f"Teams of {about}", now)
            else:
                Heading("Where all are")
                Picture(lambda: pictures.map_picture(watched, near=near), f"Map of {about}", (*now, near))
                solara.Checkbox(label="Close to the team", value=near, on_value=set_near)
        if watched.is_career:
            with solara.Div():
                Heading("Who holds what towards whom")
                Picture(lambda: pictures.relations_picture(watched), f"Relations in {about}", now)
        else:
            States(watched, now)


@solara.component
def Told(watched: Watched, stage: Stage) -> None:
    """Story and outcomes of a run at its present moment."""
    now = (update_counter.get(), id(watched))
    with solara.Div(classes=["bondsim-told"]):
        with solara.Div():
            Heading("What happened, and why")
            Story(watched, now)
        if watched.is_career:
            States(watched, now)
        with solara.Div():
            Heading("Outcomes so far" if watched.running else "Outcomes")
            Outcomes(watched, now)
        with solara.Div(classes=["bondsim-limits"]):
            Note(stage.note)


@solara.component
def States(watched: Watched, now: tuple[Hashable, ...]) -> None:
    """How a dog and its mates have been so far."""
    dogs = [m.name for m in watched.followed if ROLE_NAMES[m.role] == "dog"]
    team, set_team = solara.use_state(dogs[0] if dogs else "")
    with solara.Div():
        Heading("How they are")
        if len(dogs) > 1:
            solara.Select("Dog", value=team, values=dogs, on_value=set_team)
        Picture(
            lambda: pictures.ribbons_picture(watched, _with_mates(watched, team)),
            f"States in {about_now(watched)}",
            (*now, team),
        )


def about_now(watched: Watched) -> str:
    """Which run it is, and which moment of it."""
    return f"{watched.ask.scenario.title}, {watched.clock}"


@solara.component
def Clock(watched: Watched, now: Hashable) -> None:
    """The time, which luck this is, and what is set for it."""
    state = "running" if watched.running else "over"
    replicate = f", replicate {watched.ask.replicate}" if watched.ask.replicate else ""
    said = f"<b>{escape(watched.clock)}</b> · {state} · seed {watched.ask.seed}{replicate}"
    solara.HTML("div", unsafe_innerHTML=said, attributes={"id": "bondsim-clock"})
    keys = watched.ask.scenario.keys
    chosen = [f"{name} = {value_text(keys[name], value)}" for name, value in watched.ask.settings.items()]
    if chosen:
        Note("With " + ", ".join(chosen))


@solara.component
def Heading(text: str) -> None:
    """A heading of a part of the page."""
    solara.HTML("h3", unsafe_innerHTML=escape(text), classes=["bondsim-heading"])


@solara.component
def Note(text: str, fault: bool = False) -> None:
    """A remark, or what is wrong."""
    kind = "bondsim-fault" if fault else "bondsim-note"
    solara.HTML("div", unsafe_innerHTML=escape(text), classes=[kind])


@solara.component
def Picture(make: Callable[[], Figure], about: str, depends: tuple[Hashable, ...]) -> None:
    """A figure, drawn anew where what it depends on has changed."""
    data = solara.use_memo(lambda: b64encode(pictures.png(make)).decode(), [*depends])
    attributes = {"src": f"data:image/png;base64,{data}", "alt": about}
    solara.HTML(
        "img", attributes=attributes, style={"width": "100%", "max-width": "1100px", "display": "block"}
    )


@solara.component
def SeedField(seed: int, on_text: Callable[[str], None]) -> None:
    """The seed as text: what is none is refused in words."""
    solara.InputText("Seed of the luck", value=str(seed), on_value=on_text)


@solara.component
def FactorField(factor: Factor, value: Any, on_value: Callable[[Any], None]) -> None:
    """One factor: name, value with its unit and meaning, and what sets it.

    Parameters
    ----------
    factor
        Which.
    value
        What it is at.
    on_value
        Is told what the user chose, once a slider has come to rest.
    """
    chosen, choose = solara.use_state(value, key=f"{factor.key.name}={value}")
    key = factor.key

    async def settle() -> None:
        if chosen != value:
            await asyncio.sleep(SETTLE_S)
            on_value(chosen)

    def moved(place: float) -> None:
        """A slider first reports the present value put on its own steps, which nobody chose."""
        if abs(place - float(chosen)) > 0.51 * factor.step:
            choose(place)

    use_task(settle, dependencies=[chosen], prefer_threaded=False, raise_error=False)
    said = f"<b>{escape(key.name)}</b> = {escape(value_text(key, chosen))}"
    with solara.Column(gap="0px", style={"padding-top": "8px"}):
        solara.HTML("div", unsafe_innerHTML=said)
        Note(_short(key.description))
        if key.kind == "choice":
            solara.Select("", value=chosen, values=list(key.options), on_value=choose)
        elif key.kind == "boolean":
            solara.Checkbox(label=key.name, value=bool(chosen), on_value=choose)
        elif key.kind == "integer":
            solara.SliderInt(
                "",
                value=int(chosen),
                min=int(factor.low),
                max=int(factor.high),
                on_value=choose,
                thumb_label=False,
            )
        else:
            solara.SliderFloat(
                "",
                value=float(chosen),
                min=factor.low,
                max=factor.high,
                step=factor.step,
                on_value=moved,
                thumb_label=False,
            )


@solara.component
def Story(watched: Watched, now: Hashable) -> None:
    """What happened, the latest first."""
    told = watched.story()
    rows = [f"<div><b>{escape(t)}</b>{escape(text)}</div>" for t, text in reversed(told[-LINES:])]
    if len(told) > LINES:
        rows.append(f"<div>… and {len(told) - LINES} lines before</div>")
    solara.HTML("div", unsafe_innerHTML="".join(rows) or "nothing yet", classes=["bondsim-log"])


@solara.component
def Outcomes(watched: Watched, now: Hashable) -> None:
    """Outcomes as they stand, with their meaning."""
    rows = "".join(
        f"<tr><td>{escape(name)}<small>{escape(text)}</small></td><td>{escape(value)}</td></tr>"
        for name, value, text in watched.outcomes()
    )
    table = f"<table>{rows}</table>"
    solara.HTML("div", unsafe_innerHTML=table, classes=["bondsim-outcomes"])


def _with_mates(watched: Watched, dog: str) -> list[str]:
    """A dog and those of the followed who have it for a partner, or whom it has."""
    by_name = {m.name: m for m in watched.followed}
    if dog not in by_name:
        return [m.name for m in watched.followed][:4]
    one = by_name[dog]
    pair = [m.name for m in watched.followed if m.partner == one.index or one.partner == m.index]
    return [dog, *(name for name in pair if name != dog)][:4]


def _short(text: str) -> str:
    """The first words of a description: what stands before the options of a choice."""
    return text.split(" (")[0]


def _steps_a_picture(watched: Watched) -> int:
    """Steps between two pictures so that a run takes some hundreds of them."""
    scenario = watched.ask.scenario
    steps = scenario.max_s / scenario.dt_s
    if watched.is_career:
        return int(min(100, max(1, steps / 200)))
    return 5 if scenario.dt_s < 1.0 else 2
