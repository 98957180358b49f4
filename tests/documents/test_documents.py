"""Documents are read safely, and every mistake in them is told at once, where it is."""

from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bondsim import documents
from bondsim.documents import DocumentError


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Dog(Strict):
    kind: Literal["dog"]
    bond: float = Field(0.5, ge=0, le=1)
    muzzled: bool = False


class Handler(Strict):
    kind: Literal["handler"]
    mass_kg: float = 80.0


class Span(Strict):
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self):
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Team(Strict):
    name: str
    seed: int = 0
    members: list[Annotated[Dog | Handler, Field(discriminator="kind")]] = []
    limits: dict[str, Span] = {}


def write(folder: Path, text: str | bytes, name: str = "team.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(path: Path, model: type[BaseModel] = Team) -> list[str]:
    """Problems of a document, without the folder's name."""
    with pytest.raises(DocumentError) as caught:
        documents.load(path, model)
    assert all(problem.startswith(str(path)) for problem in caught.value.problems)
    return [problem.removeprefix(f"{path.parent}/") for problem in caught.value.problems]


def test_a_good_document_becomes_its_model(tmp_path):
    path = write(
        tmp_path,
        "name: rails\nmembers:\n- {kind: dog, bond: 0.9}\n- kind: handler\nlimits: {a: {low: 1, high: 1e1}}",
    )
    team = documents.load(path, Team)
    assert team.members == [Dog(kind="dog", bond=0.9), Handler(kind="handler")]
    assert team.limits["a"].high == 10


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path):
    path = write(
        tmp_path,
        """\
# a comment
nmae: rails
seed: many
members:
  - kind: dgo
  - kind: dog
    bond: 1.5
    muzzled: no
  - {kind: handler, mas_kg: 80}
limits:
  age: {low: 3, high: 2}
  speed:
    low: 1
name: &n rails
seed: 2
""",
    )
    assert problems(path) == [
        "team.yaml:2:1: nmae: unknown key; did you mean 'name'?",
        "team.yaml:3:7: seed: want a whole number; got 'many'; digits would do, such as 100",
        "team.yaml:5:11: members.0.kind: want one of dog, handler; got 'dgo'; did you mean 'dog'?",
        "team.yaml:7:11: members.1.bond: want at most 1.0; got 1.5",
        "team.yaml:8:14: members.1.muzzled: want true or false; got 'no' (no is text in YAML 1.2)",
        "team.yaml:9:21: members.2.mas_kg: unknown key; did you mean 'mass_kg'?",
        "team.yaml:11:8: limits.age: low is above high",
        "team.yaml:12:3: limits.speed.high: this key is missing",
        "team.yaml:14:7: an anchor ('&name'); write values out where they are needed",
        "team.yaml:15:1: seed: the key is there twice, first on line 3",
    ]


def test_checks_of_meaning_point_at_the_right_item_after_a_broken_one(tmp_path):
    path = write(tmp_path, "name: rails\nmembers:\n- {kind: cat}\n- {kind: dog, bond: 0.2}\n")
    document = documents.read(path)
    team = document.validate(Team)
    assert team is not None and team.members == [Dog(kind="dog", bond=0.2)]
    document.problem(("members", 0, "bond"), "too weak")
    document.problem(("members", 0, "muzzled"), "not said")
    document.problem(("nowhere",), "not there")
    with pytest.raises(DocumentError) as caught:
        document.check()
    assert [p.removeprefix(f"{path}:") for p in caught.value.problems] == [
        "1:1: nowhere: not there",
        "3:10: members.0.kind: want one of dog, handler; got 'cat'",
        "4:3: members.1.muzzled: not said",
        "4:21: members.1.bond: too weak",
    ]


