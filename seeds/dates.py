"""Simulated orders, as old on the day of the demo as their days say, so that periods are running."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

TIMES: Final = {"ordered": "at", "shipped": "shipped_at", "delivered": "delivered_at"}


def date_orders(template: Path, output: Path, now: datetime) -> Path:
    """Write the orders of `template` with times in the place of days before `now`; return `output`."""
    rows = []
    for line in template.read_text("utf-8").splitlines():
        row = json.loads(line)
        for stage, name in TIMES.items():
            if stage in row:
                row[name] = (now - timedelta(days=row.pop(stage))).isoformat(timespec="seconds")
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    output.write_text("".join(rows), "utf-8")
    return output
