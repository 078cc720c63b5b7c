from __future__ import annotations

from dataclasses import replace
from typing import Any

import neo4j
import numpy as np
import pytest

from assistant import asking_back, searching
from assistant.answers import Answer
from assistant.claims import Claim
from assistant.engine import Assistant
from assistant.pointing import meant
from assistant.reading.sensed import Floats
from assistant.slots import read_slot
from assistant.state import State
from daogou.assisting import make_assistant
from extraction.lexicon import read_lexicon
from graph.finding import FindingReader
from graph.reader import Reader
from graph.statements import Statements
from tests import graph_samples as shop
from tests.assistant.shopping import SEEDS, said


@pytest.fixture(scope="module")
def sample(driver: neo4j.Driver) -> neo4j.Driver:
    return shop.build_shop(driver)


@pytest.fixture
async def statements(sample: neo4j.Driver, async_driver: neo4j.AsyncDriver) -> Statements:
    return Statements(async_driver)


class Talk:
    """A conversation with the assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant, self.state = assistant, State()

    async def say(self, text: str, **options: Any) -> Answer:
        answer, self.state = await self.assistant.answer(text, self.state, **options)
        return answer


@pytest.fixture
async def talk(statements: Statements) -> Talk:
    return Talk(make_assistant(statements, read_lexicon(SEEDS / "lexicon")))


def ids(answer: Answer) -> list[str]:
    return [shown.card.id for shown in answer.products]


async def test_products_meet_every_constraint(talk: Talk) -> None:
    answer = await talk.say("有无线充电的手机，四千以内")
    assert answer.shows == "products"
    assert ids(answer) == [shop.MI_128]


async def test_what_is_refused_is_not_shown(talk: Talk) -> None:
    answer = await talk.say("有无线充电的手机，不要小米")
    assert {shown.card.model.id for shown in answer.products if shown.card.model} == {shop.MATE}
    answer = await talk.say("重新来，手机，要无线充电，不要曲面屏")
    assert ids(answer) == [shop.MI_128]


async def test_reasons_are_facts_that_re_read(talk: Talk, statements: Statements) -> None:
    answer = await talk.say("有无线充电的手机，四千以内")
    (reason,) = answer.products[0].reasons
    facts = await Reader(statements).facts_by_id(reason.facts)
    assert set(facts) == set(reason.facts) != set()
    assert all("wireless charging" in fact.sentence for fact in facts.values())


async def test_one_product_a_model(talk: Talk) -> None:
    answer = await talk.say("华为手机 六千以内")
    models = [shown.card.model.id for shown in answer.products if shown.card.model]
    assert sorted(models) == [shop.MATE, shop.P40]


async def test_where_nothing_fits_the_smallest_relaxations_are_computed(talk: Talk) -> None:
    answer = await talk.say("手机，要无线充电和NFC，四千以内")
    assert not answer.products
    told = {str(relaxed.slot): (relaxed.instead, relaxed.total) for relaxed in answer.relaxations}
    assert told["price<=4000 CNY"] == (read_slot("price<=4999 CNY"), 1)
    assert told["feature=feature/nfc"] == (None, 1)
    assert "¥999" in answer.text


@pytest.mark.parametrize(("text", "told"), [
    ("手机 500英镑以内", "人民币标价的；不要求“价格 不超过 £500”：有"),
    ("phone under £500", "prices here are in yuan; without “price at most £500”:"),
])  # fmt: skip
async def test_a_budget_in_a_currency_that_nothing_is_priced_in_is_told(
    talk: Talk, text: str, told: str
) -> None:
    answer = await talk.say(text)
    assert told in answer.text
    assert [relaxed.instead for relaxed in answer.relaxations] == [None]


@pytest.mark.parametrize("text", ["索尼手机 500英镑以内", "sony phone under £500"])
async def test_two_are_left_out_where_one_less_gives_nothing(talk: Talk, text: str) -> None:
    (relaxed,) = (await talk.say(text)).relaxations
    assert {str(relaxed.slot), str(relaxed.besides)} == {"brand=brand/sony", "price<=500 GBP"}
    assert relaxed.total


@pytest.mark.parametrize(
    ("text", "told"), [("充电宝", "不卖这类产品"), ("a drone under $500", "No product of that kind is sold")]
)
async def test_a_kind_that_nobody_sells_is_told(talk: Talk, text: str, told: str) -> None:
    answer = await talk.say(text)
    assert told in answer.text
    assert not answer.relaxations


@pytest.fixture
def asks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asks back of the few products that the sample has."""
    monkeypatch.setattr(asking_back, "FEW", 1)


