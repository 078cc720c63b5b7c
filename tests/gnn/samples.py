"""A small graph with taste in it."""

import numpy as np

from gnn.graph_data import Edges, GraphTensors


def two_tastes(users: int = 60, products: int = 40, bought: int = 6, seed: int = 0) -> GraphTensors:
    """Even users buy even products, odd users odd ones; the brand tells which. Popularity cannot."""
    rng = np.random.default_rng(seed)
    pairs = [
        (user, int(product))
        for user in range(users)
        for product in rng.choice(np.arange(user % 2, products, 2), bought, replace=False)
    ]
    made = [(product, product % 2) for product in range(products)]
    return GraphTensors(
        nodes={
            "user": tuple(f"user/{n}" for n in range(users)),
            "product": tuple(f"product/{n}" for n in range(products)),
            "brand": ("brand/even", "brand/odd"),
        },
        behaviour=Edges("PURCHASED", "user", "product", np.array(pairs, np.int64)),
        relations=(Edges("MADE_BY", "product", "brand", np.array(made, np.int64)),),
    )
