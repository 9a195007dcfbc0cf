"""How an office wants its portals visited: the values of settings.yaml.

The field names of `BudgetSettings` and `PolitenessSettings` are those of the crawler's order, so that the runner can
hand them on without a table.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from records.base import Record

Count = Annotated[int, Field(strict=True, gt=0)]
Seconds = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Delay = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]


class BudgetSettings(Record):
    """How much one school may cost: requests, seconds, and bytes of one page.

    `warm_requests` is what a visit that goes on from an earlier one spends while it finds nothing changed.
    """

    requests: Count = 300
    warm_requests: Count = 8
    seconds: Seconds = 600.0
    page_bytes: Count = 8 * 1024 * 1024
    documents: Annotated[int, Field(strict=True, ge=0)] = 24
    file_bytes: Annotated[int, Field(strict=True, ge=65_536, le=20 * 1024 * 1024)] = 20 * 1024 * 1024
    all_file_bytes: Annotated[int, Field(strict=True, ge=0)] = 100 * 1024 * 1024
    ocr_documents: Annotated[int, Field(strict=True, ge=0)] = 6
    redirects: Annotated[int, Field(strict=True, ge=0)] = 5
    timeout_seconds: Seconds = 30.0


class PolitenessSettings(Record):
    """Limits toward hosts and platforms. `*_delay` are seconds between two requests, `*_at_once` parallel ones."""

    host_delay: Delay = 2.0
    host_at_once: Count = 1
    platform_delay: Delay = 0.5
    platform_at_once: Count = 4
    schools_at_once: Count = 8
    retry_after_longest: Delay = 120.0
    platform_rest: Delay = 20.0


class Settings(Record):
    """The office's settings.

    `product` names the crawler and its version (``KiemCong/0.1.0``); `contact` is an e-mail or web address of the
    office, empty until it is filled in. Visiting anything but loopback without a contact is refused by the runner.
    """

    product: str
    contact: str = ""
    budget: BudgetSettings = BudgetSettings()
    politeness: PolitenessSettings = PolitenessSettings()

    @property
    def user_agent(self) -> str:
        """The User-Agent header: the product, and in brackets whom a webmaster can ask."""
        return f"{self.product} (+{self.contact})" if self.contact else self.product
