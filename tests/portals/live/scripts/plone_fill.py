"""Makes and fills a Plone site: ``zconsole run zope.conf plone_fill.py ORDER.json``, run by Plone's own interpreter."""
# mypy: ignore-errors
# It is run where Zope and Plone are, and only there: the project's own environment has neither.

import json
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import transaction
from AccessControl.SecurityManagement import newSecurityManager
from DateTime import DateTime
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.base.interfaces.syndication import IFeedSettings
from plone.distribution.api import site as sites
from plone.namedfile.file import NamedBlobFile
from Testing.makerequest import makerequest

ZONE = "Asia/Ho_Chi_Minh"
LINK_CHECKS = "plone.enable_link_integrity_checks"


def main(root, order_file):
    """Write site, settings, files, pages, categories and posts; times in the order are local and naive."""
    order = json.loads(Path(order_file).read_text(encoding="utf-8"))
    root.acl_users.userFolderAddUser(order["editor"], order["password"], ["Manager"], [])
    newSecurityManager(None, root.acl_users.getUser(order["editor"]).__of__(root.acl_users))
    site = make_site(makerequest(root), order)
    # Old versions and broken links are the editors' business: no visitor sees them, and they cost half of the time.
    versions = api.portal.get_tool("portal_repository")
    versioned = versions.getVersionableContentTypes()
    versions.setVersionableContentTypes([])
    api.portal.set_registry_record(LINK_CHECKS, False)
    files = make_files(site, order["files"])
    # The welcome text and the title are the example content's until somebody writes his own.
    site.title, site.description = order["title"], order["description"]
    site.text = rich(order["home"], files)
    news = site["news"]
    news.title = news["aggregator"].title = order["news"]["title"]
    site["events"].title = site["events"]["aggregator"].title = "Sự kiện"
    for name, value in order["aggregator"].items():
        setattr(news["aggregator"], name, tuple(value) if isinstance(value, list) else value)
    IFeedSettings(news["aggregator"]).enabled = order["feed"]
    for each in (news, news["aggregator"], site["events"], site["events"]["aggregator"]):
        each.reindexObject()
    pages = {None: site}
    for page in order["pages"]:
        pages[page["slug"]] = make_page(pages[page["parent"]], page, files)
    for category in order["categories"]:
        publish(make(news, "Folder", category["slug"], category["title"]))
    for post in order["posts"]:
        make_post(news[post["category"]], post, files)
    versions.setVersionableContentTypes(versioned)
    api.portal.set_registry_record(LINK_CHECKS, True)
    transaction.commit()
    # Closed in good order, the storage keeps its index, and the web server has nothing to warn of.
    root._p_jar.db().close()


def make_site(root, order):
    """A site as Plone's own form makes it, example content and all, with the settings of the control panels."""
    answers = {
        "site_id": order["site"],
        "title": order["title"],
        "description": "",
        "default_language": "vi",
        "portal_timezone": ZONE,
        "setup_content": True,
    }
    site = sites.create(root, "classic", answers)
    # Zope's own answer to "which site is at this host", as the management interface sets it.
    root.virtual_hosting.set_map(f"{order['host']}/{order['site']}")
    for name, value in order["settings"].items():
        api.portal.set_registry_record(name, tuple(value) if isinstance(value, list) else value)
    return site


def make_files(site, wanted):
    """The files in folders of their own that the menu leaves out; gives the objects by path."""
    top = publish(make(site, "Folder", "tep", "Tệp đính kèm", exclude_from_nav=True))
    made = {}
    for path, entry in wanted.items():
        *folders, name = path.split("/")
        place = top
        for folder in folders:
            place = place[folder] if folder in place else publish(make(place, "Folder", folder, folder))
        data = Path(entry["on_disk"]).read_bytes()
        blob = NamedBlobFile(data=data, contentType=entry["media_type"], filename=name)
        made[path] = make(place, "File", name, entry["label"], file=blob)
    return made


def make_page(parent, page, files):
    """A standing page; one with pages of its own is a folder that shows a page."""
    if not page["is_folder"]:
        return publish(make(parent, "Document", page["slug"], page["title"], text=rich(page["text"], files)))
    folder = publish(make(parent, "Folder", page["slug"], page["title"]))
    front = publish(make(folder, "Document", "gioi-thieu-chung", page["title"], text=rich(page["text"], files)))
    folder.setDefaultPage(front.getId())
    return folder


def make_post(folder, post, files):
    """A news item with the publication date that was typed in; it was last edited when the order says."""
    made = make(folder, "News Item", post["slug"], post["title"], description=post["lead"],
                text=rich(post["text"], files))  # fmt: skip
    made.creation_date = made.effective_date = moment(post["published"])
    if not post["draft"]:
        publish(made)
    made.setModificationDate(moment(post["modified"]))
    made.reindexObject(idxs=["created", "effective", "effectiveRange", "Date", "modified"])


def make(container, kind, name, title, **fields):
    """An object with exactly this name."""
    return api.content.create(container, kind, id=name, title=title, safe_id=False, **fields)


def publish(made):
    """The object, published."""
    api.content.transition(made, transition="publish")
    return made


def rich(text, files):
    """What the editor stores: HTML whose links to files are by their identity, as its dialogue for links makes them."""
    for path, file in files.items():
        text = text.replace(f'href="file:{path}"', f'href="resolveuid/{file.UID()}" data-linktype="internal"')
    return RichTextValue(text, "text/html", "text/x-html-safe")


def moment(text):
    """Zope's own kind of time."""
    return DateTime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)))


main(app, sys.argv[-1])  # noqa: F821 (zconsole gives `app`)
