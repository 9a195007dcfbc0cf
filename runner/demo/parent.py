"""The portal above the schools: a member list two clicks from its home, an image link, a <select> in its footer."""

from __future__ import annotations

from dataclasses import dataclass

from runner.demo.model import DOMAIN, PARENT_NAME, Request, Response, SchoolPlan
from runner.demo.portal import PIXEL, Stage, now, weekday

DIRECTORY = "/gioi-thieu/danh-sach-truong-truc-thuoc.html"
PROVINCE_HOST = f"sgddt.{DOMAIN}"
NEWS = (
    "Hội nghị triển khai nhiệm vụ năm học {year}-{next}",
    "Hội thi giáo viên dạy giỏi cấp thành phố năm học {year}-{next}",
    "Tổng kết năm học {year}-{next} ngành giáo dục thành phố",
)


@dataclass(frozen=True)
class Row:
    """A school in the member list; `href` is empty where only its name is printed."""

    name: str
    href: str = ""


class ParentSite:
    """Links to the schools in every way but one school, which it names without a link."""

    def __init__(
        self, stage: Stage, plans: tuple[SchoolPlan, ...], links: dict[str, str], image: str, choice: str
    ) -> None:
        """`links`: addresses in the member list by school code; `image`, `choice`: codes linked elsewhere."""
        self.stage = stage
        by_code = {plan.code: plan for plan in plans}
        self.image = f"http://{by_code[image].host}/"
        self.choice = Row(by_code[choice].name, f"http://{by_code[choice].host}/")
        self.groups = tuple(
            (label, tuple(Row(plan.name, links.get(plan.code, "")) for plan in plans if plan.level in levels))
            for label, levels in (("Bậc Tiểu học", ("TH",)), ("Bậc THCS và nhiều cấp học", ("THCS", "TH&THCS")))
        )
        self.news = tuple(text.format(year=stage.year, next=stage.year + 1) for text in NEWS)
        self.views = {
            "/": "home",
            "/gioi-thieu.html": "intro",
            DIRECTORY: "directory",
            "/gioi-thieu/co-cau-to-chuc.html": "staff",
            "/van-ban.html": "documents",
            "/lien-he.html": "contact",
            "/tin-tuc.html": "news",
        }
        for number in range(len(self.news)):
            self.views[f"/tin-tuc/{number + 1}.html"] = "article"

    def answer(self, request: Request) -> Response:
        """Return the page at the path, or 404."""
        if request.path == "/robots.txt":
            return Response(b"User-agent: *\nDisallow: /admin/\n", media_type="text/plain")
        if request.path.endswith((".png", ".jpg")):
            return Response(PIXEL, media_type="image/gif")
        view = self.views.get(request.path)
        moment = now()
        text = self.stage.templates.get_template("parent.html").render(
            view=view or "missing",
            name=PARENT_NAME,
            site=self,
            directory=DIRECTORY,
            province=f"http://{PROVINCE_HOST}/",
            clock=f"{weekday(moment)}, {moment:%d/%m/%Y}",
            path=request.path,
        )
        return Response(text.encode(), 200 if view else 404)
