"""What the words around a value say of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from extraction.values import Value

FRONT: Final = re.compile(r"前置|自拍|前摄|front|selfie")
SIDE: Final = r"(?P<side>前置|自拍|前摄|front|selfie|后置|主摄|后摄|rear|main|back camera)"
PIXELS: Final = r"[\d.]+\s?(?:mp|[万亿])(?:像素)?"
ATTACHED: Final = re.compile(rf"[^\s\d,，;；|、/+]{{0,8}}?{SIDE}")
BEFORE: Final = re.compile(rf"{SIDE}[^\d,，;；|、/]{{0,5}}(?:{PIXELS}\s?\+\s?)*$")
"""A side, then more numbers of pixels than one: 后置50MP+12MP."""
FARTHER: Final = re.compile(rf"[^\d,，;；|、/+]{{0,12}}?{SIDE}(?!\d)")
CLAIMED: Final = re.compile(
    rf"^(?!.*{SIDE}.*{PIXELS}).*{PIXELS}\s?[^\d,，;；|、/]{{0,4}}{SIDE.replace('P<side>', ':')}[^\d,，;；|、/]*$"
)
"""The side before a number is that of the number before: 50MP rear 16MP."""
SEEN: Final = 24
"""Characters before a value that are looked at for its camera's side."""
VIDEO: Final = re.compile(
    r"视频|录|素材|video|footage|clips|timeline|fps|hdr|超高清|拍摄|camera|相机|微单|vlog|剪|单反|云台|facetime"
)
CAMERA: Final = re.compile(
    r"相机|微单|单反|单机|全画幅|(?:mirrorless|digital|dslr|compact|action|360|bridge|frame|vlog|waterproof|tough|lens|superzoom) camera|aps-c|powershot|coolpix|lumix|gopro"
)
"""The text is about a camera."""
APPLE: Final = re.compile(r"apple|苹果|iphone|ipad|macbook|imac|mac ?mini|(?:bionic|chip|仿生|芯片)")
COMPUTER: Final = re.compile(r"笔记本|laptop|notebook|轻薄本|游戏本|chromebook|ultrabook|工作站|workstation")
TABLET: Final = re.compile(r"ipad|平板|tablet")
WATCH: Final = re.compile(r"手表|手环|watch|(?:smart|fitness|mi) ?band")
RATES: Final = frozenset(
    {24, 25, 30, 48, 50, 60, 72, 75, 90, 96, 100, 120, 144, 160, 165, 180, 240, 280, 300, 360, 480, 540}
)
"""Refresh rates that screens are sold with."""
NOT_REFRESHED: Final = re.compile(r"\s?(?:高频|pwm|触控采样|瞬时|采样)")
"""Behind a frequency: that of dimming or of touch."""
OTHERWISE: Final = re.compile(
    r"attenuat|nois|bass|treble|sound|dimming|flicker|pwm|polling|sampling|降噪|噪|低频|频响|音|调光|频闪|采样|回报率"
)
"""Around an unusual frequency: it is that of sound, of dimming or of a touch."""
AROUND: Final = 40
"""Characters around a frequency that are looked at, as far as its sentence goes."""
BROKEN_OFF: Final = re.compile(r"[。;；!！?？\n]|\.(?!\d)")
LARGEST_SENSOR: Final = 1.5
"""Inches; smaller screens are those of watches."""
TOPICS: Final = {"camera": CAMERA, "apple": APPLE, "computer": COMPUTER, "tablet": TABLET, "watch": WATCH}


def topics(folded: str) -> frozenset[str]:
    """Return what the text is about: camera, apple, computer, tablet, watch."""
    return frozenset(name for name, words in TOPICS.items() if words.search(folded))


def in_context(value: Value, folded: str, about: frozenset[str]) -> Value:
    """Settle what the words around say: a camera's side, a sensor's size, a video's lines, an Apple chip."""
    before, after = folded[max(0, value.start - 5) : value.start], folded[value.end : value.end + 14]
    attribute = value.attribute
    if attribute == "camera":
        attribute = _side(folded[max(0, value.start - SEEN) : value.start], after)
    elif attribute == "apple_chip":
        attribute = "none" if "apple" not in about else "cpu" if value.text[0] in "mM" else "soc"
    elif attribute == "screen_size" and float(value.value) <= LARGEST_SENSOR:
        small_screen = "watch" in about or "camera" not in about
        attribute = "screen_size" if small_screen and value.value != 1 else "sensor_size"
    elif attribute == "resolution":
        attribute = "video" if _is_video(value, after, about) else attribute
    elif attribute == "other" and "camera" in about and re.fullmatch(r"\d{2,3} ?mm", value.text):
        return replace(value, attribute="focal_length", value=value.text[:-2].strip(), unit="mm")
    elif (attribute == "charging_power" and before.endswith("满血")) or (
        attribute == "refresh_rate" and not _is_of_screen(value, folded)
    ):
        return replace(value, attribute="other", value=value.text, unit="")
    return replace(value, attribute=attribute, unit="" if attribute == "video" else value.unit)


def _is_of_screen(value: Value, folded: str) -> bool:
    """Say whether a frequency refreshes a screen: what is said around an unusual one may tell that it does not."""
    if NOT_REFRESHED.match(folded, value.end):
        return False
    if value.value in RATES:
        return True
    before = BROKEN_OFF.split(folded[max(0, value.start - AROUND) : value.start])[-1]
    after = BROKEN_OFF.split(folded[value.end : value.end + AROUND], maxsplit=1)[0]
    return not (OTHERWISE.search(before) or OTHERWISE.search(after))


def _side(before: str, after: str) -> str:
    """Return the camera that a number of pixels is of: by the word right behind it, the one before it, one farther on."""
    # 主摄 closes what it names: in 主摄 2亿 it says nothing of the second camera.
    before = re.sub(r"(?:主摄|后摄|前摄|自拍)\s", ",", before)
    told = None if CLAIMED.search(before) else BEFORE.search(before)
    behind = re.sub(rf"^(?:\s?\+\s?{PIXELS})+", "", after)
    flush = told if told and told.end("side") == len(before) else None
    for word in (flush, ATTACHED.match(behind), told, FARTHER.match(behind)):
        if word:
            return "front_camera" if FRONT.search(word["side"]) else "main_camera"
    return "camera"


def _is_video(value: Value, after: str, about: frozenset[str]) -> bool:
    if re.match(r"\s?\d+\s?hz", after):
        return False
    if re.fullmatch(r"[4-8](?:\.\d)?[kK]", value.text):
        return bool(VIDEO.search(after[:12])) or "camera" in about
    return bool(re.match(r"\s(?:video|facetime)", after))
