"""How much one file may cost, whatever is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on the child and on what is read of a file.

    `wall_seconds` is what a file may take, `ocr_seconds` what it may take on top where OCR was asked for;
    `cpu_seconds` is the processor time of the child for one file. `expanded_bytes` is what the members of a ZIP may
    unpack to together, `ratio` how many times larger than packed one that is not small may be.
    """

    file_bytes: int = 20 * MEGABYTE
    address_space: int = 512 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: float = 40.0
    ocr_seconds: float = 120.0
    start_seconds: float = 30.0
    files_a_child: int = 40
    pages: int = 1_000
    first_pages: int = 10
    last_pages: int = 2
    ocr_pages: int = 3
    expanded_bytes: int = 160 * MEGABYTE
    member_bytes: int = 80 * MEGABYTE
    members: int = 4_000
    ratio: int = 300
    pixels: int = 60_000_000
    text: int = 200_000
    rows: int = 5_000
    answer_bytes: int = 400_000

    def to_json(self) -> str:
        """The limits as the child is handed them."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Limits:
        """The limits from `to_json`."""
        return cls(**json.loads(text))
