"""The points of a design: what is chosen, and what is drawn because it is not known, within a cap."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from bondsim.documents import Document, Loc, printable
from bondsim.experiments.config.design import OneAtATime, Part, Product, Range, Union
from bondsim.experiments.points import sampling
from bondsim.experiments.points.condition import Condition, condition
from bondsim.experiments.points.levels import MAX_POINTS, Point, Value, known, levels, parse
from bondsim.experiments.points.listed import listed
from bondsim.experiments.points.sampling import BY_WORD, Sample
from bondsim.experiments.points.spread import Spread, spread

if TYPE_CHECKING:
    from bondsim.experiments.config.document import ExperimentFile
    from bondsim.scenario import Key

MAX_RUNS = 100_000_000
"""Most runs of an experiment: hours of computing, some gigabytes of results."""
IN_BLOCKS = ("saltelli", "morris", "one_at_a_time")
"""Designs whose points belong together, so that none can be left out."""

type Keys = Mapping[str, "Key"]


@dataclass(frozen=True)
class Made:
    """Points of a design or of a part of one.

    Attributes
    ----------
    factors : tuple of str
        Keys that are varied, in the order of the config.
    points : tuple of dict
        A value for each factor; without factors one empty point.
    sample : Sample or None
        How they were drawn, where that matters to those who read the results.
    """

    factors: tuple[str, ...] = ()
    points: tuple[Point, ...] = ({},)
    sample: Sample | None = None


@dataclass(frozen=True)
class Design:
    """All points of an experiment: every setting of the levers at every draw of what is uncertain.

    Attributes
    ----------
    factors : tuple of str
        Levers, then uncertain keys, each in the order of the config.
    points : tuple of dict
        A value for each factor. Without meaning where problems were noted.
    levers, uncertain : Made
        What is chosen, and what is drawn.
    """

    factors: tuple[str, ...]
    points: tuple[Point, ...]
    levers: Made
    uncertain: Made


def design(document: Document, config: "ExperimentFile", keys: Keys, fixed: Mapping[str, Value]) -> Design:
    """The points that a config asks for; what is wrong is noted in the document."""
    maker = _Maker(document, keys, fixed, config.seed)
    levers = maker.part((), config, "design")
    uncertain = maker.draws(config)
    twice = [name for name in uncertain.factors if name in levers.factors]
    for name in twice:
        document.problem(("uncertain", name), "varied and uncertain; want one of the two", key=True)
    n = len(levers.points) * len(uncertain.points)
    if n > MAX_POINTS:
        text = f"{len(levers.points):,} points x {len(uncertain.points):,} draws are too many"
        document.problem(("draws",), f"{text}; at most {MAX_POINTS:,} would do", key=True)
    if document.found:
        return Design((*levers.factors, *uncertain.factors), levers.points, levers, uncertain)
    if config.where is not None:
        levers, uncertain = maker.kept(("where",), config.where, levers, uncertain)
    factors = (*levers.factors, *uncertain.factors)
    points = tuple(a | b for a in levers.points for b in uncertain.points)
    return Design(factors, points, levers, uncertain)


class _Maker:
    """Makes the points of the parts of one document."""

    def __init__(self, document: Document, keys: Keys, fixed: Mapping[str, Value], seed: int) -> None:
        self.document, self.keys, self.fixed, self.seed = document, keys, fixed, seed

    def part(self, loc: Loc, said: "ExperimentFile | Part", address: str) -> Made:
        """Points of the levers of the whole, or of a part of a product or a union."""
        csv = getattr(said, "csv", None)
        is_listed = said.points is not None or csv is not None
        asked = said.design or ("list" if is_listed else "grid")
        kind = asked if isinstance(asked, str) else asked.kind
        if self.document.found and said.design is None and "design" in self.document.names(loc):
            for name in said.vary:  # a design that was refused: what it would want is not known
                known(self.document, (*loc, "vary", name), self.keys)
            return Made(tuple(said.vary), ())
        if kind not in ("list", "csv"):
            if is_listed:
                section = "csv" if csv is not None else "points"
                article = "an" if kind[0] in "aeiou" else "a"
                text = f"{article} {kind} has no {section}; want design: list, or no {section}"
                self.document.problem((*loc, section), text, key=True)
        elif said.vary:
            text = f"a {kind} design has its points listed; want design: grid, or no vary"
            self.document.problem((*loc, "vary"), text, key=True)
        if kind in ("list", "csv"):
            needed = "csv" if kind == "csv" else "points"
            if said.points is None and not {needed, "csv"} & {*self.document.names(loc)}:
                self.document.problem(loc, f"{needed}: this key is missing, the design is {kind}")
            made = Made(*listed(self.document, (*loc, "points"), said.points or [], self.keys))
        elif isinstance(asked, Product | Union):
            if said.vary:
                text = f"the parts of a {kind} say what is varied; put this under {kind}'s of"
                self.document.problem((*loc, "vary"), text, key=True)
            made = self.combined((*loc, "design"), asked, address)
        elif kind == "grid":
            made = self.grid((*loc, "vary"), said.vary)
        elif kind == "zip":
            made = self.zipped((*loc, "vary"), said.vary)
        elif kind == "one_at_a_time":
            base = asked.base if isinstance(asked, OneAtATime) else {}
            made = self.one_at_a_time(loc, said.vary, base)
        else:
            sampler = BY_WORD[kind](kind=kind) if isinstance(asked, str) else asked
            made = self.sampled((*loc, "vary"), (*loc, "design"), said.vary, sampler, address)
        if loc and said.where is not None and not self.document.found:
            made, _ = self.kept((*loc, "where"), said.where, made, Made())
        return made

    def draws(self, config: "ExperimentFile") -> Made:
        """Draws of the uncertain keys: each once, and how they were drawn."""
        said = config.uncertain
        if isinstance(said, list):
            for i, name in enumerate(said):
                if name in said[:i]:
                    self.document.problem(("uncertain", i), "this key is there twice")
                known(self.document, ("uncertain", i), self.keys, name=name)
            said = {name: "plausible" for name in said if name in self.keys}
        if not said:
            nothing = not self.document.get(("uncertain",))
            if nothing and "draws" in self.document.names(()):
                text = "nothing is uncertain; want uncertain, or no draws"
                self.document.problem(("draws",), text, key=True)
            return Made()
        asked = config.draws
        if isinstance(asked, int):
            sampler = BY_WORD["latin_hypercube"](kind="latin_hypercube", points=asked)
        else:
            sampler = BY_WORD[asked](kind=asked) if isinstance(asked, str) else asked
        return self.sampled(("uncertain",), ("draws",), said, sampler, "draws")

    def levels(self, loc: Loc, vary: Mapping[str, Any]) -> dict[str, list[Value]]:
        """Levels of each factor."""
        found = {}
        for name, spec in vary.items():
            if self.document.is_full:
                break
            if known(self.document, (*loc, name), self.keys):
                found[name] = levels(self.document, (*loc, name), self.keys[name], spec)
        return found

    def grid(self, loc: Loc, vary: Mapping[str, Any]) -> Made:
        """Every combination of the levels."""
        counts = [_count(spec) for spec in vary.values()]
        too_many = prod(counts) > MAX_POINTS
        if too_many:
            sizes = " x ".join(f"{count:,}" for count in counts[:6]) + (" x …" if len(counts) > 6 else "")
            text = f"a grid of {sizes} points is too large; at most {MAX_POINTS:,} would do"
            self.document.problem(loc, text, key=True)
        found = self.levels(loc, vary)
        if prod(len(each) for each in found.values()) > MAX_POINTS:
            if not too_many:
                text = f"this grid is too large; at most {MAX_POINTS:,} points would do"
                self.document.problem(loc, text, key=True)
            return Made(tuple(found), ())
        names = sorted(found)  # the order of the points does not hang on the order of the keys in the config
        rows = product(*(found[name] for name in names))
        return Made(tuple(found), _points(tuple(found), names, rows))

    def zipped(self, loc: Loc, vary: Mapping[str, Any]) -> Made:
        """The first levels of all factors, the second, and so on."""
        found = self.levels(loc, vary)
        sizes = {name: len(each) for name, each in found.items()}
        if not self.document.found and len(set(sizes.values())) > 1:
            told = ", ".join(f"{printable(name)} {size}" for name, size in [*sizes.items()][:8])
            self.document.problem(loc, f"zip wants as many levels of each; there are: {told}", key=True)
            return Made(tuple(found), ())
        rows = dict.fromkeys(zip(*found.values(), strict=False)) if found else {(): None}
        return Made(tuple(found), _points(tuple(found), [*found], rows))

    def one_at_a_time(self, loc: Loc, vary: Mapping[str, Any], said: Mapping[str, Any]) -> Made:
        """The base point, then each factor over its other levels."""
        at = (*loc, "vary")
        found = self.levels(at, vary)
        base = {name: self.keys[name].default for name in found}
        for name, raw in said.items():
            here = (*loc, "design", "base", name)
            if known(self.document, here, self.keys):
                if name not in found:
                    self.document.problem(here, "this key is not varied; want it under fix", key=True)
                elif (value := parse(self.document, here, self.keys[name], raw)) is not None:
                    base[name] = value
        names = sorted(found)
        rows = [tuple(base[name] for name in names)]
        for i, name in enumerate(names):
            rows += [(*rows[0][:i], level, *rows[0][i + 1 :]) for level in found[name] if level != base[name]]
        if len(rows) > MAX_POINTS:
            self.document.problem(at, f"{len(rows):,} points are too many; at most {MAX_POINTS:,} would do")
            return Made(tuple(found), ())
        sample = Sample("one_at_a_time", tuple(names), tuple(rows), len(rows))
        return Made(tuple(found), _points(tuple(found), names, rows), sample if names else None)

    def sampled(self, loc: Loc, at: Loc, vary: Mapping[str, Any], sampler: Any, address: str) -> Made:
        """Points of the unit cube, mapped to the values of each factor."""
        spreads: dict[str, Spread] = {}
        for name, spec in vary.items():
            if known(self.document, (*loc, name), self.keys):
                found = spread(self.document, (*loc, name), self.keys[name], spec)
                if found is not None:
                    spreads[name] = found
        if not vary:
            self.document.problem(
                loc[:-1], f"{loc[-1]}: this key is missing, {sampler.kind} draws what is in it"
            )
            return Made((), ())
        n = sampling.size(sampler, len(vary))
        if wrong := sampling.not_a_power_of_two(sampler):
            field = (*at, wrong[0]) if self.document.names(at) else at
            self.document.problem(field, f"{wrong[1]} would do")
        if n > MAX_POINTS:
            self.document.problem(at, f"{n:,} points are too many; at most {MAX_POINTS:,} would do", key=True)
        if self.document.found:
            return Made(tuple(vary), ())
        names = sorted(spreads)  # as in a grid
        try:
            unit = sampling.unit_points(sampler, len(names), self.seed, address)
        except ModuleNotFoundError as error:
            text = f'{sampler.kind} needs {error.name}; `pip install "bondsim[designs]"` installs it'
            self.document.problem(at, text)
            return Made(tuple(vary), ())
        rows = tuple(
            tuple(spreads[name].at(float(u)) for name, u in zip(names, row, strict=True)) for row in unit
        )
        steps = tuple(map(tuple, unit.tolist())) if sampler.kind == "morris" else ()
        block, second = sampling.block(sampler, len(names)), getattr(sampler, "second_order", False)
        sample = Sample(sampler.kind, tuple(names), rows, block, steps, second)
        return Made(tuple(vary), _points(tuple(vary), names, rows), sample)

    def combined(self, loc: Loc, said: Product | Union, address: str) -> Made:
        """Parts of a product or a union, together."""
        parts = [self.part((*loc, "of", i), part, f"{address}.{i}") for i, part in enumerate(said.of)]
        factors: list[str] = []
        for i, part in enumerate(parts):
            for name in part.factors:
                if name not in factors:
                    factors.append(name)
                elif isinstance(said, Product):
                    self.document.problem((*loc, "of", i), f"{name} is in another part of this product too")
        samples = [part.sample for part in parts if part.sample and part.sample.kind in IN_BLOCKS]
        if samples and (isinstance(said, Union) or len(samples) > 1):
            names = " and ".join(sample.kind for sample in samples)
            text = f"points of {names} belong together; one such part in a product would do"
            self.document.problem(loc, text)
        n = sum(len(part.points) for part in parts)
        n = n if isinstance(said, Union) else prod(len(part.points) for part in parts)
        if n > MAX_POINTS:
            self.document.problem(
                loc, f"{n:,} points are too many; at most {MAX_POINTS:,} would do", key=True
            )
        if self.document.found:
            return Made(tuple(factors), ())
        rows: dict[tuple[Value, ...], None] = {}
        if isinstance(said, Product):
            for chosen in product(*(part.points for part in parts)):
                whole = {name: value for point in chosen for name, value in point.items()}
                rows[tuple(whole[name] for name in factors)] = None
        else:
            own = {name: self.keys[name].default for name in factors}
            for part in parts:
                rows |= dict.fromkeys(tuple((own | point)[name] for name in factors) for point in part.points)
        return Made(tuple(factors), _points(tuple(factors), factors, rows), samples[0] if samples else None)

    def kept(self, loc: Loc, text: str, levers: Made, uncertain: Made) -> tuple[Made, Made]:
        """Levers and draws that meet a condition."""
        given = dict.fromkeys((*levers.factors, *uncertain.factors, *self.fixed))
        said = condition(self.document, loc, text, self.keys, given)
        if said is None:
            return levers, uncertain
        of_levers, drawn = said.names & {*levers.factors}, said.names & {*uncertain.factors}
        if not of_levers and not drawn:
            self.document.problem(loc, "nothing in it is varied, so it holds everywhere or nowhere")
        elif of_levers and drawn:
            text = f"{min(of_levers)} is varied and {min(drawn)} uncertain: every level would have draws of its own"
            self.document.problem(loc, f"{text}; want conditions on one of the two")
        elif of_levers:
            return self.filtered(loc, said, levers), uncertain
        else:
            return levers, self.filtered(loc, said, uncertain)
        return levers, uncertain

    def filtered(self, loc: Loc, said: Condition, made: Made) -> Made:
        """The points, and rows of a sample, that meet a condition."""
        sample = made.sample
        if sample and sample.kind in IN_BLOCKS and said.names & {*sample.factors}:
            text = f"points of {sample.kind} belong together, and none can be left out"
            self.document.problem(loc, f"{text}; want narrower ranges, or another design")
            return made
        try:
            points = tuple(point for point in made.points if said.holds({**self.fixed, **point}))
            if sample and sample.kind not in IN_BLOCKS:
                rows = (dict(zip(sample.factors, row, strict=True)) for row in sample.rows)
                left = tuple(tuple(row.values()) for row in rows if said.holds({**self.fixed, **row}))
                sample = Sample(sample.kind, sample.factors, left)
        except ZeroDivisionError:
            self.document.problem(loc, "it divides by 0 at one of the points")
            return made
        except RecursionError:
            self.document.problem(loc, "this condition is too deep")
            return made
        if not points:
            self.document.problem(loc, f"it holds at none of the {len(made.points):,} points")
            return made
        return Made(made.factors, points, sample)


def _points(factors: tuple[str, ...], names: Any, rows: Any) -> tuple[Point, ...]:
    """Rows of values of `names` as points, each once, with the keys in the order of `factors`."""
    made = (dict(zip(names, row, strict=True)) for row in dict.fromkeys(rows))
    return tuple({name: point[name] for name in factors} for point in made)


def _count(spec: Any) -> int:
    """Levels that a factor has, as far as the config says it."""
    return spec.levels or 2 if isinstance(spec, Range) else len(spec) if isinstance(spec, list) else 1
