import numpy as np
import pytest

from profiles.lifts import lifts, wilson
from profiles.records import Lift


def test_wilson_s_interval() -> None:
    low, high = wilson(np.array([8, 0, 10]), np.array([10, 10, 10]))
    assert low == pytest.approx([0.4902, 0, 0.7225], abs=1e-4)
    assert high == pytest.approx([0.9433, 0.2775, 1], abs=1e-4)


def test_a_lift_by_hand() -> None:
    # 20 of 40 are members; 15 members and 5 others are marked.
    low, high = wilson(np.array([15]), np.array([20]))
    (found,) = lifts(np.array([15]), np.array([20]), 0.5, ["brand/x"], 10)
    assert found == Lift("brand/x", 1.5, round(low[0] / 0.5, 3), round(high[0] / 0.5, 3), 15, 20)


def test_what_few_members_prefer_or_chance_explains_is_not_said() -> None:
    assert lifts(np.array([9, 12]), np.array([9, 22]), 0.5, ["few", "common"], 10) == []
