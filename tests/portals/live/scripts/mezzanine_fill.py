"""Fills a fresh Mezzanine: ``python mezzanine_fill.py PROJECT ORDER.json``, run by Mezzanine's own interpreter."""
# mypy: ignore-errors
# It is run where Django and Mezzanine are, and only there: the project's own environment has neither.

import json
import os
import sys
from datetime import datetime
from pathlib import Path


def main(project: str, order_file: str) -> None:
    """Write site, pages, categories and posts; times in the order are local and naive."""
    sys.path.insert(0, project)
    os.environ["DJANGO_SETTINGS_MODULE"] = "truong.settings"
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.sites.models import Site
    from django.db import transaction
    from django.utils.timezone import make_aware
    from mezzanine.blog.models import BlogCategory, BlogPost
    from mezzanine.core.models import CONTENT_STATUS_DRAFT, CONTENT_STATUS_PUBLISHED
    from mezzanine.pages.models import RichTextPage

    order = json.loads((Path(project) / order_file).read_text(encoding="utf-8"))
    with transaction.atomic():
        Site.objects.update_or_create(id=1, defaults=order["site"])
        editor = get_user_model().objects.create(username="banbientap", first_name="Ban biên tập", is_staff=True)
        RichTextPage.objects.create(slug="/", title="Trang chủ", content=order["home"])
        RichTextPage.objects.create(**order["blog"])
        made = {}
        for page in order["pages"]:
            parent = made.get(page.pop("parent"))
            made[page["slug"]] = RichTextPage.objects.create(parent=parent, **page)
        categories = {entry["slug"]: BlogCategory.objects.create(**entry) for entry in order["categories"]}
        for post in order["posts"]:
            chosen = [categories[slug] for slug in post.pop("categories")]
            status = CONTENT_STATUS_DRAFT if post.pop("draft") else CONTENT_STATUS_PUBLISHED
            when = make_aware(datetime.fromisoformat(post.pop("published")))
            row = BlogPost.objects.create(user=editor, status=status, publish_date=when, **post)
            row.categories.set(chosen)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
