"""Sentence vectors: one a text, whatever else is in its batch, each language in its own columns."""

from __future__ import annotations

import numpy as np
import torch

from extraction.learned.sentences import Sentences
from extraction.learned.tagger import pad
from tests.extraction.learned.tiny import READER, tiny_encoder

TEXTS = ("the phone has a great battery", "华为手机", "", "the screen")


def both() -> Sentences:
    return Sentences({"en": (tiny_encoder(1), READER), "zh": (tiny_encoder(2), READER)})


def test_a_vector_is_the_first_state_of_its_language() -> None:
    vectors = both()(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((4, 64), np.float32)
    with torch.inference_mode():
        state = tiny_encoder(1)(*pad(READER.read(TEXTS[0])[:1], READER))[0, 0].numpy()
    np.testing.assert_allclose(vectors[0, :32], state / np.linalg.norm(state), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 1], atol=1e-5)
    assert not vectors[1, :32].any()
    assert not vectors[0, 32:].any()


def test_states_are_those_of_every_piece_the_first_of_them_the_vectors_direction() -> None:
    sentences = both()
    states = sentences.states(TEXTS[1])
    assert states.shape == (len(READER.read(TEXTS[1])[0].ids) + 2, 64)
    assert not states[:, :32].any()
    np.testing.assert_allclose(states[0] / np.linalg.norm(states[0]), sentences([TEXTS[1]])[0], atol=1e-5)
    assert sentences.states("").shape == (1, 64)
    assert not sentences.states("").any()


def test_other_texts_change_nothing() -> None:
    together, alone = both()(TEXTS), np.vstack([both()([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert both()([]).shape == (0, 64)
