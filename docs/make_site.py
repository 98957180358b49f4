"""Build the site: gather README, pages and notebooks into one folder, and let MkDocs make HTML of them.

``make site`` runs it. The site needs nothing from elsewhere; ``results/site/index.html`` can be opened as a file.
"""

import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "results" / "site-source"
SITE = ROOT / "results" / "site"
FILES = ["CHANGELOG.md", "LICENSE"]
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
INFO = re.compile(
    r"^```(\w+) [^\n]+$", re.MULTILINE
)  # "```yaml lost_child.yaml": the name is said by the text


def gather(out: Path | None = None) -> None:
    """Put all that is linked into one tree, so that relative links stay true."""
    out = out or SOURCE
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file() and path.suffix in (".md", ".png", ".svg", ".gif", ".html"):
            _place(path, out)
    for path in [ROOT / name for name in FILES] + sorted((ROOT / "experiments").glob("*.yaml")):
        _place(path, out)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        _notebook(path, out / "notebooks")
    (out / "README.md").unlink(missing_ok=True)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (out / "index.md").write_text(relinked(readme, ROOT / "README.md"), encoding="utf-8")


def _place(path: Path, out: Path) -> None:
    target = out / path.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".md":
        target.write_text(relinked(path.read_text(encoding="utf-8"), path), encoding="utf-8")
    else:
        shutil.copyfile(path, target)


def relinked(text: str, page: Path) -> str:
    """A page whose links lead to what the site has; of what it has not, the words stay."""

    def link(match: re.Match[str]) -> str:
        mark, words, target = match.groups()
        name, _, anchor = target.partition("#")
        if not name or "://" in name or mark:
            return match[0]
        there = (page.parent / name).resolve()
        if there == ROOT / "README.md":
            name = _up(page) + "index.md"
        elif there == ROOT / "notebooks":
            name = _up(page) + "notebooks/first_steps.md"
        elif there.suffix == ".ipynb":
            name = name.removesuffix(".ipynb") + ".md"
        elif not there.is_file() or not _is_on_site(there):
            return words
        return f"[{words}]({name}{'#' + anchor if anchor else ''})"

    parts = FENCED.split(text)
    parts[::2] = [LINK.sub(link, part) for part in parts[::2]]
    return INFO.sub(r"```\1", "".join(parts))


def _up(page: Path) -> str:
    return "../" * (len(page.relative_to(ROOT).parts) - 1)


def _is_on_site(path: Path) -> bool:
    top = path.relative_to(ROOT).parts[0]
    return top == "docs" or path.name in FILES or (top == "experiments" and path.suffix == ".yaml")


def _notebook(path: Path, out: Path) -> None:
    """A notebook as Markdown: its text, its code, what it printed, its pictures."""
    out.mkdir(parents=True, exist_ok=True)
    parts: list[str] = []
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type == "markdown":
            parts.append(relinked(cell.source, path))
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for k, output in enumerate(cell.get("outputs", [])):
            data = output.get("data", {})
            if "image/png" in data:
                picture = out / f"{path.stem}-{number}-{k}.png"
                picture.write_bytes(base64.b64decode(data["image/png"]))
                parts.append(f"![What the code above draws]({picture.name})")
            elif "text/html" in data:
                parts.append(str(data["text/html"]))
            else:
                said = output.get("text") or data.get("text/plain", "")
                parts.append(f"```text\n{said.rstrip()}\n```")
    (out / f"{path.stem}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def build() -> int:
    """Let MkDocs make the site of what was gathered; what it would only warn of is an error."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for name, folder in (("docs_dir", SOURCE), ("site_dir", SITE)):
        settings = re.sub(rf"^{name}: .*$", f"{name}: {folder}", settings, flags=re.MULTILINE)
    config = SOURCE.parent / "mkdocs-site.yml"
    config.write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean", "-f", str(config)]
    try:
        return subprocess.run(command, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=False).returncode
    finally:
        config.unlink()


def main() -> int:
    """Gather and build."""
    gather()
    failed = build()
    if not failed:
        shutil.rmtree(SOURCE)
        print(f"The site is at {(SITE / 'index.html').relative_to(ROOT)}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