@pytest.mark.usefixtures("asks_soon")
@pytest.mark.parametrize(("text", "replies"), [
    ("给我推荐个手机", ("随便", "都可以", "你看着推荐吧")),
    ("recommend me a phone", ("any brand", "surprise me", "no preference")),
    ("I want a phone", ("whatever", "doesn't matter", "anything")),
])  # fmt: skip
async def test_no_question_is_asked_twice(talk: Talk, text: str, replies: tuple[str, ...]) -> None:
    asked = [(await talk.say(said)).question for said in (text, *replies)]
    told = [question for question in asked if question]
    assert asked[0]
    assert len(told) == len(set(told)) <= 2
    assert talk.state.shown


async def test_little_is_shown_at_once(talk: Talk) -> None:
    assert (await talk.say("想买个手机")).shows == "products"


@pytest.mark.parametrize(("text", "more"), [
    ("手机 六千以内", ("换一批", "还有别的吗", "下一页")),
    ("a phone under 6000 yuan", ("show me more", "more options please", "anything else?")),
])  # fmt: skip
async def test_more_is_what_was_not_shown_yet(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, text: str, more: tuple[str, ...]
) -> None:
    monkeypatch.setattr(searching, "SHOWN", 1)
    first, second, third, over = [await talk.say(said) for said in (text, *more)]
    assert len({*ids(first), *ids(second), *ids(third)}) == 3
    assert first.total > second.total > third.total > 0
    assert ids(over) == ids(first)
    assert over.text.startswith(("符合的 4 款都给您看过了", "You have seen all 4"))
    changed = await talk.say("不要华为" if text.startswith("手机") else "not huawei")
    assert ids(changed) == [shop.MI_128]


@pytest.mark.usefixtures("asks_soon")
async def test_too_much_is_asked_back_at_most_twice(talk: Talk) -> None:
    answer = await talk.say("想买个手机")
    assert answer.shows == "question"
    assert answer.options
    await talk.say("手机")
    assert (await talk.say("手机")).shows == "products"


@pytest.mark.parametrize(("sign", "order"), [(-1, [3799, 3999, 4999, 5499]), (1, [5499, 4999, 3999, 3799])])
async def test_the_foremost_number_orders_strictly(
    statements: Statements, sign: int, order: list[float]
) -> None:
    # All are below the lowest tenth that is given, so that the score alone tells none of them apart.
    lean = {"attribute": "price", "unit": "CNY", "sign": sign, "low": 1e6, "high": 2e6}
    groups = [{"ids": [shop.PHONE]}]
    found = await FindingReader(statements).find({"groups": groups, "leans": [lean], "foremost": "price"}, 9)
    assert [card.price for card in found.cards if card.price is not None] == order


async def test_cheaper_is_cheaper_than_what_was_shown(talk: Talk) -> None:
    first = await talk.say("最贵的手机")
    price = first.products[0].card.price
    assert price is not None
    answer = await talk.say("还是贵了")
    assert answer.products
    assert all(shown.card.price is not None and shown.card.price < price for shown in answer.products)


async def test_like_a_product_but(talk: Talk) -> None:
    answer = await talk.say("像华为P40那样但是便宜点的手机")
    assert ids(answer) == [shop.MI_128]


async def test_like_a_product_of_which_nobody_says_what_was_asked(talk: Talk) -> None:
    assert (await talk.say("华为P40多重")).shows == "unknown"
    answer = await talk.say("像它那样但是便宜点的")
    assert {str(slot) for slot in answer.need} == {f"category={shop.PHONE}", f"like={shop.P40}", "price<like"}
    assert ids(answer) == [shop.MI_128]