def test_a_document_without_a_required_key_has_no_model(tmp_path):
    document = documents.read(write(tmp_path, "seed: 1\n"))
    assert document.validate(Team) is None
    with pytest.raises(DocumentError, match=r"1:1: name: this key is missing"):
        document.check()


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", "1:1", "want a mapping"),
        ("# only a comment\n", "1:1", "want a mapping"),
        ("- a\n- b\n", "1:1", "want a mapping"),
        ("root:x:0:0:secret\n", "1:1", "want a mapping"),
        ("name: a\nname: b\n", "2:1", "there twice, first on line 1"),
        ("name: a\nseed: *n\n", "2:7", "alias"),
        ("name: !!python/object/apply:os.system [ls]\n", "1:7", "tag"),
        ("name: !x a\n", "1:7", "tag"),
        ("name: a\n<<: {seed: 1}\n", "2:1", "merge key"),
        ("? [a, b]\n: c\nname: d\n", "1:3", "want text"),
        ("name: a\n---\nname: b\n", "2:1", "second document"),
        ("%YAML 1.1\n---\nname: a\n", "2:1", "directive"),
        ("name: [a\n", "2:1", "not YAML"),
        ("name: a\n\tseed: 1\n", "2:1", "indent with spaces"),
        ("name: a\nseed: .inf\n", "2:7", "finite number, got '.inf'"),
        ("name: a\nseed: .NaN\n", "2:7", "finite number"),
        ("name: a\nseed: 1e999\n", "2:7", "too large"),
        ("name: a\nseed: " + "9" * 5000, "2:7", "too large"),
        ("name: a\nseed: 010\n", "2:7", "leading zeros"),
        ("name: a\nseed: 0x10\n", "2:7", "decimal"),
        ('name: "a\\e[31m"\n', "1:7", "control characters"),
        ('name: "\\ud800"\n', "1:7", "control characters"),
        ("name: a\x1b[31m\n", "1:8", "control character \\x1b"),
        ("name: a\nseed: \u2028\n", "2:7", "control character \\u2028"),
        (b"name: a\nseed: \xff\xfe\n", "2:7", "not UTF-8"),
        ("name: a".encode("utf-16"), "1:1", "not UTF-8"),
        ("name: " + "a" * 1_000_000, "1:1", "larger than 1,000,000 bytes"),
        ("name: " + "[" * 31 + "]" * 31, "1:36", "nested deeper than 30"),
        ("name: " + "[" * 200_000, "1:36", "nested deeper than 30"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_where_it_is(tmp_path, text, position, said):
    told = problems(write(tmp_path, text))
    assert [p for p in told if p.startswith(f"team.yaml:{position}: ") and said in p], told
    assert "secret" not in "".join(told)


def test_yaml_1_2_spelling(tmp_path):
    path = write(
        tmp_path,
        "a: no\nb: on\nc: 1e3\nd: 1:30\ne: 2026-09-01\nf: '1'\ng: TRUE\nh:\n1: -2\nnull: 1_000\ni: .5\n",
    )
    assert documents.read(path).get(()) == {
        "a": "no", "b": "on", "c": 1000.0, "d": "1:30", "e": "2026-09-01", "f": "1", "g": True, "h": None,
        "1": -2, "null": "1_000", "i": 0.5,
    }  # fmt: skip


def test_lines_and_columns_count_what_an_editor_counts(tmp_path):
    path = write(tmp_path, "\ufeffname: é\r\n\U0001f415: 1\rseed: x\n")
    assert [p.split(": ")[0] for p in problems(path)] == ["team.yaml:2:1", "team.yaml:3:7"]


def test_folders_missing_files_and_devices_are_refused(tmp_path):
    assert problems(tmp_path)[0].endswith(":1:1: cannot be read: not a file (a folder or a device)")
    assert problems(tmp_path / "none.yaml") == ["none.yaml:1:1: cannot be read: No such file or directory"]
    for path in ("/dev/zero", "a\0b"):
        with pytest.raises(DocumentError, match=r":1:1: cannot be read"):
            documents.read(path)


def test_messages_are_safe_for_a_terminal(tmp_path):
    path = write(tmp_path, 'name: a\n"\u202e[red]\u200b' + "x" * 100 + '": 1\n')
    (told,) = problems(path)
    assert told.startswith("team.yaml:2:1: \\u202e[red]\\u200bxxx") and told.isprintable()
    assert "x" * 60 not in told
    assert documents.printable("a\nb\x1b[1m\x7f") == r"a\nb\x1b[1m\x7f"


def test_a_flood_of_mistakes_is_cut_and_counted(tmp_path):
    path = write(tmp_path, "name: a\n" + "".join(f"k{i}: 1\n" for i in range(2000)))
    told = problems(path)
    assert len(told) == documents.MAX_PROBLEMS + 1
    assert told[-1] == "team.yaml:102:1: and 1900 more problems"


def test_values_from_python_and_the_command_line_carry_their_source():
    node = documents.from_python(
        {"a": np.linspace(0, 1, 3), "b": (1, Path("x")), "c": np.float64(2), "d": range(2)}
    )
    assert node.plain() == {"a": [0.0, 0.5, 1.0], "b": [1, "x"], "c": 2.0, "d": [0, 1]}
    with pytest.raises(DocumentError) as caught:
        documents.from_python({"a": [1, float("nan")], "b": {1}, "c": range(10**12)})
    assert caught.value.problems == [
        "a.1: want a finite number",
        "b: want text, a number, True or False, a list or a dict; got a set",
        "c: more than 1,000,000 items",
    ]
    assert documents.parse_value("[1, {from: 2}]", "--set x=…").plain() == [1, {"from": 2}]
    with pytest.raises(DocumentError, match=r"^--set x=\[1: not YAML"):
        documents.parse_value("[1", "--set x=[1")
    endless: list = []
    endless.append(endless)
    with pytest.raises(DocumentError, match="nested deeper"):
        documents.from_python(endless)


def test_a_named_file_stays_in_the_folder(tmp_path):
    folder = tmp_path / "own"
    (folder / "sub").mkdir(parents=True)
    write(tmp_path, "name: a", "outside.yaml")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "circle").symlink_to("circle")
    (folder / "same.yaml").symlink_to("sub/base.yaml")
    assert documents.inside(folder, "sub/base.yaml") == folder / "sub/base.yaml"
    assert documents.inside(folder, "same.yaml") == folder / "same.yaml"
    assert documents.inside(folder, "../same.yaml", folder / "sub") == folder / "sub/../same.yaml"
    for name in (
        "../outside.yaml",
        "/etc/passwd",
        "sub/../../outside.yaml",
        "link.yaml",
        "circle",
        "",
        ".",
        "a\nb",
    ):
        with pytest.raises(ValueError, match=r"want a relative path|leads out"):
            documents.inside(folder, name)


YAMLISH = st.text(
    alphabet=st.sampled_from(list("abn01.e-:,[]{}&*!|>#%@`'\"?<~ \n\t\\\r\x00\x85\u2028é\U0001f415")),
    max_size=80,
)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(YAMLISH, st.text(max_size=80)))
def test_any_text_is_read_or_refused_with_positions(tmp_path_factory, text):
    path = write(tmp_path_factory.getbasetemp(), text.encode(errors="surrogatepass"), "fuzz.yaml")
    try:
        documents.load(path, Team)
    except DocumentError as error:
        assert error.problems
        for problem in error.problems:
            _, line, column, _ = problem.removeprefix(str(path.parent)).split(":", 3)
            assert int(line) >= 1 and int(column) >= 1 and problem.isprintable()
