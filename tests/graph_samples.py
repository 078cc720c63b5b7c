"""A small shop, written through the graph's own doors: two brands of phones, headphones, six shoppers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ledger import Ledger
from graph.migrations import migrate
from graph.publish import Publisher
from graph.records import Entity, Event, Fact, Parameter, Predicate, Product, Source
from graph.writer import Writer

if TYPE_CHECKING:
    import neo4j

HUAWEI, XIAOMI, SONY = "brand/huawei", "brand/xiaomi", "brand/sony"
PHONE, HEADPHONES = "category/smartphone", "category/headphones"
CHARGING, NFC, SCREEN = "feature/wireless-charging", "feature/nfc", "feature/curved-screen"
MATE, P40, MI, WH = (
    "model/huawei/mate-40-pro",
    "model/huawei/p40",
    "model/xiaomi/mi-11",
    "model/sony/wh-1000xm4",
)
BATTERY_4400, BATTERY_4300, BATTERY_4600, RED = (
    "parameter/battery_capacity/4400/mAh",
    "parameter/battery_capacity/4300/mAh",
    "parameter/battery_capacity/4600/mAh",
    "parameter/color/red",
)
MATE_128, MATE_256, P40_128, MI_128, WH_BLACK, LONELY = (f"product/{n}" for n in range(1, 7))
ANN, BOB, CAT, DAN, EVE = (f"user/{name}" for name in ("ann", "bob", "cat", "dan", "eve"))

ENTITIES = (
    Entity("Brand", HUAWEI, "Huawei", ("华为",)),
    Entity("Brand", XIAOMI, "Xiaomi", ("小米",)),
    Entity("Brand", SONY, "Sony", ("索尼",)),
    Entity("Category", PHONE, "smartphone", ("手机", "智能手机")),
    Entity("Category", HEADPHONES, "headphones", ("耳机",)),
    Entity("Feature", CHARGING, "wireless charging", ("无线充电",)),
    Entity("Feature", NFC, "NFC"),
    Entity("Feature", SCREEN, "curved screen", ("曲面屏",)),
    Entity("Model", MATE, "Mate 40 Pro", (), "2020-10"),
    Entity("Model", P40, "P40", (), "2020-03"),
    Entity("Model", MI, "Mi 11", ("小米11",), "2020-12"),
    Entity("Model", WH, "WH-1000XM4", (), "2020-08"),
)
PARAMETERS = (
    Parameter(BATTERY_4400, "battery_capacity", "4400", "mAh", "4400mAh", 4400.0),
    Parameter(BATTERY_4300, "battery_capacity", "4300", "mAh", "4300mAh", 4300.0),
    Parameter(BATTERY_4600, "battery_capacity", "4600", "mAh", "4600mAh", 4600.0),
    Parameter(RED, "color", "red", "", "red"),
)
PRODUCTS = (
    Product(MATE_128, "Huawei Mate 40 Pro 8GB+128GB", 4999.0, "CNY"),
    Product(MATE_256, "Huawei Mate 40 Pro 8GB+256GB", 5499.0, "CNY"),
    Product(P40_128, "Huawei P40 8GB+128GB", 3999.0, "CNY"),
    Product(MI_128, "Xiaomi Mi 11 8GB+128GB", 3799.0, "CNY"),
    Product(WH_BLACK, "Sony WH-1000XM4", 1999.0, "CNY"),
    Product(LONELY, "A phone case"),
)
Claim = tuple[str, Predicate, str, str]
TITLES: dict[str, tuple[str, tuple[Claim, ...]]] = {
    MATE_128: ("Huawei Mate 40 Pro smartphone", ((MATE, "MADE_BY", HUAWEI, "Huawei"),)),
    MATE_256: ("Huawei Mate 40 Pro smartphone, red", ((MATE_256, "HAS_PARAMETER", RED, "red"),)),
    P40_128: ("Huawei P40 smartphone", ((P40, "MADE_BY", HUAWEI, "Huawei"),)),
    MI_128: ("Xiaomi Mi 11 smartphone", ((MI, "MADE_BY", XIAOMI, "Xiaomi"),)),
    WH_BLACK: ("Sony WH-1000XM4 headphones", ((WH, "MADE_BY", SONY, "Sony"),)),
}
MODELS = {
    MATE_128: (MATE, "Mate 40 Pro"),
    MATE_256: (MATE, "Mate 40 Pro"),
    P40_128: (P40, "P40"),
    MI_128: (MI, "Mi 11"),
    WH_BLACK: (WH, "WH-1000XM4"),
}
TEXTS: tuple[tuple[Source, tuple[Claim, ...]], ...] = (
    (
        Source(
            "specification",
            "Battery: 4400mAh\nCharging: wireless charging\nNFC: yes",
            "spec/1",
            "en",
            MATE_128,
        ),
        (
            (MATE, "HAS_PARAMETER", BATTERY_4400, "4400mAh"),
            (MATE, "HAS_FEATURE", CHARGING, "wireless charging"),
            (MATE, "HAS_FEATURE", NFC, "NFC"),
        ),
    ),
    (
        Source(
            "description", "旗舰手机。支持无线充电，电池4400mAh。曲面屏很漂亮！", "page/1", "zh", MATE_128
        ),
        (
            (MATE, "HAS_PARAMETER", BATTERY_4400, "4400mAh"),
            (MATE, "HAS_FEATURE", CHARGING, "无线充电"),
            (MATE, "HAS_FEATURE", SCREEN, "曲面屏"),
        ),
    ),
    (
        Source("review", "Mine says 4300mAh. The curved screen is lovely.", "review/1", "en", MATE_128, BOB),
        ((MATE, "HAS_PARAMETER", BATTERY_4300, "4300mAh"), (MATE, "PRAISED_FOR", SCREEN, "curved screen")),
    ),
    (
        Source("review", "The curved screen breaks easily.", "review/2", "en", MATE_256, CAT),
        ((MATE, "CRITICISED_FOR", SCREEN, "curved screen"),),
    ),
    (
        Source("specification", "NFC: supported", "spec/3", "en", P40_128),
        ((P40, "HAS_FEATURE", NFC, "NFC"),),
    ),
    (
        Source("review", "It has no NFC at all.", "review/3", "en", P40_128, DAN),
        ((P40, "LACKS_FEATURE", NFC, "no NFC"),),
    ),
    (
        Source(
            "specification", "Battery: 4600mAh\nCharging: wireless charging\nNFC: no", "spec/4", "en", MI_128
        ),
        (
            (MI, "HAS_PARAMETER", BATTERY_4600, "4600mAh"),
            (MI, "HAS_FEATURE", CHARGING, "wireless charging"),
            (MI, "LACKS_FEATURE", NFC, "NFC: no"),
        ),
    ),
)
EVENTS = (
    ("view", ANN, MATE_128),
    ("purchase", ANN, WH_BLACK),
    ("purchase", BOB, MATE_128),
    ("purchase", BOB, MI_128),
    ("purchase", CAT, MI_128),
    ("purchase", DAN, MI_128),
    ("purchase", DAN, P40_128),
    ("view", EVE, P40_128),
)
VECTORS = {
    MATE_128: (1.0, 0.1, 0.0, 0.0),
    MATE_256: (1.0, 0.2, 0.0, 0.0),
    P40_128: (0.9, 0.4, 0.0, 0.0),
    MI_128: (0.5, 1.0, 0.0, 0.0),
    WH_BLACK: (0.0, 0.0, 1.0, 0.2),
}


def build_shop(driver: neo4j.Driver) -> neo4j.Driver:
    """Empty the graph and fill it with the shop."""
    migrate(driver)
    with driver.session() as session:
        session.run("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n").consume()
    writer = Writer(driver)
    writer.entities(ENTITIES, given=True)
    writer.parameters(PARAMETERS)
    writer.products(PRODUCTS)
    texts = [*_titles(), *TEXTS]
    writer.sources(source for source, _ in texts)
    recorded = Ledger(driver).record(_fact(source, claim) for source, claims in texts for claim in claims)
    assert not recorded.missing
    writer.events(_events())
    writer.scored("BOUGHT_TOGETHER", [(MATE_128, WH_BLACK, 0.9), (MATE_128, P40_128, 0.4)])
    writer.scored("SIMILAR_TO", [(MATE_128, MATE_256, 0.95)])
    _publish(Publisher(driver))
    return driver


def _titles() -> list[tuple[Source, tuple[Claim, ...]]]:
    read = []
    for product, (text, claims) in TITLES.items():
        model, name = MODELS[product]
        category, noun = (HEADPHONES, "headphones") if model == WH else (PHONE, "smartphone")
        identity: tuple[Claim, ...] = (
            (product, "OF_MODEL", model, name),
            (model, "IN_CATEGORY", category, noun),
        )
        read.append((Source("title", text, product, "en", product), identity + claims))
    return read


def _fact(source: Source, claim: Claim) -> Fact:
    subject, predicate, object_, mention = claim
    start = source.text.index(mention)
    return Fact(
        subject, predicate, object_, source.id, start, start + len(mention), mention, "sample", "1", 0.9
    )


def _events() -> list[Event]:
    events = [
        Event(f"event/{n}", kind, user, f"2026-05-01T12:{n:02}:00.000Z", product)
        for n, (kind, user, product) in enumerate(EVENTS)
    ]
    search = Event("event/search", "search", EVE, "2026-05-02T08:00:00.000Z", query="小米手机")
    return [*events, replace(search, asks_for=(XIAOMI,))]


def _publish(publisher: Publisher) -> None:
    # Those who look at the Mate want the P40 next; the headphones say nothing of taste.
    tastes = {**VECTORS, MATE_128: VECTORS[P40_128], WH_BLACK: (0.0, 0.0, 0.0, 0.0)}
    publisher.embeddings(((id_, vector, tastes[id_]) for id_, vector in VECTORS.items()), dimension=4)
    publisher.segments(
        [
            {
                "id": "segment/1",
                "properties": {"id": "segment/1", "name": "Huawei fans", "description": "They like Huawei."},
                "prefers": [{"entity": HUAWEI, "properties": {"lift": 2.5, "count": 2}}],
                "products": [],
            }
        ],
        [{"user": user, "segment": "segment/1", "score": 0.8} for user in (ANN, BOB, DAN)],
        last=1,
    )
