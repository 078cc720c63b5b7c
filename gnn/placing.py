"""Where what was learned puts the products of a graph that has changed since: new ones need no training."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import normalize

from gnn.adjacency import adjacency, degrees
from gnn.config import Config
from gnn.evaluate import Floats
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors
from gnn.learned import Learned
from gnn.model import RelationalLightGCN
from gnn.vectors import Vectors

Mask = NDArray[np.bool_]


def learned_of(model: RelationalLightGCN, data: GraphTensors, config: Config) -> Learned:
    """Return what `model` learned of `data`."""
    kinds = [kind for kind in data.nodes if kind != USER]
    rows = np.split(_array(model.embedding.weight), np.cumsum([len(data.nodes[kind]) for kind in kinds])[:-1])
    names = [edges.name for edges in (data.behaviour, *data.relations)]
    return Learned(
        {kind: data.nodes[kind] for kind in kinds},
        dict(zip(kinds, rows, strict=True)),
        dict(zip(names, model.relation.detach().tolist(), strict=True)),
        _array(model.popularity),
        float(model.newness.detach()),
        config.layers,
        config.temperature,
    )


def place(learned: Learned, data: GraphTensors) -> Vectors:
    """Return the vectors of the products of `data`; new ones stand where what is known of them leads.

    Of the graph that was learned it returns what training returned. What is new and no product has no first layer
    either; a relation that is new weighs as one that was never moved. Time is that of `layers` propagations.
    """
    products, others = len(data.nodes[PRODUCT]), [kind for kind in data.nodes if kind not in (USER, PRODUCT)]
    dimension = learned.own[PRODUCT].shape[1]
    config = Config(dimension=dimension, layers=learned.layers)
    size = sum(len(data.nodes[kind]) for kind in others)
    model = RelationalLightGCN(len(data.nodes[USER]), products, size, 1 + len(data.relations), config)
    rows = [_moved(learned, kind, data.nodes[kind]) for kind in (PRODUCT, *others)]
    positions = _positions(learned, PRODUCT, data.nodes[PRODUCT])
    with torch.no_grad():
        model.embedding.weight.copy_(torch.from_numpy(np.concatenate(rows)))
        names = [edges.name for edges in (data.behaviour, *data.relations)]
        model.relation.copy_(torch.tensor([learned.relations.get(name, 0.0) for name in names]))
        model.popularity.copy_(torch.from_numpy(np.where(positions < 0, 0, learned.popularity[positions])))
        model.newness.fill_(learned.newness)
        known = [adjacency(data, edges) for edges in data.relations]
        return vectors_of(model, data, data.behaviour, known, positions < 0, learned.temperature)


def layers_of(
    model: RelationalLightGCN, data: GraphTensors, behaviour: Edges, known: list[Tensor], new: Mask
) -> tuple[list[Tensor], Tensor]:
    """Return the model's layers and `own` of the products [products], 0 for the `new` ones."""
    device = model.embedding.weight.device
    own = torch.ones(len(model.embedding.weight), 1, device=device)
    own[: len(new), 0] = torch.from_numpy(~new).to(own)
    return model([adjacency(data, behaviour).to(device), *known], own), own[: len(new), 0]


@torch.no_grad()
def vectors_of(
    model: RelationalLightGCN,
    data: GraphTensors,
    behaviour: Edges,
    known: list[Tensor],
    new: Mask | None,
    temperature: float,
) -> Vectors:
    """Return where the model puts products; those nobody took, and the `new` ones, without a vector of their own."""
    products = len(data.nodes[PRODUCT])
    taken = degrees(products, behaviour)
    bare = taken == 0 if new is None else (taken == 0) | new
    layers, own = layers_of(model, data, behaviour, known, bare)
    stands = slice(model.users, model.users + products)
    # A user's own layers are sums over the layers before of what they did.
    tastes = torch.stack(layers[:-1]).sum(0)[stands].cpu().numpy()
    return Vectors(
        normalize(torch.stack(layers).sum(0)[stands]).cpu().numpy(),
        (tastes / np.sqrt(np.maximum(taken, 1))[:, None]).astype(np.float32),
        np.float32(temperature) * model.biases(own).cpu().numpy(),
    )


def _positions(
    learned: Learned, kind: str, ids: tuple[str, ...]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return where each id stood when it was learned, -1 for new ones."""
    known = {id_: position for position, id_ in enumerate(learned.ids.get(kind, ()))}
    return np.array([known.get(id_, -1) for id_ in ids], np.int64)


def _moved(learned: Learned, kind: str, ids: tuple[str, ...]) -> Floats:
    """Return the first layers of nodes by id [len(ids), d], 0 for new ones."""
    dimension = learned.own[PRODUCT].shape[1]
    own = np.concatenate([learned.own.get(kind, np.empty((0, dimension))), np.zeros((1, dimension))])
    rows: Floats = own[_positions(learned, kind, ids)].astype(np.float32)
    return rows


def _array(values: Tensor) -> Floats:
    array: Floats = values.detach().cpu().numpy().astype(np.float32)
    return array
