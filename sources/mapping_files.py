"""Mappings as TOML: read with every mistake named, and written back."""

from __future__ import annotations

import json
import tomllib
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from sources.errors import MappingError
from sources.mapping import Column, Composite, Field, Mapping
from sources.words import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

Item = TypeVar("Item", Column, Composite, Mapping)
TYPES = {
    "columns": list,
    "composites": list,
    "missing": list,
    "values": dict,
    "partial": bool,
    "least": float,
}
"""Types of the keys that are no strings."""


def read_mapping(path: Path) -> Mapping:
    """Read a mapping from TOML.

    Raises:
        MappingError: no TOML, or a key, field, attribute or unit that does not exist; names file and key.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise MappingError(f"{path}: no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: found no TOML in UTF-8: {error}") from None
    columns = [_item(path, Column, "column", item) for item in _tables(path, table, "column")]
    composites = [_item(path, Composite, "composite", item) for item in _tables(path, table, "composite")]
    if not columns:
        raise MappingError(f"{path}: found no [[column]], expected one for each column that is read")
    rest = {**table, "columns": columns, "composites": composites}
    return _item(path, Mapping, "mapping", rest)


def write_mapping(mapping: Mapping, path: Path) -> None:
    """Write `mapping` as TOML that `read_mapping` reads back equal."""
    lines = [*_assignments(mapping), ""]
    for composite in mapping.composites:
        lines += ["[[composite]]", *_assignments(composite), ""]
    for column in mapping.columns:
        lines += ["[[column]]", *_assignments(column), ""]
    path.write_text("\n".join(lines), "utf-8")


def _assignments(item: Column | Composite | Mapping) -> Iterator[str]:
    for slot in fields(item):
        value = getattr(item, slot.name)
        if slot.name in {"columns", "composites"} and isinstance(item, Mapping):
            continue
        if value or slot.name == "missing":
            yield f"{slot.name} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            return "{" + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + "}"
        case tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case _:
            raise TypeError(type(value))


def _tables(path: Path, table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    items = table.pop(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise MappingError(f"{path}: found {name} = …, expected tables headed [[{name}]]")
    return items


def _item(path: Path, kind: type[Item], name: str, table: dict[str, Any]) -> Item:
    where = f"{path}: {name} {table.get('header') or table.get('label') or ''}".rstrip()
    slots = {slot.name: slot for slot in fields(kind)}
    for key, value in table.items():
        if key not in slots:
            raise MappingError(f"{where}: found the key {key!r}, expected one of {', '.join(slots)}")
        expected = TYPES.get(key, str)
        if not isinstance(value, expected) and not (expected is float and type(value) is int):
            raise MappingError(f"{where}: found {key} = {value!r}, expected a {expected.__name__}")
    for key in (key for key, slot in slots.items() if slot.default is slot.default_factory is MISSING):
        if key not in table:
            raise MappingError(f"{where}: found no {key}, expected {key} = …")
    make: Callable[..., Item] = kind
    item = make(**{key: _kept(key, value) for key, value in table.items()})
    if not isinstance(item, Mapping):
        _check(where, item)
    return item


def _kept(key: str, value: Any) -> Any:  # noqa: ANN401 (what TOML has)
    """Return a value as a mapping keeps it."""
    if TYPES.get(key) is float:
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def _check(where: str, item: Column | Composite) -> None:
    known = attributes()
    if isinstance(item, Column):
        _expect(where, "field", item.field, get_args(Field))
        if bool(item.attribute) != (item.field == "parameter"):
            message = f"{where}: found field {item.field!r} with attribute {item.attribute!r}"
            raise MappingError(f"{message}, expected an attribute for a parameter, and for nothing else")
    if item.attribute not in {"", "other"}:
        _expect(where, "attribute", item.attribute, (*known, "other"))
        _expect(where, f"unit of {item.attribute}", item.unit, ("", *known[item.attribute]))


def _expect(where: str, name: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        choices = ", ".join(choice for choice in allowed if choice) or "none"
        raise MappingError(f"{where}: found {name} {value!r}, expected one of {choices}")
