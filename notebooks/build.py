"""Make the notebooks from their scripts: run them, and keep what they show.

``make notebooks`` runs it. A notebook is a script in the percent format (``# %%``), which is what one edits
and reviews; its ``.ipynb`` beside it has the same cells with their outputs. A test runs each and compares.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import jupytext
from nbclient import NotebookClient
from nbformat import NotebookNode, write

HERE = Path(__file__).parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def scripts() -> list[Path]:
    """The scripts that notebooks are made from."""
    return [path for path in sorted(HERE.glob("*.py")) if path != Path(__file__)]


def read(script: Path) -> NotebookNode:
    """A script as a notebook without outputs, the same whenever it is read."""
    notebook = jupytext.read(script)
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
        cell.metadata = {}
    return notebook


def executed(script: Path) -> NotebookNode:
    """A script as a notebook with outputs; an error in a cell is raised. It runs in a folder of its own."""
    notebook = read(script)
    with TemporaryDirectory(prefix="bondsim-notebook-") as folder:
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    notebook.metadata["language_info"] = {"name": "python"}  # not the version that happened to run it
    return notebook


def main() -> int:
    """Make all notebooks, or those that are named."""
    named = set(sys.argv[1:])
    for script in scripts():
        if named and script.stem not in named:
            continue
        write(executed(script), script.with_suffix(".ipynb"))
        print(script.with_suffix(".ipynb").name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