async def test_a_place_that_a_list_has_not_is_none_of_its_products(talk: Talk) -> None:
    await talk.say("手机 六千以内")
    for text in ("第九个支持NFC吗", "第一个和第九个哪个便宜"):
        answer = await talk.say(text)
        assert (answer.shows, answer.about) == ("unknown", ())


async def test_a_fact_with_its_sentence_and_what_contradicts_it(talk: Talk) -> None:
    answer = await talk.say("Mate 40 Pro battery capacity?")
    assert answer.shows == "answer"
    assert "4400 mAh" in answer.text
    against = next(claim for claim in answer.claims if "4300 mAh" in claim.text)
    assert answer.claims[0].facts
    assert against.facts
    assert not set(against.facts) & set(answer.claims[0].facts)


async def test_the_second_one_and_what_follows(talk: Talk) -> None:
    shown = await talk.say("手机 六千以内")
    answer = await talk.say("第二个支持NFC吗")
    assert answer.about == (ids(shown)[1],)
    answer = await talk.say("那无线充电呢？")
    assert answer.about == (ids(shown)[1],)
    assert answer.asks == shop.CHARGING


async def test_what_is_pointed_at_without_a_name(talk: Talk) -> None:
    await talk.say("Mate 40 Pro 和 小米11 哪个电池大")
    mate, mi = talk.state.beside
    assert (await talk.say("后者支持NFC吗")).about == (mi,)
    assert (await talk.say("华为那个呢")).about == (mate,)
    assert (await talk.say("贵的那个支持无线充电吗")).about == (mate,)
    answer = await talk.say("这两个哪个便宜")
    assert answer.about == (mate, mi)
    assert answer.rows[0].name == "price"


async def test_another_makers_product_is_not_meant_where_one_is_spoken_of(
    talk: Talk, statements: Statements
) -> None:
    await talk.say("Mate 40 Pro 和 小米11 哪个电池大")
    state = replace(talk.state, spoken=talk.state.beside[:1])
    asked = replace(said("does it work with a xiaomi"), intent="detail")
    cards = await meant(FindingReader(statements), Reader(statements), asked, state)
    assert [card.id for card in cards] == list(state.spoken)
    asked = replace(said("the xiaomi, has it nfc"), intent="detail", text="the xiaomi, nfc?")
    cards = await meant(FindingReader(statements), Reader(statements), asked, state)
    assert [card.id for card in cards] == list(state.beside[1:])


async def test_a_colour_is_wanted_in_either_language(talk: Talk) -> None:
    chinese, english = await talk.say("红色的手机"), await talk.say("start over, a red phone")
    assert ids(chinese) == ids(english) == [shop.MATE_256]


async def test_nobody_has_said(talk: Talk) -> None:
    answer = await talk.say("华为P40多重")
    assert answer.shows == "unknown"
    assert not any(claim.facts for claim in answer.claims)
    assert (await talk.say("华为P99多重")).shows == "unknown"


async def test_opinions_count_reviews(talk: Talk) -> None:
    answer = await talk.say("大家怎么说Mate 40 Pro的曲面屏")
    assert answer.shows == "answer"
    assert answer.claims[0].facts


async def test_products_side_by_side(talk: Talk) -> None:
    answer = await talk.say("Mate 40 Pro 和 小米11 哪个电池大")
    assert answer.shows == "comparison"
    assert answer.rows[0].name == "battery_capacity"
    assert answer.rows[0].differs
    assert answer.rows[0].values[1] == "4600 mAh"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Mate 40 Pro vs P40 vs Pixel 99 Pro", "pixel 99 pro"),
        ("小米99 ultra、Mate 40 Pro、华为P40 对比一下", "小米99 ultra"),
    ],
)
async def test_what_is_not_known_is_told_and_the_others_compared(talk: Talk, text: str, missing: str) -> None:
    answer = await talk.say(text)
    assert answer.shows == "comparison"
    assert missing in answer.claims[0].text
    assert len(answer.about) == 2


@pytest.mark.parametrize("text", ["哪个评价好", "which has better reviews?"])
async def test_which_is_judged_better_asks_of_all_that_was_compared(talk: Talk, text: str) -> None:
    await talk.say("Mate 40 Pro 和 小米11 哪个电池大")
    assert len((await talk.say(text)).about) == 2


