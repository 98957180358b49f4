"""The notebooks run, are what their scripts say, and carry nothing of the machine that ran them."""

import importlib.util
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def build_script():
    """`notebooks/build.py` as a module."""
    spec = importlib.util.spec_from_file_location("notebooks_build", NOTEBOOKS / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = build_script()
SCRIPTS = build.scripts()


def kept(script: Path) -> nbformat.NotebookNode:
    return nbformat.read(script.with_suffix(".ipynb"), as_version=4)


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """What the code cells print, and how many figures they show."""
    said = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            said.append("figure" if "image/png" in data else output.get("text") or data.get("text/plain"))
    return said


def test_there_are_notebooks():
    assert [script.stem for script in SCRIPTS] == [
        "a_career_and_a_policy",
        "a_run_and_its_twin",
        "adding_a_scenario",
        "another_law",
        "exploring_a_sweep",
        "first_steps",
        "sensitivity",
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_has_the_cells_of_its_script(script):
    cells = [(cell.cell_type, cell.id, cell.source) for cell in build.read(script).cells]
    assert [(cell.cell_type, cell.id, cell.source) for cell in kept(script).cells] == cells
    nbformat.validate(kept(script))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_runs_and_shows_what_it_showed(script):
    """Where it does not: `make notebooks`, and look at it."""
    shown = texts(build.executed(script))
    assert shown.count("figure") >= 1
    assert shown == texts(kept(script))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_carries_nothing_of_a_machine(script):
    notebook = kept(script)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info == {"name": "python"}
    for cell in notebook.cells:
        assert not cell.metadata
        for output in cell.get("outputs", []):
            assert output.output_type in ("stream", "display_data", "execute_result")
            assert output.get("name") != "stderr"
    assert not [text for text in texts(notebook) if text and re.search(r"(?<![\w.])/\w", text)]  # a path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_defines_no_model(script):
    """But the one that shows how a law is replaced."""
    code = [cell.source for cell in build.read(script).cells if cell.cell_type == "code"]
    if script.stem != "another_law":
        assert not [source for source in code if "def " in source or "class " in source]
    assert not [source for source in code if "bondsim.rules" in source or "bondsim.laws" in source]
