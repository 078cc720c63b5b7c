import numpy as np
import pytest

from profiles.candidates import Candidate, choose, methods, weigh


def blobs(groups: int, each: int = 40) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.concatenate([centre + rng.normal(0, 0.05, (each, groups)) for centre in np.eye(groups)])


def test_groups_that_are_there_are_stable_and_chosen() -> None:
    points = blobs(4)
    candidates = weigh(points, methods(6, 10, len(points)), resamples=4, seed=1)
    chosen = choose(candidates)
    assert chosen.groups == 4
    assert chosen.stability == pytest.approx(1)
    assert {each.method for each in candidates} == {"k-means", "Gaussian mixture", "HDBSCAN"}
    assert weigh(points, methods(6, 10, len(points)), resamples=4, seed=1) == candidates


def test_groups_made_of_noise_are_not_called_stable() -> None:
    points = np.random.default_rng(0).normal(size=(300, 8))
    assert not choose(weigh(points, methods(6, 10, len(points)), resamples=4, seed=1)).stable


def test_a_method_may_not_leave_out_what_is_hard() -> None:
    points = np.concatenate([blobs(3), np.random.default_rng(1).normal(0.3, 0.3, (30, 3))])
    grouping = methods(3, 10, len(points))["HDBSCAN", 10](points, 0)
    assert grouping.predict(points).min() >= 0


def test_stability_counts_as_much_as_silhouette() -> None:
    shaky = Candidate("k-means", 8, 8, 0.5, 0.6)
    steady = Candidate("k-means", 7, 7, 0.9, 0.5)
    one = Candidate("HDBSCAN", 10, 1, 0.0, 0.0)
    assert choose([shaky, steady, one]) is steady
