from collections import Counter

from extraction.folding import language_of
from tests.seeds.samples import rows

POLICIES = rows("policies")


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(row["id"] for row in POLICIES).items() if count > 1] == []


def test_topics_are_answered_in_both_languages() -> None:
    answered = {(row["topic"], row["language"]) for row in POLICIES}
    asked = {"returns", "warranty", "delivery", "trade-in"}
    assert answered >= {(topic, language) for topic in asked for language in ("zh", "en")}
    assert {
        topic for topic, language in answered if (topic, {"zh": "en", "en": "zh"}[language]) not in answered
    } == set()


def test_texts_are_in_the_language_they_claim_and_name_their_days() -> None:
    assert [row["id"] for row in POLICIES if language_of(row["text"]) != row["language"]] == []
    said = [row for row in POLICIES if "days" in row and str(row["days"]) not in row["text"]]
    assert [row["id"] for row in said] == []
