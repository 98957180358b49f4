"""`bondsim verify` ends with code 0 only where nothing speaks against a folder."""

import json
import shutil

from .conftest import bondsim


def test_a_sound_folder(finished):
    answer = bondsim("verify", finished, "--runs", 5, "--engine", "both", "--seed", 1)
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "Files    3 as they were written",
        "Runs     5 run again with the batch engine and the mesa engine: the same to the last bit",
    ]
    said = bondsim("verify", finished, "--runs", 5, "--seed", 1, "--json").json
    assert said["ok"] and len(said["runs"]) == 5 and said["engines"] == ["batch"]


def test_an_altered_file_ends_with_code_2(finished, tmp_path):
    folder = shutil.copytree(finished, tmp_path / "copy")
    path = folder / "summary.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    answer = bondsim("verify", folder)
    assert answer.code == 2
    assert answer.out.splitlines()[:2] == [
        "FILES    1 of 3 are not as they were written",
        "         summary.parquet is altered",
    ]


def test_another_model_ends_with_code_2(finished, tmp_path):
    folder = shutil.copytree(finished, tmp_path / "copy")
    about = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(about | {"bondsim": "0.0.1"}))
    answer = bondsim("verify", folder)
    assert answer.code == 2
    assert "MODEL" in answer.out and "bondsim 0.0.1" in answer.out
