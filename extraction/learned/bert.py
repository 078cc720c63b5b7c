"""BERT's encoder (Devlin et al. 2019) in the names of its published weights, read from an ONNX file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from extraction.errors import EncoderError

DROPOUT = 0.1


class SelfAttention(nn.Module):
    """Every place looks at every other (Vaswani et al. 2017)."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return what each place saw, (batch, length, hidden)."""
        size = (*states.shape[:2], self.heads, -1)
        query, key, value = (
            project(states).view(size).transpose(1, 2) for project in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return seen.transpose(1, 2).flatten(2)


class Residual(nn.Module):
    """A projection, added to what came before and normalised."""

    def __init__(self, inner: int, hidden: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, hidden)
        self.LayerNorm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, inner: Tensor, states: Tensor) -> Tensor:
        """Return the new states."""
        normalised: Tensor = self.LayerNorm(states + self.dropout(self.dense(inner)))
        return normalised


class Attention(nn.Module):
    """Self-attention with its residual; the modules bear the published names."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.self = SelfAttention(hidden, heads)
        self.output = Residual(hidden, hidden)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the new states."""
        new: Tensor = self.output(self.self(states, mask), states)
        return new


class Intermediate(nn.Module):
    """The widening half of the feed-forward step."""

    def __init__(self, hidden: int, inner: int) -> None:
        super().__init__()
        self.dense = nn.Linear(hidden, inner)

    def forward(self, states: Tensor) -> Tensor:
        """Return (batch, length, inner)."""
        return functional.gelu(self.dense(states))


class Layer(nn.Module):
    """Self-attention and a feed-forward step."""

    def __init__(self, hidden: int, inner: int, heads: int) -> None:
        super().__init__()
        self.attention = Attention(hidden, heads)
        self.intermediate = Intermediate(hidden, inner)
        self.output = Residual(inner, hidden)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the new states; `mask` is (batch, 1, 1, length)."""
        states = self.attention(states, mask)
        new: Tensor = self.output(self.intermediate(states), states)
        return new


class Embeddings(nn.Module):
    """The sum of what a piece is and where it stands."""

    def __init__(self, vocabulary: int, positions: int, hidden: int) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, hidden)
        self.position_embeddings = nn.Embedding(positions, hidden)
        self.token_type_embeddings = nn.Embedding(2, hidden)
        self.LayerNorm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor) -> Tensor:
        """Return (batch, length, hidden)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = (
            self.word_embeddings(ids)
            + self.position_embeddings(places)
            + self.token_type_embeddings.weight[0]
        )
        states: Tensor = self.dropout(self.LayerNorm(summed))
        return states


class Layers(nn.Module):
    """The layers one after the other."""

    def __init__(self, hidden: int, inner: int, heads: int, layers: int) -> None:
        super().__init__()
        self.layer = nn.ModuleList(Layer(hidden, inner, heads) for _ in range(layers))

    def forward(self, states: Tensor, mask: Tensor, first: int = 0, behind: int | None = None) -> Tensor:
        """Return the states behind the layers from `first` on, up to that before `behind`; all of them by default."""
        for layer in self.layer[first:behind]:
            states = layer(states, mask[:, None, None, :])
        return states


class Encoder(nn.Module):
    """Embeddings and layers; `hidden` is the size of a state, `sizes` make another one of the same shape."""

    def __init__(self, vocabulary: int, positions: int, hidden: int, inner: int, layers: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.frozen = 0
        self.sizes = {
            "vocabulary": vocabulary, "positions": positions, "hidden": hidden, "inner": inner, "layers": layers,
        }  # fmt: skip
        self.embeddings = Embeddings(vocabulary, positions, hidden)
        # The weights do not tell the number of heads: the published models have 8 (zh, 512 wide) and 12 (en, 384).
        self.encoder = Layers(hidden, inner, 8 if hidden % 384 else 12, layers)

    def keep(self, layers: int) -> None:
        """Do without the layers behind the first `layers`."""
        self.encoder.layer = self.encoder.layer[:layers]
        self.sizes["layers"] = len(self.encoder.layer)

    def freeze(self, layers: int) -> None:
        """Let training leave as they are: what words mean, and with `layers` all that is below that layer.

        Rare words keep what they meant: only what few examples touch would be moved.
        """
        self.frozen = layers
        self.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        for part in (self.embeddings, *self.encoder.layer[:layers]) if layers else ():
            part.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states (batch, length, hidden) of `ids` in float32, whatever the weights are.

        `mask` is true where text is; it and `ids` are (batch, length).
        """
        return self.above(self.below(ids, mask), mask)

    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states behind what is frozen: in training they stay the same."""
        states: Tensor = self.encoder(self.embeddings(ids), mask, behind=self.frozen)
        return states

    def above(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the last states from those of `below`."""
        last: Tensor = self.encoder(states, mask, first=self.frozen)
        return last.float()


def read_encoder(file: Path, *, layers: int = 0) -> Encoder:
    """Return the encoder whose weights an ONNX file holds, or its first `layers` layers.

    Initialisers bear the names of the modules, but for the weights of matrix products: those are the second input of
    the product that is named after its module, transposed.

    Raises:
        EncoderError: the file is missing, damaged, or no BERT.
    """
    try:
        graph = onnx.load(file).graph
    except (OSError, DecodeError) as error:
        raise EncoderError(f"{file}: found no ONNX model ({error})") from None
    arrays = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    named = {name: array for name, array in arrays.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays and node.name.endswith("/MatMul"):
            module = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            named[f"{module}.weight"] = arrays[node.input[1]].T
    try:
        encoder = _sized(named)
        encoder.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in named.items()})
        if layers:
            encoder.keep(layers)
    except (KeyError, ValueError, RuntimeError) as error:
        raise EncoderError(f"{file}: found other weights than a BERT's: {error}") from None
    return encoder


def _sized(named: dict[str, np.ndarray]) -> Encoder:
    words, hidden = named["embeddings.word_embeddings.weight"].shape
    positions = named["embeddings.position_embeddings.weight"].shape[0]
    inner = named["encoder.layer.0.intermediate.dense.weight"].shape[0]
    layers = 1 + max(int(name.split(".")[2]) for name in named if name.startswith("encoder.layer."))
    return Encoder(words, positions, hidden, inner, layers)
