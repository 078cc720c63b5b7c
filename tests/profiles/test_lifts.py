import numpy as np
import pytest
from scipy.sparse import csr_array

from profiles.lifts import lifts, wilson
from profiles.records import Lift


def test_wilson_s_interval() -> None:
    low, high = wilson(np.array([8, 0, 10]), np.array([10, 10, 10]))
    assert low == pytest.approx([0.4902, 0, 0.7225], abs=1e-4)
    assert high == pytest.approx([0.9433, 0.2775, 1], abs=1e-4)


def test_a_lift_by_hand() -> None:
    # 20 of 40 are members; 15 members and 5 others are marked.
    marked = np.array([1] * 15 + [0] * 15 + [1] * 5 + [0] * 5)
    members = np.arange(40) < 20
    low, high = wilson(np.array([15]), np.array([20]))
    (found,) = lifts(csr_array(marked[:, None]), members, ["brand/x"], 10)
    assert found == Lift("brand/x", 1.5, round(low[0] / 0.5, 3), round(high[0] / 0.5, 3), 15, 20)


def test_what_few_members_prefer_or_chance_explains_is_not_said() -> None:
    members = np.arange(40) < 20
    few = np.array([1] * 9 + [0] * 31)
    common = np.array([1] * 12 + [0] * 8 + [1] * 10 + [0] * 10)
    assert lifts(csr_array(np.column_stack([few, common])), members, ["few", "common"], 10) == []
