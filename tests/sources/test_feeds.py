from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sources.documents import read_documents
from sources.errors import ColumnError
from sources.events import read_events
from sources.policies import read_policies
from sources.ratings import read_ratings
from sources.records import DocumentRecord, EventRecord, PolicyRecord, RatingRecord, Reject


def write(folder: Path, text: str) -> Path:
    path = folder / "feed.csv"
    path.write_text(text, "utf-8", newline="")
    return path


def reasons(read: list[object]) -> list[str]:
    return [row.reason if isinstance(row, Reject) else "" for row in read]


def test_documents_with_chinese_headers(tmp_path: Path) -> None:
    path = write(tmp_path, '商品id,评论内容,用户,评论时间,评分,语言\np1,"很好\n用",u1,2024-01-02,5,中文\n')
    (review,) = read_documents(path)
    assert isinstance(review, DocumentRecord)
    assert (review.product, review.text, review.author, review.rating) == ("p1", "很好\n用", "u1", 5.0)
    assert (review.at, review.language, review.kind) == ("2024-01-02T00:00:00Z", "zh", "review")


def test_bad_documents_are_rejects(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "id,text,language,rating,at,kind\n1,fine,en,5,,\n1,fine,en,5,,\n1,other,en,5,,\n2,,en,5,,\n3,a,fr,5,,\n"
        "4,a,en,many,,\n5,a,en,-1,,\n6,a,en,1,2999-01-01,\n7,a,en,1,,rumour\n8,a,,,,expert_review\n",
    )
    assert reasons(list(read_documents(path))) == [
        "",
        "",
        "id used twice",
        "no text",
        "unknown language",
        "rating is no number",
        "negative rating",
        "time in the future",
        "unknown kind",
        "",
    ]


def test_what_no_index_holds_is_a_reject(tmp_path: Path) -> None:
    long, ligatures = "x" * 2_001, "\ufdfa" * 300
    header = "id,type,user,product,query\n"
    rows = [
        f"{long},view,a,1,",
        f"1,view,{long},1,",
        f"2,view,a,{long},",
        f"3,search,a,,{ligatures}",
        f"4,view,{long[1:]},1,",
    ]
    path = write(tmp_path, header + "\n".join(rows) + "\n")
    assert reasons(list(read_events(path))) == [
        "id too long",
        "user too long",
        "product too long",
        "query too long",
        "",
    ]


def test_documents_without_an_id_or_header(tmp_path: Path) -> None:
    path = write(tmp_path, "积极,很好\n消极,不好\n积极,很好\n")
    ids = [
        row.id for row in read_documents(path, columns=("label", "text")) if isinstance(row, DocumentRecord)
    ]
    assert ids[0] == ids[2] != ids[1]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="found no text among id, words; expected one called text, review"):
        list(read_documents(write(tmp_path, "id,words\n1,a\n")))


def test_events(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "event,visitorid,timestamp,itemid,keyword,amount,duration\n"
        "view,u,1704164645000,p,,,3.5\naddtocart,u,1704164645,p,,,\n购买,u,2024-01-02T11:04:05+08:00,p,,¥12,\n"
        "搜索,u,1704164645,,手机,,\n",
    )
    events = [row for row in read_events(path) if isinstance(row, EventRecord)]
    assert [event.type for event in events] == ["view", "add_to_cart", "purchase", "search"]
    assert {event.at for event in events} == {"2024-01-02T03:04:05Z"}
    assert (events[0].dwell_seconds, events[2].price, events[3].query) == (3.5, 12.0, "手机")


def test_money_has_a_currency(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "type,user,product,paid,currency\nbuy,u,p,12,元\nbuy,u,p,$13,\nbuy,u,p,¥14,jpy\nbuy,u,p,15,\nbuy,u,p,16,shells\n",
    )
    *events, last = read_events(path)
    assert [(row.price, row.currency) for row in events if isinstance(row, EventRecord)] == [
        (12.0, "CNY"),
        (13.0, "USD"),
        (14.0, "JPY"),
        (15.0, None),
    ]
    assert reasons([last]) == ["unknown currency"]


def test_times_without_a_zone_are_in_the_shops(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "type,user,product,at\nview,u,1,2024-07-01 08:00\nview,u,2,2024-07-01T08:00:00Z\nview,u,3,1719820800\n"
        "view,u,4,2024-10-27 02:30\n",
    )
    events = [
        row for row in read_events(path, zone=ZoneInfo("Europe/Berlin")) if isinstance(row, EventRecord)
    ]
    assert [event.at for event in events] == [
        "2024-07-01T06:00:00Z",
        "2024-07-01T08:00:00Z",
        "2024-07-01T08:00:00Z",
        "2024-10-27T00:30:00Z",
    ]


