"""Checking a document against a pydantic model, and saying what does not fit in the words of the document."""

import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bondsim.documents.tree import MAX_PROBLEMS, Document, Loc
from bondsim.documents.wording import nearest, quoted

_WANT = {
    "missing": "this key is missing",
    "bool": "want true or false",
    "int": "want a whole number",
    "float": "want a number",
    "string": "want text",
    "list": "want a list",
    "tuple": "want a list",
    "dict": "want a mapping ('key: value' lines)",
    "model": "want a mapping ('key: value' lines)",
}
_BOUND = {
    "greater_than": "want more than {gt}",
    "greater_than_equal": "want at least {ge}",
    "less_than": "want less than {lt}",
    "less_than_equal": "want at most {le}",
    "multiple_of": "want a multiple of {multiple_of}",
    "too_short": "want at least {min_length} in it",
    "too_long": "want at most {max_length} in it",
    "string_too_short": "want at least {min_length} characters",
    "string_too_long": "want at most {max_length} characters",
    "string_pattern_mismatch": "want text of the form {pattern}",
    "int_from_float": "want a whole number",
    "finite_number": "want a finite number",
}
_YAML_1_1_TRUTH = {"yes", "no", "on", "off", "y", "n"}
_ROUNDS = 20
_TAGS = ("union_tag_invalid", "union_tag_not_found")


def validated[M: BaseModel](document: Document, model: type[M]) -> M | None:
    """Check the document against a model, note what does not fit, drop it, and check the rest."""
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(document.node.plain())
        except ValidationError as error:
            items = error.errors(include_url=False)
        document.untold += max(0, len(items) - 2 * MAX_PROBLEMS)
        drop = []
        for item in items[: 2 * MAX_PROBLEMS]:
            loc = _loc(document, item)
            _tell(document, model, item, loc)
            drop.append(document.find(loc[:-1] if item["type"] in _TAGS else loc)[0])
        for node in drop:
            node.broken = True
        if document.node.broken or len(items) > 2 * MAX_PROBLEMS:
            break
    document.node.broken = False  # further problems of the whole can be told
    return None


def _loc(document: Document, item: Any) -> Loc:
    """Where the error is, without the names of union members that pydantic puts in between."""
    loc: Loc = ()
    parts = item["loc"]
    for i, part in enumerate(parts):
        part = str(part) if isinstance(document.find(loc)[0].content, dict) else part
        if document.find((*loc, part))[1] or (item["type"] == "missing" and i == len(parts) - 1):
            loc = (*loc, part)
    return (*loc, item["ctx"]["discriminator"].strip("'")) if item["type"] in _TAGS else loc


def _tell(document: Document, model: type[BaseModel], item: Any, loc: Loc) -> None:
    """Note one of pydantic's errors in the words of the document."""
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields(model, item["loc"][:-1])
        document.unknown_key(loc, known)
        return
    if kind in ("union_tag_not_found", "missing"):
        document.problem(loc, _WANT["missing"] + _example(model, item["loc"]))
        return
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        options = re.findall(r"'([^']*)'", context.get("expected") or context["expected_tags"])
        value = context.get("tag", value)
        text = f"want one of {', '.join(options)}; got {quoted(value)}"
        if isinstance(value, str) and "did you mean" in (hint := nearest(value, options)):
            text += hint
    elif kind == "value_error":
        text = str(context["error"])
    else:
        want = _WANT.get(re.sub("(_attributes|_parsing)?(_type)?$", "", kind)) or _BOUND.get(kind)
        text = f"{want.format(**context) if want else item['msg']}; got {quoted(value)}"
        if kind.startswith("bool") and str(value).lower() in _YAML_1_1_TRUTH:
            text += f" ({value} is text in YAML 1.2)"
        elif kind.startswith(("int", "float")) and isinstance(value, str):
            text += "; digits would do, such as 100"
    document.problem(loc, text, key="[key]" in item["loc"])


def _example(model: type[BaseModel], loc: Loc) -> str:
    """What a key of the top that is missing could look like, where the model says so."""
    info = model.model_fields.get(str(loc[0])) if len(loc) == 1 else None
    return f"; such as `{info.examples[0]}`" if info is not None and info.examples else ""


def _fields(model: type[BaseModel], loc: Loc) -> set[str]:
    """Names that a mapping at `loc` may have, as pydantic names the way to it."""
    current = {model}
    for part in loc:
        named = [member for member in current if _is_tagged(member, part)]
        steps = [f.annotation for m in current for n, f in m.model_fields.items() if part in (n, f.alias)]
        current = set(named) or {inner for step in steps for inner in _models(step)} or current
    return {field.alias or name for member in current for name, field in member.model_fields.items()}


def _is_tagged(model: type[BaseModel], tag: object) -> bool:
    """Whether the model is the union member of that tag: one of its fields can be nothing else."""
    return any(get_args(field.annotation) == (tag,) for field in model.model_fields.values())


def _models(annotation: Any) -> set[type[BaseModel]]:
    """All models in a type, through unions, lists, mappings and aliases."""
    annotation = getattr(annotation, "__value__", annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for argument in get_args(annotation) for model in _models(argument)}
