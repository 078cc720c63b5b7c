"""What can go wrong with tensors and training.

GnnError
├── GraphShapeError    node ids or edges that do not fit together, or nothing to learn from
└── TrainingError      the loss left the numbers; nothing is returned
"""

from __future__ import annotations


class GnnError(Exception):
    """Root of this room's errors."""


class GraphShapeError(GnnError):
    """The arrays do not describe a graph that can be learned from."""


class TrainingError(GnnError):
    """Training went wrong; there are no embeddings."""
