from pathlib import Path

import pytest

from sources.errors import FileError
from sources.files import detect_encoding, open_text

CHINESE = "品牌,型号\n华为,Mate 40 Pro\n"


def write(folder: Path, data: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_encoding_reads_as_the_same_text(tmp_path: Path, encoding: str) -> None:
    with open_text(write(tmp_path, CHINESE.encode(encoding))) as stream:
        assert stream.read() == CHINESE


def test_the_encoding_is_told_by_the_whole_file(tmp_path: Path) -> None:
    ascii_beginning = b"a,b\n" * 500_000
    assert detect_encoding(write(tmp_path, ascii_beginning + CHINESE.encode("gb18030"))) == "gb18030"


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_off_inside_a_character_keeps_its_encoding(tmp_path: Path, cut: int) -> None:
    assert detect_encoding(write(tmp_path, "手机,手机".encode()[:-cut])) == "utf-8-sig"


def test_a_character_across_two_chunks_is_no_error(tmp_path: Path) -> None:
    assert detect_encoding(write(tmp_path, b"x" * ((1 << 20) - 1) + "华为".encode())) == "utf-8-sig"


def test_a_few_broken_bytes_leave_utf8_and_show_as_surrogates(tmp_path: Path) -> None:
    with open_text(write(tmp_path, (CHINESE * 5).encode() + b"\xff")) as stream:
        assert stream.read().endswith("\udcff")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"PK\x03\x04abc", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (CHINESE.encode("utf-16"), "UTF-16"),
        ("id,name\n".encode("utf-16-le"), "UTF-16 text without a BOM"),
        (bytes(range(256)) * 40, "binary"),
        ("name\nMüller Käse\n".encode("latin-1"), "neither UTF-8 (broken at byte 6) nor GB18030"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, found: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(FileError) as error:
        detect_encoding(path)
    assert found in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        detect_encoding(tmp_path / "none.csv")
    with pytest.raises(FileError, match="folder"):
        detect_encoding(tmp_path)
