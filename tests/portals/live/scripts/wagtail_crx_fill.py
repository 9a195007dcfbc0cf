"""Fills a fresh Wagtail CRX: ``python wagtail_crx_fill.py PROJECT ORDER.json``, run by the CMS's own interpreter."""
# mypy: ignore-errors
# It is run where Django and Wagtail are, and only there: the project's own environment has neither.

import json
import sys
from datetime import date, datetime
from pathlib import Path


def main(project: str, order_file: str) -> None:
    """Write site, menu, footer, documents, pages and articles; times in the order are local and naive."""
    sys.path.insert(0, project)
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from wagtail.models import Site
    from wagtail.signal_handlers import disable_reference_index_auto_update
    from website.models import WebPage

    order = json.loads((Path(project) / order_file).read_text(encoding="utf-8"))
    # What uses what is of interest to the editor's screens only, and takes time.
    with transaction.atomic(), disable_reference_index_auto_update():
        site = Site.objects.get()
        for key, value in order["site"].items():
            setattr(site, key, value)
        site.save()
        editor = get_user_model().objects.create(username="banbientap", first_name="Ban biên tập", is_staff=True)
        home = WebPage.objects.get(slug="home")
        for file in order["files"]:
            add_document(Path(project), file)
        pages = add_pages(home, editor, order)
        news = add_news(home, editor, order)
        write_home(home, news, order["home"])
        write_layout(site, home, news, pages, order)


def add_document(project, file) -> None:
    """Upload one file; its number is the one that addresses were told of."""
    from django.core.files import File
    from wagtail.documents.models import Document

    with (project / "tep" / file["path"]).open("rb") as content:
        document = Document(id=file["id"], title=file["title"], file=File(content, name=file["name"]))
        document._set_document_file_metadata()  # what Wagtail's upload form does: without it every ETag is the same
        document.save()
    if document.url != file["address"]:
        raise SystemExit(f"a document is at {document.url}, not at {file['address']}")


def add_pages(home, editor, order):
    """The standing pages; their texts come last, when every page that a text links to has its number."""
    from django.utils.timezone import now
    from website.models import WebPage

    made = {}
    for page in order["pages"]:
        new = WebPage(title=page["title"], slug=page["slug"], owner=editor, first_published_at=now())
        new.last_published_at = new.first_published_at
        made[page["slug"]] = made.get(page["parent"], home).add_child(instance=new)
    links = {page["address"]: f'linktype="page" id="{made[page["slug"]].id}"' for page in order["pages"]}
    links |= {file["address"]: f'linktype="document" id="{file["id"]}"' for file in order["files"]}
    numbers = {file["address"]: file["id"] for file in order["files"]}
    for page in order["pages"]:
        blocks = []
        for piece in page["pieces"]:
            if "button" in piece:
                chosen = {"button_title": piece["button"], "downloadable_file": numbers[piece["address"]]}
                blocks.append(block("download", button_style="btn-primary", button_size="", **chosen))
            else:
                text = piece["text"]
                for address, link in links.items():
                    # As Wagtail's editor stores them: by number, not by address.
                    text = text.replace(f'href="{address}"', link)
                blocks.append({"type": "text", "value": text})
        made[page["slug"]].body = row(blocks)
        made[page["slug"]].save()
    return made


def add_news(home, editor, order):
    """The index of articles with its classifier, and the articles in the order of their days."""
    from coderedcms.models import Classifier, ClassifierTerm
    from django.utils.timezone import make_aware, now
    from website.models import ArticleIndexPage, ArticlePage

    classifier = Classifier.objects.create(**order["classifier"])
    terms = {}
    for number, category in enumerate(order["categories"]):
        term = ClassifierTerm(classifier=classifier, slug=category["slug"], name=category["name"], sort_order=number)
        term.save()
        terms[term.slug] = term
    told = dict(order["news"])
    ordered_by = told.pop("index_order_by")
    news = ArticleIndexPage(owner=editor, first_published_at=now(), **told)
    news.last_published_at = news.first_published_at
    news.index_order_by = ""
    news.index_classifiers = [classifier]
    home.add_child(instance=news)
    # CRX keeps the choices of the order in one place for all kinds of pages, so saving may take the wrong ones.
    ArticleIndexPage.objects.filter(pk=news.pk).update(index_order_by=ordered_by)
    for post in order["posts"]:
        when = make_aware(datetime.fromisoformat(post["published"])) if post["published"] else now()
        article = ArticlePage(
            title=post["title"],
            slug=post["slug"],
            owner=editor,
            live=post["live"],
            body=json.dumps([{"type": "text", "value": post["text"]}]),
            date_display=date.fromisoformat(post["date_display"]) if post["date_display"] else None,
        )
        if post["live"]:
            article.first_published_at = article.last_published_at = when
        article.classifier_terms = [terms[slug] for slug in post["categories"]]
        news.add_child(instance=article)
    return news


def write_home(home, news, told) -> None:
    """The page that CRX made on its own: a greeting and its block "latest pages"."""
    from django.utils.timezone import now

    home.refresh_from_db()
    home.title = told["title"]
    home.first_published_at = home.last_published_at = now()
    latest = block("page_list", indexed_by=news.id, classified_by=None, num_posts=told["latest"])
    home.body = row([{"type": "text", "value": told["text"]}, latest])
    home.save()


def write_layout(site, home, news, pages, order) -> None:
    """The menu, with the categories below the news, and the footer."""
    from coderedcms.models import Footer, FooterOrderable, LayoutSettings, Navbar, NavbarOrderable

    categories = [
        block("external_link", display_text=category["name"], link=category["address"], image=None)
        for category in order["categories"]
    ]
    items = [page_link(home, text="Trang chủ")]
    items += [page_link(pages[page["slug"]]) for page in order["pages"] if page["in_menu"]]
    items.insert(2, page_link(news, below=categories))
    layout = LayoutSettings.for_site(site)
    navbar = Navbar.objects.create(name="Trình đơn chính", menu_items=json.dumps(items))
    NavbarOrderable.objects.create(navbar_chooser=layout, navbar=navbar, sort_order=0)
    footer = Footer.objects.create(name="Chân trang", content=row([{"type": "text", "value": order["footer"]}]))
    FooterOrderable.objects.create(footer_chooser=layout, footer=footer, sort_order=0)


def page_link(page, text="", below=()):
    """An item of the menu."""
    told = {"page": page.id, "display_text": text, "image": None, "show_child_links": False, "sub_links": list(below)}
    return block("page_link", **told)


def row(blocks) -> str:
    """The blocks in one column of one row, as a page's body is stored."""
    column = block("content", column_size="", content=blocks)
    column["value"]["settings"]["column_breakpoint"] = "md"
    return json.dumps([block("row", fluid=False, content=[column])])


def block(kind, **value):
    """A block with its "advanced settings" left as they come up in the editor."""
    settings = {"custom_template": "", "custom_css_class": "", "custom_id": ""}
    return {"type": kind, "value": {**value, "settings": settings}}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
