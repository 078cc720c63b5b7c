"""A model as bytes: one compressed npz without objects, so that reading it runs nothing."""

from __future__ import annotations

import json
from dataclasses import fields
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_array, issparse

from gnn.learned import Learned
from gnn.vectors import Vectors
from recommend.algorithms.ease import ItemWeights
from recommend.algorithms.model import Model
from recommend.algorithms.placed import Placed
from recommend.algorithms.preferences import Preferences
from recommend.algorithms.ranker import Ranker
from recommend.algorithms.segments import InSegments
from recommend.algorithms.signals import Signals
from recommend.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from recommend.algorithms.base import Scorer
    from recommend.dataset import Matrix

VERSION: Final = 2
"""Raised when what is written changes; another version is refused."""
Arrays = dict[str, "NDArray[Any]"]


def dump(model: Model) -> bytes:
    """Return the model as bytes; 12 bytes a weight before compression.

    Raises:
        TypeError: a recall is not one of the shipped ranking's.
    """
    signals, arrays = model.signals, {"items": np.array(model.items)}
    manifest: dict[str, Any] = {"version": VERSION, "depth": signals.depth}
    for group in ("links", "traits", "items"):
        named: Mapping[str, Any] = getattr(signals, group)
        manifest[group] = list(named)
        for number, each in enumerate(named.values()):
            arrays |= _put(f"{group}/{number}", each)
    if signals.prices is not None:
        arrays |= _put("prices", signals.prices)
    if signals.preferences:
        arrays |= _put_preferences(manifest, signals.preferences)
    manifest["entities"] = {name: list(ids) for name, ids in model.entities.items()}
    manifest["recalls"] = {name: type(recall).__name__ for name, recall in signals.recalls.items()}
    for number, recall in enumerate(signals.recalls.values()):
        arrays |= _put_recall(f"recalls/{number}", recall)
    if model.ranker:
        curve = {"slope": model.ranker.slope, "offset": model.ranker.offset}
        manifest["ranker"] = {**curve, "trees": model.ranker.booster.model_to_string()}
    arrays["manifest"] = _text(manifest)
    file = BytesIO()
    np.savez_compressed(file, **cast("Any", arrays))
    return file.getvalue()


def load(content: bytes) -> Model:
    """Return the model that `dump` wrote.

    Raises:
        ModelError: it is none of ours, damaged, or of another version.
    """
    try:
        with np.load(BytesIO(content)) as file:
            arrays = dict(file)
        manifest = json.loads(arrays["manifest"].tobytes())
        if manifest["version"] != VERSION:
            raise ModelError(
                f"found a model of version {manifest['version']}, expected {VERSION}: train it again"
            )
        return _model(manifest, arrays)
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(f"found no model of ours ({error}): train it again") from None


def _model(manifest: Mapping[str, Any], arrays: Arrays) -> Model:
    links, traits, items = (
        {name: _get(arrays, f"{group}/{number}") for number, name in enumerate(manifest[group])}
        for group in ("links", "traits", "items")
    )
    recalls = {
        name: _get_recall(arrays, f"recalls/{number}", kind)
        for number, (name, kind) in enumerate(manifest["recalls"].items())
    }
    signals = Signals(
        recalls,
        links,
        traits,
        items,
        arrays.get("prices"),
        _get_preferences(manifest, arrays),
        manifest["depth"],
    )
    return Model(
        tuple(arrays["items"].tolist()), signals, _ranker(manifest.get("ranker")), manifest["entities"]
    )


def _ranker(found: Mapping[str, Any] | None) -> Ranker | None:
    if found is None:
        return None
    import lightgbm  # a second to import, and where nothing was learned it is not needed

    return Ranker(lightgbm.Booster(model_str=found["trees"]), found["slope"], found["offset"])


def _put_recall(name: str, recall: Scorer) -> Arrays:
    if isinstance(recall, Placed):
        arrays = {f"{name}/{part}": values for part, values in recall.vectors._asdict().items()}
        return arrays | (_put_learned(name, recall.learned) if recall.learned else {})
    if isinstance(recall, ItemWeights):
        return _put(name, recall.weights)
    if isinstance(recall, InSegments):
        return {f"{name}/{part.name}": getattr(recall, part.name) for part in fields(recall)}
    raise TypeError(f"{type(recall).__name__} cannot be published")


def _get_recall(arrays: Arrays, name: str, kind: str) -> Scorer:
    if kind == Placed.__name__:
        vectors = Vectors(*(arrays[f"{name}/{part}"] for part in Vectors._fields))
        return Placed(vectors, {}, _get_learned(arrays, name))
    if kind == InSegments.__name__:
        return InSegments(*(arrays[f"{name}/{part.name}"] for part in fields(InSegments)))
    return ItemWeights(_get(arrays, name))


def _put_learned(name: str, learned: Learned) -> Arrays:
    told = {**learned._asdict(), "own": list(learned.own), "popularity": None}
    own = {f"{name}/own/{number}": rows for number, rows in enumerate(learned.own.values())}
    return {f"{name}/learned": _text(told), f"{name}/popularity": learned.popularity, **own}


def _get_learned(arrays: Arrays, name: str) -> Learned | None:
    if f"{name}/learned" not in arrays:
        return None
    told = json.loads(arrays[f"{name}/learned"].tobytes())
    told["ids"] = {kind: tuple(ids) for kind, ids in told["ids"].items()}
    told["own"] = {kind: arrays[f"{name}/own/{number}"] for number, kind in enumerate(told["own"])}
    return Learned(**{**told, "popularity": arrays[f"{name}/popularity"]})


def _put_preferences(manifest: dict[str, Any], found: Preferences) -> Arrays:
    manifest["preferences"] = {"kinds": list(found.leads), "everybody": found.everybody}
    arrays = _put("preferences/shelves", found.shelves)
    for number, (leads, base) in enumerate(zip(found.leads.values(), found.base.values(), strict=True)):
        arrays |= _put(f"preferences/leads/{number}", leads) | _put(f"preferences/base/{number}", base)
    return arrays if found.cheap is None else arrays | {"preferences/cheap": found.cheap}


def _get_preferences(manifest: Mapping[str, Any], arrays: Arrays) -> Preferences | None:
    if "preferences" not in manifest:
        return None
    told = manifest["preferences"]
    leads, base = (
        {kind: _get(arrays, f"preferences/{part}/{number}") for number, kind in enumerate(told["kinds"])}
        for part in ("leads", "base")
    )
    shelves = _get(arrays, "preferences/shelves")
    return Preferences(shelves, leads, base, arrays.get("preferences/cheap"), told["everybody"])


def _text(document: Mapping[str, Any]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(document).encode(), np.uint8)


def _put(name: str, each: NDArray[Any] | Matrix) -> Arrays:
    if not issparse(each):
        return {name: each}
    matrix = csr_array(each)
    shape = np.array(matrix.shape)
    return {
        f"{name}/data": matrix.data.astype(np.float32),
        f"{name}/indices": matrix.indices.astype(np.int32),
        f"{name}/indptr": matrix.indptr,
        f"{name}/shape": shape,
    }


def _get(arrays: Arrays, name: str) -> Any:  # noqa: ANN401 an array or a sparse matrix
    if name in arrays:
        return arrays[name]
    data, indices, indptr, shape = (
        arrays[f"{name}/{part}"] for part in ("data", "indices", "indptr", "shape")
    )
    return csr_array((data, indices, indptr), shape=tuple(shape))
