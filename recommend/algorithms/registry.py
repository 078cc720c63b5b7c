"""Algorithms by the name that they have on the command line."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from recommend.errors import BadRequestError

if TYPE_CHECKING:
    from recommend.algorithms.base import Algorithm

ALGORITHMS: Final = {
    "popularity": "recommend.algorithms.popularity:Popularity",
    "trending": "recommend.algorithms.popularity:Trending",
    "segment": "recommend.algorithms.segments:PopularInSegment",
    "user-cf": "recommend.algorithms.neighbours:UserCF",
    "item-cf": "recommend.algorithms.neighbours:ItemCF",
    "mf": "recommend.algorithms.factorisation:MatrixFactorisation",
    "mf-softmax": "recommend.algorithms.implicit_factorisation:SoftmaxFactorisation",
    "ease": "recommend.algorithms.ease:Ease",
    "ease-sparse": "recommend.algorithms.ease_sparse:SparseEase",
    "tfidf": "recommend.algorithms.content:TfIdf",
    "word2vec": "recommend.algorithms.word_vectors:Word2Vec",
    "doc2vec": "recommend.algorithms.word_vectors:Doc2Vec",
    "encoder": "recommend.algorithms.content:Encoder",
    "paths": "recommend.algorithms.paths:KnowledgePaths",
    "kg-gnn": "recommend.algorithms.kg_gnn:KnowledgeGraphGnn",
    "lambdamart": "recommend.algorithms.lambdamart:LambdaMart",
}
"""Name → module:dataclass; a module is imported when its algorithm is asked for."""


def create(name: str, **options: Any) -> Algorithm:  # noqa: ANN401 hyperparameters are of any type
    """Return the algorithm `name` with `options` as its hyperparameters, those that are not None.

    Raises:
        BadRequestError: no such algorithm, or it has no such hyperparameter.
    """
    if name not in ALGORITHMS:
        raise BadRequestError(f"found the algorithm {name!r}, expected one of {', '.join(ALGORITHMS)}")
    module, _, attribute = ALGORITHMS[name].partition(":")
    made = getattr(import_module(module), attribute)
    given = {option: value for option, value in options.items() if value is not None}
    known = [field.name for field in fields(made)]
    for option in given:
        if option not in known:
            raise BadRequestError(f"{name} has no {option}, it has {', '.join(known) or 'no options'}")
    return cast("Algorithm", made(**given))
