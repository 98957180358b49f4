"""Reading YAML documents safely, and telling every mistake in them at once, by file, line and column.

Scenarios and experiments are documents. A reader of one looks like this::

    document = documents.read(path)              # DocumentError: not readable, not YAML, not a mapping
    scenario = document.validate(ScenarioFile)   # a pydantic model; None where too little is left
    if scenario is not None and scenario.start not in scenario.places:
        document.problem(("start",), "unknown place" + documents.nearest(scenario.start, scenario.places))
    document.check()                             # DocumentError with all that was found, in order

`load(path, Model)` is these in one, for a document whose model says everything.

What `validate` finds wrong it notes, drops, and validates the rest, so that checks of meaning still run on
a document with other mistakes in it. `problem` takes a location in the plain value and the model, a path
of keys and list indices such as ``("plots", 0, "x")``; it points to the value there, or to the key with
``key=True``, or, where there is no such thing, to what encloses it.

Every problem of a file reads ``FILE:LINE:COLUMN: dotted.key: what is wrong; what would do``, lines and
columns counted from 1. A value from elsewhere (`parse_value`, `from_python`) carries the name of its source
instead, such as ``--set seed=x: ``, or nothing. Messages quote no more of a file than the key or scalar that
is wrong, shortened, with control codes spelt out. Of a file that a document refers to they quote less: it
may be anybody's (`read` with ``foreign``, `Document.unknown_key`).

The YAML taken is the plain part of YAML 1.2: one document, a mapping at the top, at most `MAX_BYTES` and
`MAX_DEPTH`; no anchors, aliases, tags, directives or merge keys; no key twice; every key is text. So ``no``
and ``on`` are text, ``1:30`` and ``2026-09-01`` are text, ``1e3`` is the number 1000, and ``.nan``, ``.inf``
and ``010`` are refused.
"""

from bondsim.documents.reading import (
    MAX_BYTES,
    MAX_DEPTH,
    from_python,
    inside,
    load,
    parse_value,
    read,
    read_bytes,
    read_text,
    scalar,
)
from bondsim.documents.tree import MAX_PROBLEMS, Document, DocumentError, Loc, Node, Place
from bondsim.documents.wording import MISTYPED, near, nearest, printable, quoted

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_PROBLEMS",
    "MISTYPED",
    "Document",
    "DocumentError",
    "Loc",
    "Node",
    "Place",
    "from_python",
    "inside",
    "load",
    "near",
    "nearest",
    "parse_value",
    "printable",
    "quoted",
    "read",
    "read_bytes",
    "read_text",
    "scalar",
]
