"""A vocabulary, an encoder and annotated texts so small that a test learns them by heart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from extraction.documents import Aspect, Span
from extraction.learned.bert import Encoder
from extraction.learned.card import Card
from extraction.learned.examples import Example, labels_of
from extraction.learned.network import Network
from extraction.learned.pieces import PieceReader
from extraction.learned.tagger import Tagger
from extraction.learned.train import Config

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = (
    "the", "is", "has", "a", "but", "screen", "battery", "great", "poor", "fine", "app", "##le", "phone", "huawei",
    "mate", "no", "##k", "##ia", "40", "5000", "mah", ".", ",", "，", "。", *"华为手机屏幕续航很好差小米的清晰不但红",
)  # fmt: skip
VOCABULARY = {piece: number for number, piece in enumerate((*SPECIAL, *WORDS))}
READER = PieceReader(VOCABULARY)
QUICK = Config(epochs=40, learning_rate=1e-2, head_rate=4e-2, seed=4)
"""Learns `EXAMPLES` by heart in half a second."""


def made(
    text: str, labelled: Mapping[str, str] = {}, judged: Mapping[str, str] = {}, group: str = ""
) -> Example:
    """Return the example in which each word of `labelled` bears its label, and each of `judged` its polarity."""
    spans = [Span(start, end, label, word, 1.0) for word, label in labelled.items()
             for start, end in [_place(text, word)]]  # fmt: skip
    aspects = [Aspect(start, end, word, polarity, 1.0) for word, polarity in judged.items()
               for start, end in [_place(text, word)]]  # fmt: skip
    return Example(text, tuple(spans), tuple(aspects), group)


def _place(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


EXAMPLES = (
    made("Huawei Mate 40, the screen is great", {"Huawei": "BRAND", "Mate 40": "MODEL"}, {"screen": "positive"}),
    made("the Apple phone has a poor battery", {"Apple": "BRAND"}, {"battery": "negative"}),
    made("a Nokia phone. the battery is fine", {"Nokia": "BRAND"}, {"battery": "positive"}),
    made("the screen is poor but the battery is great", {}, {"screen": "negative", "battery": "positive"}),
    made("华为手机屏幕很好", {"华为": "BRAND"}, {"屏幕": "positive"}),
    made("小米手机，续航很差", {"小米": "BRAND"}, {"续航": "negative"}),
    made("红米的屏幕不清晰，但续航很好", {"红米": "BRAND"}, {"屏幕": "negative", "续航": "positive"}),
    made("the phone has a 5000mAh battery"),
)  # fmt: skip
"""Spans, and aspects that stand apart from them."""


def tiny_encoder(seed: int = 0, *, positions: int = 64, layers: int = 1) -> Encoder:
    """Return an encoder with random weights, the same for a seed."""
    torch.manual_seed(seed)
    return Encoder(len(VOCABULARY), positions, hidden=32, inner=64, layers=layers).eval()


def tiny_card(examples: Sequence[Example] = EXAMPLES) -> Card:
    """Return the card of a model of what `examples` teach."""
    return Card(labels_of(examples), tiny_encoder().sizes)


def tiny_tagger(examples: Sequence[Example] = EXAMPLES, *, seed: int = 0, positions: int = 64) -> Tagger:
    """Return a tagger with random weights, the same for a seed."""
    encoder = tiny_encoder(seed, positions=positions)
    card = Card(labels_of(examples), encoder.sizes)
    return Tagger(Network(encoder, card.labels), READER, card)


def same_weights(one: Tagger, other: Tagger) -> bool:
    """Say whether two models have the same weights, bit for bit."""
    left, right = one.network.state_dict(), other.network.state_dict()
    return left.keys() == right.keys() and all(torch.equal(left[name], right[name]) for name in left)


def write_onnx(encoder: Encoder, file: Path, *, without: Iterable[str] = ()) -> Path:
    """Write an encoder as the published ones come: weights of matrix products transposed, and named by their use."""
    weights, products = [], []
    for number, (name, weight) in enumerate(encoder.state_dict().items()):
        if name in without:
            continue
        module = name.removesuffix(".weight")
        if name == module or "mbeddings" in name or "LayerNorm" in name:
            weights.append(numpy_helper.from_array(weight.numpy(), name))
        else:
            anonymous = f"onnx::MatMul_{number}"
            weights.append(numpy_helper.from_array(weight.numpy().T.copy(), anonymous))
            path = f"/{module.replace('.', '/').replace('/layer/', '/layer.')}/MatMul"
            products.append(
                helper.make_node("MatMul", [f"into{number}", anonymous], [f"out{number}"], name=path)
            )
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    graph = helper.make_graph(products, "encoder", [ids], [], weights)
    onnx.save(helper.make_model(graph), str(file))
    return file


def write_tokenizer(file: Path, vocabulary: Mapping[str, int] = VOCABULARY) -> Path:
    """Write a vocabulary as `tokenizer.json` holds it."""
    file.write_text(json.dumps({"model": {"type": "WordPiece", "vocab": vocabulary}}), "utf-8")
    return file


def json_line(number: int, example: Example) -> str:
    """Return the line of JSON Lines that holds an example."""
    spans = [{"start": span.start, "end": span.end, "label": span.label} for span in example.spans]
    aspects = [{"start": a.start, "end": a.end, "polarity": a.polarity} for a in example.aspects]
    row = {"id": str(number), "text": example.text, "spans": spans, "aspects": aspects}
    return json.dumps(row, ensure_ascii=False)


def write_jsonl(file: Path, examples: Iterable[Example] = EXAMPLES) -> Path:
    """Write annotated texts as our own format has them."""
    lines = [json_line(number, example) for number, example in enumerate(examples)]
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return file
