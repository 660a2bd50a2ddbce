"""What a walk between two provisions is told as: its steps, why there are none, and the versions of an act that it leads over."""

from __future__ import annotations

import pytest

from query.paths import told

STEP = {"from": "32098R0007/art_1", "relation": "refers_to", "to": "32098R0007/art_2", "because": "Article 2"}
LINE = "32098R0007/art_1  refers_to  32098R0007/art_2  (Article 2)"


@pytest.mark.parametrize(
    ("end", "versions", "steps", "lines"),
    [
        ("32098R0007/art_2", ["oj"], [STEP], [LINE, "Version: as published."]),
        ("32098R0007/art_2", ["oj"], [STEP | {"because": ""}], [LINE.removesuffix("  (Article 2)"), "Version: as published."]),
        ("32098R0007/art_2", ["oj", "2100-04-01"], [STEP], [LINE, "Over several versions: as published, 2100-04-01."]),
        ("32098R0008/art_2", ["oj", "2100-04-01"], [STEP], [LINE, "Versions: as published, 2100-04-01."]),
        ("32098R0007/art_2", ["oj", "2100-04-01"], [], ["There is no walk between them (as published, 2100-04-01)."]),
        ("32098R0007/art_1", ["oj"], [], ["Both are 32098R0007/art_1 (as published)."]),
        ("32098R0007/art_1", ["oj", "2100-04-01"], [], ["Both are 32098R0007/art_1, in several versions: as published, 2100-04-01."]),
    ],
    ids=("steps", "a step with no more to say", "two versions", "two acts", "no walk", "one provision", "one provision twice"),
)
def test_a_walk_is_told(end: str, versions: list[str], steps: list[dict[str, str]], lines: list[str]) -> None:
    assert list(told({"from": "32098R0007/art_1", "to": end, "versions": versions, "steps": steps})) == lines
