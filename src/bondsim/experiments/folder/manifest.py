"""The manifest of a result folder: what it holds, what made it, and how far it has come."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bondsim
from bondsim.documents import printable
from bondsim.experiments import files
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.planning.luck import SEED_RULE
from bondsim.experiments.planning.plan import differences

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan

NAME = "manifest.json"
RESOLVED = "config.resolved.json"
SCHEMA = 1
"""Version of the form of result folders; a folder of another one is refused."""

RUNNING, INTERRUPTED, DONE = "running", "interrupted", "done"
RAN_ON = ("numpy", "numba", "pyarrow")

NEEDED = {"config", "state", "runs", "failed", "name", "question", "scenario", "seed", "pairing", "fixed"}
NEEDED |= {"factors", "outcomes", "recorded", "bondsim", "rules"}

type Manifest = dict[str, Any]


def held(folder: Path) -> list[str]:
    """Names of the result folders in a folder, in order."""
    return sorted(path.parent.name for path in folder.glob(f"*/{NAME}"))


def near(folder: Path) -> str:
    """End of a message on a folder that is not there: the nearest result folder beside it, or in `results/`."""
    places = dict.fromkeys([folder.parent, Path("results")])
    known = {name: place / name for place in places if place.is_dir() for name in held(place)}
    close = get_close_matches(folder.name, known, 1)
    return f"; did you mean {known[close[0]]}?" if close else ""


def describing(plan: Plan, rules: str) -> Manifest:
    """The manifest of a new folder, with all that a reader of its tables needs to understand them."""
    scenario, replicates = plan.scenario, plan.replicates
    keys = {name: scenario.keys[name] for name in plan.factors}
    outcomes = {name: scenario.outcomes[name] for name in plan.record.outcomes}
    return {
        "schema": SCHEMA,
        "id": plan.config_hash[:8],
        "config": plan.config_hash,
        "state": RUNNING,
        "runs": None,
        "failed": None,
        "name": plan.name,
        "question": plan.question,
        "scenario": {"name": scenario.name, "title": scenario.title, "digest": scenario.digest},
        "points": len(plan.points),
        "replicates": {"min": replicates.min, "max": replicates.max, "budget": replicates.budget},
        "seed": plan.seed,
        "pairing": plan.pairing,
        "seed_rule": SEED_RULE,
        "fixed": plan.fixed,
        "factors": {
            name: {"kind": key.kind, "unit": key.unit, "description": key.description, "default": key.default}
            for name, key in keys.items()
        },
        "uncertain": list(plan.uncertain),
        "outcomes": {
            name: {"kind": outcome.kind, "unit": outcome.unit, "description": outcome.description}
            for name, outcome in outcomes.items()
        },
        "recorded": {"series": plan.record.series is not None, "events": plan.record.events},
        "bondsim": bondsim.__version__,
        "rules": rules,
        "ran_on": {"python": platform.python_version()} | {name: version(name) for name in RAN_ON},
        "platform": {"system": platform.system(), "machine": platform.machine()},
    } | own_agents(plan)


def own_agents(plan: Plan) -> dict[str, Any]:
    """What marks results made with a user's own agent classes; nothing for all others."""
    if plan.own is None:
        return {}
    return {"agents": plan.own.described(), "limits": asdict(plan.own.limits)}


def begun_anew(manifest: Manifest) -> Manifest:
    """The manifest of a folder whose final files are damaged, so that all is computed again."""
    kept = {name: value for name, value in manifest.items() if name not in ("files", "damaged")}
    return kept | {"state": RUNNING, "runs": None, "failed": None}


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder."""
    files.write(folder / NAME, as_json(manifest))


def as_json(value: object) -> bytes:
    """JSON to be read by people, the same bytes for the same value."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def load(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises
    ------
    ResultsError
        If the folder is no result folder, cannot be read, or has a form that this bondsim does not read.
    """
    try:
        manifest = json.loads((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        if not folder.exists():
            raise ResultsError(f"there is no folder {folder}{near(folder)}") from None
        if (folder / "search.json").exists():
            raise ResultsError(
                f"{folder} holds a search; {folder / 'fresh'} is the experiment of its finalists, and "
                "bondsim show and bondsim.open_search tell of all of it"
            ) from None
        there = held(folder)
        inside = f"; in it there are: {', '.join(there[:10])}" if there else ""
        raise ResultsError(f"{folder} is not a result folder of bondsim: it has no {NAME}{inside}") from None
    except OSError as error:
        raise ResultsError(f"cannot read {folder / NAME}: {error.strerror}") from None
    except ValueError:
        raise ResultsError(f"{folder / NAME} is damaged: it is not JSON") from None
    if not isinstance(manifest, dict) or type(manifest.get("schema")) is not int:
        raise ResultsError(f"{folder} is not a result folder of bondsim: {NAME} is not one of its manifests")
    if manifest["schema"] != SCHEMA:
        raise ResultsError(
            f"{folder} has result format {manifest['schema']}, this bondsim {bondsim.__version__} reads "
            f"format {SCHEMA}; use the bondsim that made it ({printable(manifest.get('bondsim', 'unknown'))})"
        )
    if missing := sorted(NEEDED - manifest.keys()):
        raise ResultsError(f"{folder / NAME} is damaged: {missing[0]} is missing")
    return manifest


def load_resolved(folder: Path) -> dict[str, Any]:
    """Read the resolved config of a folder; empty where there is none that can be read."""
    try:
        resolved = json.loads((folder / RESOLVED).read_bytes())
    except (OSError, ValueError):
        return {}
    return resolved if isinstance(resolved, dict) else {}


def require_same(folder: Path, plan: Plan, rules: str) -> Manifest:
    """The manifest of a folder that `plan` may go on with.

    Raises
    ------
    ResultsError
        If the folder holds another experiment (the text names every difference) or was made by other rules.
    """
    manifest = load(folder)
    old = load_resolved(folder)
    other_scenario = manifest["scenario"].get("digest") != plan.scenario.digest
    lines = differences(old, plan.resolved) if old else []
    lines = [line for line in lines if not line.startswith("scenario.digest:")]
    if lines or (manifest["config"] != plan.config_hash and not other_scenario):
        told = (
            "".join(f"\n  {line}" for line in lines) or "\n  its config.resolved.json is missing or damaged"
        )
        raise ResultsError(
            f"{folder} holds another experiment (in the folder -> asked for):{told}\n"
            "choose another folder with --out, or delete this one; `bondsim extend` makes a larger experiment from it"
        )
    if other_scenario:
        raise ResultsError(
            f"{folder} was made with another version of the scenario {plan.scenario.name}; results of "
            "the two are never mixed: choose another folder with --out, or delete this one"
        )
    if (manifest["bondsim"], manifest["rules"]) != (bondsim.__version__, rules):
        made = f"bondsim {printable(manifest['bondsim'])}, rules {printable(manifest['rules'])[:12]}"
        now = f"bondsim {bondsim.__version__}, rules {rules[:12]}"
        raise ResultsError(
            f"{folder} was made by another version of the model ({made}; this is {now}); "
            "results of the two are never mixed: choose another folder with --out, or delete this one"
        )
    return manifest
