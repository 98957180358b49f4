"""`bondsim export` writes beside the result folder, or where it is told to."""

import shutil

from .conftest import bondsim


def test_each_form_has_its_place(finished, tmp_path):
    folder = shutil.copytree(finished, tmp_path / "rails")
    for form, name in (("csv", "rails-csv"), ("netcdf", "rails.nc"), ("archive", "rails.zip")):
        answer = bondsim("export", folder, "--as", form)
        assert answer.code == 0, answer.err
        assert answer.out.startswith(f"{tmp_path / name} (")
        assert (tmp_path / name).exists()
    again = bondsim("export", folder)
    assert again.code == 2 and "is there already" in again.err
    elsewhere = bondsim("export", folder, "--out", tmp_path / "deposit" / "rails.zip")
    assert elsewhere.code == 0 and (tmp_path / "deposit" / "rails.zip").exists()
