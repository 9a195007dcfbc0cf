"""Fills a fresh django CMS and its blog: ``python djangocms_fill.py PROJECT ORDER.json``, by its own interpreter."""
# mypy: ignore-errors
# It is run where Django and django CMS are, and only there: the project's own environment has neither.

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
    from cms.api import add_plugin, create_page
    from django.contrib.auth import get_user_model
    from django.contrib.sites.models import Site
    from django.db import transaction
    from django.utils.timezone import make_aware
    from django.utils.translation import activate
    from djangocms_blog.cms_appconfig import BlogConfig
    from djangocms_blog.models import BlogCategory, Post

    activate("vi")
    order = json.loads((Path(project) / order_file).read_text(encoding="utf-8"))
    with transaction.atomic():
        Site.objects.update_or_create(id=1, defaults=order["site"])
        editor = get_user_model().objects.create_superuser("banbientap", first_name="Ban biên tập")

        def page(title, slug, html, **options):
            made = create_page(title, order["template"], "vi", slug=slug, in_navigation=options.pop("menu", True),
                               created_by=editor, **options)  # fmt: skip
            place = made.placeholders.get(slot="content")
            if html:
                add_plugin(place, "TextPlugin", "vi", body=html)
            return made, place

        config = BlogConfig(namespace="blog")
        for key, value in order["blog"].items():
            setattr(config.app_data.config, key, value)
        config.set_current_language("vi")
        config.app_title, config.object_name = order["listing"]["title"], "Bài viết"
        config.save()
        home, place = page("Trang chủ", "home", order["home"])
        home.set_as_homepage()
        home.title_set.update(page_title=order["site"]["name"])
        add_plugin(place, "BlogLatestEntriesPlugin", "vi", latest_posts=5, app_config=config,
                   template_folder="plugins")  # fmt: skip
        listing, _ = page(order["listing"]["title"], order["listing"]["slug"], "", apphook="BlogApp",
                          apphook_namespace="blog", navigation_extenders=order["extender"])  # fmt: skip
        made = [home, listing] + [page(**entry)[0] for entry in order["pages"]]
        categories = {}
        for entry in order["categories"]:
            row = BlogCategory(app_config=config)
            row.set_current_language("vi")
            row.name, row.slug = entry["title"], entry["slug"]
            row.save()
            categories[entry["slug"]] = row
        for entry in order["posts"]:
            row = Post(app_config=config, author=editor, publish=not entry["draft"],
                       date_published=make_aware(datetime.fromisoformat(entry["published"])))  # fmt: skip
            row.set_current_language("vi")
            row.title, row.slug = entry["title"], entry["slug"]
            row.abstract, row.post_text = entry["abstract"], entry["content"]
            row.save()
            row.categories.set(categories[slug] for slug in entry["categories"])
        for each in made:
            each.refresh_from_db()
            each.publish("vi")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
