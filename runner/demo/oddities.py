"""Portals with nothing to read: 503 for everything, a parked domain, an old address, pages of other systems."""

from __future__ import annotations

from runner.demo.model import DOMAIN, Request, Response, SchoolPlan, SchoolTruth, expect
from runner.demo.portal import Stage

DOWN_PLAN = SchoolPlan(
    name="Trường Tiểu học Nguyễn Huệ",
    shown="Trường Tiểu học Nguyễn Huệ",
    level="TH",
    address="14 đường Trần Hưng Đạo, thành phố Bình Minh",
    months=(0,) * 12,
    before=0,
    after=0,
    truth=SchoolTruth(
        code="thnguyenhue",
        host=f"thnguyenhue.{DOMAIN}",
        posts=None,
        reposts=None,
        other=None,
        expected=expect("UUUUU"),
        note="máy chủ trả lời 503 cho mọi địa chỉ, kể cả robots.txt",
    ),
)
PARKED_PLAN = SchoolPlan(
    name="Trường Tiểu học Sen Hồng",
    shown="Trường Tiểu học Sen Hồng",
    level="TH",
    address="88 đường Lê Lợi, thành phố Bình Minh",
    months=(0,) * 12,
    before=0,
    after=0,
    truth=SchoolTruth(
        code="thsenhong",
        host=f"thsenhong.{DOMAIN}",
        posts=None,
        reposts=None,
        other=None,
        expected=expect("UUUUU"),
        note="tên miền đã đổi chủ, trang chủ giới thiệu một công ty nội thất",
    ),
)


class DownSite:
    """Answers 503 whatever is asked, as an overloaded or suspended host does."""

    def answer(self, request: Request) -> Response:
        """Return 503."""
        body = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service "
        return Response(f"{body}Temporarily Unavailable</h1></center><hr></body></html>".encode(), 503, "text/html")


class ParkedSite:
    """A domain that lapsed and was bought: the page looks alive, with news and days, and names another owner."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def answer(self, request: Request) -> Response:
        """Return the shop's home page for every path, as parking services do."""
        if request.path == "/robots.txt":
            return Response(b"User-agent: *\nAllow: /\n", media_type="text/plain")
        text = self.stage.templates.get_template("parked.html").render(year=self.stage.year)
        return Response(text.encode())


class MovedSite:
    """An address that only leads to another host."""

    def __init__(self, target: str) -> None:
        self.target = target.rstrip("/")

    def answer(self, request: Request) -> Response:
        """Return 301 to the same path on the new host."""
        return Response(b"", 301, headers=(("Location", self.target + request.target),))


class PlainSite:
    """A system beside the schools (the province's portal, admission): one page, so that links to it are alive."""

    def __init__(self, title: str) -> None:
        self.title = title

    def answer(self, request: Request) -> Response:
        """Return the page at ``/`` and 404 elsewhere."""
        if request.path == "/":
            text = f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{self.title}</title></head>'
            return Response(f"{text}<body><h1>{self.title}</h1></body></html>".encode())
        return Response(b"404", 404, "text/plain")