def test_a_login_needs_both_names_and_an_event_one(tmp_path: Path) -> None:
    path = write(
        tmp_path, "type,user,device id,product\n登录,ann,d1,\nlogin,,d1,\nlogin,ann,,\nview,,d1,p\nview,,,p\n"
    )
    login, *middle, last = read_events(path)
    assert isinstance(login, EventRecord)
    assert (login.type, login.user, login.device_id) == ("login", "ann", "d1")
    assert reasons([*middle, last]) == ["no user", "no device_id", "", "no user"]
    assert isinstance(middle[2], EventRecord)
    assert (middle[2].user, middle[2].device_id) == ("d1", None)


def test_a_name_that_comes_late_in_json_lines_is_read(tmp_path: Path) -> None:
    view = '{"type": "view", "user": "u", "product": "p"}\n'
    path = write(tmp_path, view * 300 + '{"type": "buy", "user": "u", "product": "p", "实付": "¥9"}\n' + view)
    events = [row for row in read_events(path) if isinstance(row, EventRecord)]
    assert (events[300].price, events[300].currency) == (9.0, "CNY")
    # A row without an id is known by what it says, wherever it stands.
    assert events[0].id == events[-1].id


def test_bad_events_are_rejects(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "id,type,user,at,product,query,rating\n1,view,u,2024-01-01,p,,\n2,stare,u,2024-01-01,p,,\n"
        "3,view,,2024-01-01,p,,\n4,view,u,,p,,\n5,view,u,2999-01-01,p,,\n6,view,u,1823-01-01,p,,\n"
        "7,view,u,2024-01-01,,,\n8,search,u,2024-01-01,,,\n9,rating,u,2024-01-01,p,,\n1,view,v,2024-01-01,p,,\n",
    )
    assert reasons(list(read_events(path))) == [
        "",
        "unknown type",
        "no user",
        "no at",
        "time in the future",
        "time out of range",
        "no product",
        "no query",
        "no rating",
        "id used twice",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "userId,movieId,rating,timestamp\n1,2,3.5,1704164645\n",
        "196\t2\t3.5\t1704164645\n1\t2\t3.5\t1704164645\n",
        "用户;商品;评分\n1;2;3.5\n",
    ],
)
def test_ratings_with_and_without_header(tmp_path: Path, text: str) -> None:
    last = list(read_ratings(write(tmp_path, text)))[-1]
    assert isinstance(last, RatingRecord)
    assert (last.user, last.item, last.rating) == ("1", "2", 3.5)


def test_ratings_outside_of_the_scale_are_rejects(tmp_path: Path) -> None:
    good = "".join(f"u{i},m,{i % 5 + 1}\n" for i in range(100))
    path = write(tmp_path, f"user,item,rating\n{good}u,m,50\nu,m,-1\nu,m,nan\nu,,3\n")
    assert reasons(list(read_ratings(path)))[-4:] == [
        "rating out of range",
        "rating out of range",
        "rating is no number",
        "no item",
    ]
    wide = [row for row in read_ratings(path, scale=(-1, 50)) if isinstance(row, RatingRecord)]
    assert len(wide) == 102


def test_policies(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "id,topic,title,text,days\n1,returns,退货,七天无理由退货,7\n2,trade-in,Trade-in,We take your phone,\n"
        "3,returns,x,y,-7\n4,returns,x,y,1.5\n5,returns,x,y,99999999999\n",
    )
    first, second, *bad = read_policies(path)
    assert isinstance(first, PolicyRecord)
    assert isinstance(second, PolicyRecord)
    assert (first.language, first.days, second.language, second.days) == ("zh", 7, "en", None)
    assert reasons(bad) == ["no number of days"] * 3


def test_a_policy_says_when_its_period_begins_and_how_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "policies.jsonl"
    path.write_text(
        '{"topic": "how-to", "title": "t", "text": "x", "first_day": "same", "asked_as": ["充不进电", "充电慢"]}\n'
        '{"topic": "how-to", "title": "t", "text": "y"}\n',
        "utf-8",
    )
    first, second = read_policies(path)
    assert isinstance(first, PolicyRecord)
    assert isinstance(second, PolicyRecord)
    assert (first.first_day, first.asked_as) == ("same", ("充不进电", "充电慢"))
    assert (second.first_day, second.asked_as) == (None, ())