async def test_the_need_may_be_corrected(talk: Talk) -> None:
    await talk.say("华为手机 六千以内")
    answer = await talk.say(
        "", need=(read_slot("category=category/headphones"), read_slot("price<=2000 CNY"))
    )
    assert ids(answer) == [shop.WH_BLACK]


async def test_encoders_see_what_the_message_before_was_for(statements: Statements) -> None:
    seen: list[str] = []

    def states(text: str) -> Floats:
        seen.append(text)
        return np.zeros((1, 1), np.float32)

    assistant = make_assistant(statements, read_lexicon(SEEDS / "lexicon"), states=states)
    _, state = await assistant.answer("三千以内的手机", State())
    await assistant.answer("第一个多重", state)
    assert seen == ["三千以内的手机", "find: 第一个多重"]


async def test_an_answer_grows(statements: Statements) -> None:
    assistant = make_assistant(statements, read_lexicon(SEEDS / "lexicon"))
    shown = [answer.shows async for answer, _ in assistant.stream("有无线充电的手机", State())]
    assert shown == ["parse", "products", "products"]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "🙂" * 500, "\x00\x07", "a" * 10_000, "ХОЧУ ТЕЛЕФОН"),
        *("' OR 1=1 --", "MATCH (n) DETACH DELETE n", "<b>x</b>", "{{7*7}} ${x}"),
    ],
)
async def test_whatever_is_said_gets_a_bounded_answer(talk: Talk, sample: neo4j.Driver, text: str) -> None:
    with sample.session() as session:
        before = session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]
        answer = await talk.say(text)
        assert len(answer.text) < 2_000
        assert session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"] == before


async def test_a_person_takes_over_with_a_ticket(talk: Talk, sample: neo4j.Driver) -> None:
    await talk.say("华为手机 六千以内")
    answer = await talk.say("转人工")
    assert answer.shows == "ticket"
    with sample.session() as session:
        found = session.run("MATCH (t:Ticket {id: $id}) RETURN t.turns AS turns", id=answer.ticket).single(
            strict=True
        )
        assert "华为手机" in found["turns"]
        session.run("MATCH (t:Ticket) DETACH DELETE t").consume()


class Phraser:
    """Says everything louder."""

    async def phrase(self, claims: tuple[Claim, ...], _language: str) -> tuple[Claim, ...]:
        return tuple(Claim(claim.text.upper(), claim.facts, claim.records) for claim in claims)


async def test_a_language_model_says_the_same_with_the_same_proof(statements: Statements) -> None:
    lexicon = read_lexicon(SEEDS / "lexicon")
    plain, _ = await make_assistant(statements, lexicon).answer("Mate 40 Pro battery capacity?", State())
    loud, _ = await make_assistant(statements, lexicon, Phraser()).answer(
        "Mate 40 Pro battery capacity?", State()
    )  # type: ignore[arg-type]
    assert loud.text == plain.text.upper()
    assert [claim.facts for claim in loud.claims] == [claim.facts for claim in plain.claims]


@pytest.mark.parametrize(
    "text", ["小米99 ultra多重", "小米13 ultra max有NFC吗", "how heavy is the pixel 99 pro"]
)
async def test_nothing_is_told_of_another_than_is_asked_for(talk: Talk, text: str) -> None:
    await talk.say("华为手机 六千以内")
    answer = await talk.say(text)
    assert (answer.shows, answer.about) == ("unknown", ())
    answer = await talk.say("它防水吗")
    assert (answer.shows, answer.about) == ("unknown", ())


async def test_what_could_not_be_compared_stands_beside_nothing(talk: Talk) -> None:
    await talk.say("华为手机 六千以内")
    answer = await talk.say("小米99 ultra和Mate 40 Pro哪个好")
    assert answer.intent == "compare"
    answer = await talk.say("这俩都防水吗")
    assert (answer.shows, answer.about) == ("unknown", ())


async def test_an_example_that_nobody_knows_is_told(talk: Talk) -> None:
    answer = await talk.say("something like the pixel 99 but lighter")
    assert "category=category/smartphone" in map(str, answer.need)
    assert "example is not here" in answer.claims[0].text
