"""Every name a user may meet has its Vietnamese sentence, once; colours can be read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from reading.portal import Counted, LinkState, Precision, SectionState
from records.facts import Aspect, Reason, Role
from records.findings import OUTCOME_LABELS, Outcome
from reports import wording
from reports.office import PROBLEM_LABELS, ProblemKind

REPORTS = Path(wording.__file__).parent
VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]|[ầấẩẫậằắẳẵặềếểễệồốổỗộờớởỡợừứửữự]", re.I)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (wording.REASON_SENTENCES, Reason),
        (wording.ASPECT_LABELS, Aspect),
        (wording.ROLE_LABELS, Role),
        (wording.COUNTED_LABELS, Counted),
        (wording.PRECISION_LABELS, Precision),
        (wording.SECTION_STATE_LABELS, SectionState),
        (wording.LINK_STATE_LABELS, LinkState),
        (wording.OUTCOME_ICONS, Outcome),
        (PROBLEM_LABELS, ProblemKind),
    ],
)
def test_every_name_has_its_words(table: dict[StrEnum, str], names: type[StrEnum]) -> None:
    assert set(table) == set(names)
    assert len(set(table.values())) == len(table), "two names read the same"


def test_every_reason_is_a_vietnamese_sentence() -> None:
    for reason, sentence in wording.REASON_SENTENCES.items():
        assert sentence[0].isupper(), reason
        assert sentence.endswith("."), reason
        assert VIETNAMESE.search(sentence), reason


def test_outcome_labels_stand_in_one_table_only() -> None:
    """Templates and modules of reports take the labels from `OUTCOME_LABELS`; none repeats one as a label."""
    for path in [*REPORTS.rglob("*.py"), *REPORTS.rglob("*.j2")]:
        text = path.read_text(encoding="utf-8")
        for outcome, label in OUTCOME_LABELS.items():
            # Short words are part of ordinary sentences; a quoted or tagged label of its own is a second table.
            assert f'"{label}"' not in text, (path.name, outcome)
            assert f">{label}<" not in text, (path.name, outcome)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_outcome_colours_keep_the_contrast() -> None:
    css = (REPORTS / "templates" / "page.css").read_text(encoding="utf-8")
    seen = set()
    for names, body in re.findall(r"^((?:\.o-[\w]+(?:, )?)+) \{([^}]*)\}", css, re.M):
        colours = dict(re.findall(r"(?:^|[ ;])(color|background): (#[0-9a-f]+)", body))
        assert _contrast(colours["color"], colours["background"]) >= 4.5, names
        seen |= set(re.findall(r"o-(\w+)", names))
    assert seen == {outcome.value for outcome in Outcome}
    root = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", css))
    for text in ("ink", "soft", "link"):
        for ground in ("paper", "wash"):
            assert _contrast(root[text], root[ground]) >= 4.5, (text, ground)
