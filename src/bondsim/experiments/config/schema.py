"""The JSON Schema of experiment files, with which an editor completes names and checks values.

It lies beside this module. An experiment file names it in its first line, by the path from there::

    # yaml-language-server: $schema=../src/bondsim/experiments/experiment.schema.json

A scenario's own keys and outcomes are not in it: `bondsim params` and `bondsim outcomes` list them, and
`bondsim check` knows them. ``python -m bondsim.experiments.config.schema`` writes it anew.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from bondsim.experiments.config.document import ExperimentFile

PATH = Path(__file__).parents[1] / "experiment.schema.json"


class _Untitled(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # "Every S" says less than the key, every_s


def schema() -> dict[str, Any]:
    """The schema, made from the models."""
    made = ExperimentFile.model_json_schema(schema_generator=_Untitled)
    return (
        {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made | {"title": "bondsim experiment"}
    )


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
