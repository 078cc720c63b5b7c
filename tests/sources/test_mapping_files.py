from pathlib import Path

import pytest

from sources.errors import MappingError
from sources.mapping import Column, Composite, Mapping
from sources.mapping_files import read_mapping, write_mapping


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    mapping = Mapping(
        columns=(
            Column('a "b"\n\\', "title", because="标题"),
            Column("sim", "parameter", attribute="sim", values={"2": "dual", "0": "-"}),
            Column("ram", "parameter", "memory", "ram", "GB", separators="/;", least=0.5),
        ),
        composites=(Composite(("os", "version"), "os", "os", join=" ", partial=True),),
        currency="EUR",
        category="phone",
        brand="Acme",
        id_prefix="x-",
        missing=("0", "\x7f"),
    )
    write_mapping(mapping, tmp_path / "m.toml")
    assert read_mapping(tmp_path / "m.toml") == mapping


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "[[column]]"),
        ("a = ", "no TOML"),
        ("colour = 1\n[[column]]\nheader='a'\nfield='id'", "found the key 'colour', expected one of columns"),
        ("[[column]]\nheader='a'\nfield='prize'", "column a: found field 'prize', expected one of id, brand"),
        (
            "[[column]]\nheader='a'\nfiled='id'",
            "column a: found the key 'filed', expected one of header, field",
        ),
        ("[[column]]\nheader='a'", "column a: found no field"),
        ("[[column]]\nheader=1\nfield='id'", "found header = 1, expected a str"),
        ("[[column]]\nheader='a'\nfield='parameter'", "expected an attribute for a parameter"),
        ("[[column]]\nheader='a'\nfield='id'\nattribute='ram'", "expected an attribute for a parameter"),
        ("[[column]]\nheader='a'\nfield='id'\nleast='20 g'", "found least = '20 g', expected a float"),
        (
            "[[column]]\nheader='a'\nfield='parameter'\nattribute='rma'",
            "attribute 'rma', expected one of ram",
        ),
        (
            "[[column]]\nheader='a'\nfield='parameter'\nattribute='ram'\nunit='Hz'",
            "unit of ram 'Hz', expected",
        ),
        (
            "[[composite]]\ncolumns='a'\nlabel='x'\nattribute='os'\n[[column]]\nheader='a'\nfield='id'",
            "a list",
        ),
        ("column = 3", r"expected tables headed [[column]]"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MappingError) as error:
        read_mapping(path)
    assert expected in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no such file"):
        read_mapping(tmp_path / "none.toml")
