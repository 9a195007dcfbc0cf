"""The markup of the portals: after NukeViet, Joomla, WordPress, VNPT, vnEdu, Violet, SharePoint, DNN and by hand."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape as esc

Menu = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Make:
    """A kind of portal: the address of a page by its key ("" is home), and a whole page around a main part."""

    name: str
    pattern: str
    frame: Callable[[str, str, str, Menu], str]
    home: str = "/"

    def address(self, key: str) -> str:
        """The address of a page."""
        return self.pattern.format(key=key) if key else self.home


def _items(menu: Menu, link: str = '<li><a href="{to}">{label}</a></li>') -> str:
    return "".join(link.format(to=to, label=esc(label)) for label, to in menu)


def _nukeviet(school: str, title: str, main: str, menu: Menu) -> str:
    return f'<!DOCTYPE html><html lang="vi" xmlns="http://www.w3.org/1999/xhtml"><head><title>{esc(title)} - {esc(school)}</title><meta charset="utf-8"><meta name="generator" content="NukeViet v4.5"></head><body><div class="wraper"><header><div id="header"><div class="logo"><a title="{esc(school)}" href="/"><img src="/logo.png" alt="{esc(school)}"></a></div></div></header><nav class="second-nav" id="menusite"><ul class="nav navbar-nav"><li><a class="home" title="Trang nhất" href="/"><em class="fa fa-home"></em><span class="visible-xs-inline-block"> Trang nhất</span></a></li>{_items(menu)}</ul></nav><section><div class="container" id="body"><div class="news_column panel panel-default"><div class="panel-body"><h1 class="title margin-bottom-lg">{esc(title)}</h1><div class="bodytext">{main}</div></div></div></div></section><footer id="footer"><p>© {esc(school)}. Mã nguồn NukeViet CMS</p></footer></div></body></html>'


def _joomla(school: str, title: str, main: str, menu: Menu) -> str:
    return f'<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management"><title>{esc(title)}</title></head><body class="site com_content view-article"><div class="body"><header class="header"><a class="brand pull-left" href="/"><span class="site-title" title="{esc(school)}">{esc(school)}</span></a></header><nav class="navigation"><ul class="nav menu nav-pills mod-list"><li class="item-101 default"><a href="/">Trang chủ</a></li>{_items(menu)}</ul></nav><main id="content" class="span9"><div class="item-page"><div class="page-header"><h2 itemprop="headline">{esc(title)}</h2></div><div itemprop="articleBody">{main}</div></div></main></div><footer><p>© {esc(school)}</p></footer></body></html>'


def _wordpress(school: str, title: str, main: str, menu: Menu) -> str:
    items = _items(
        menu,
        '<li class="wp-block-navigation-item"><a class="wp-block-navigation-item__content" href="{to}">{label}</a></li>',
    )
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><meta name="generator" content="WordPress 5.9"><title>{esc(title)} &#8211; {esc(school)}</title></head><body class="page-template-default page"><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/" rel="home">{esc(school)}</a></p><nav class="wp-block-navigation"><ul>{items}</ul></nav></header><main class="wp-block-group"><h1 class="wp-block-post-title">{esc(title)}</h1><div class="entry-content wp-block-post-content">{main}</div></main><footer>{esc(school)}</footer></div></body></html>'


def _vnpt(school: str, title: str, main: str, menu: Menu) -> str:
    return f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html><head><title>{esc(school)} | {esc(title)}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head><body><form name="Form" method="post" action="/Default.aspx" id="Form"><div id="dnn_ControlPanel"></div><div class="banner"><h1>{esc(school)}</h1></div><div class="menu-ngang"><ul class="sf-menu"><li><a href="/">Trang chủ</a></li>{_items(menu)}</ul></div><div id="dnn_ContentPane" class="contentpane"><div class="c_head"><span class="Head">{esc(title)}</span></div><div class="c_content Normal">{main}</div></div><div class="footer">Bản quyền thuộc {esc(school)}</div></form></body></html>'


def _vnedu(school: str, title: str, main: str, menu: Menu) -> str:
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title><meta property="og:site_name" content="{esc(school)}"></head><body class="vnedu-web"><div class="top-bar"><span class="school-name">{esc(school)}</span></div><ul class="main-menu clearfix"><li class="active"><a href="/"><i class="icon-home"></i> Trang chủ</a></li>{_items(menu)}</ul><div class="row"><div class="col-md-9 center-content"><div class="title-box"><h2>{esc(title)}</h2></div><div class="detail-content">{main}</div></div><div class="col-md-3 right-content"><div class="box"><h3>Liên kết</h3><a href="http://moet.test/">Bộ GDĐT</a></div></div></div><div class="foot">{esc(school)}</div></body></html>'


def _violet(school: str, title: str, main: str, menu: Menu) -> str:
    cells = _items(menu, "<tr><td class=menu><a href='{to}'>{label}</a></td></tr>")
    return f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'><title>{esc(title)}</title></head><body bgcolor='#e0f0ff'><center><table width='990' bgcolor='white'><tr><td colspan='3'><font size='6' color='red'><b>{esc(school)}</b></font></td></tr><tr><td width='180' valign='top'><table><tr><td class=menu><a href='/'>Trang chủ</a></td></tr>{cells}</table></td><td valign='top'><div class='bv'><font size='4'><b>{esc(title)}</b></font><br>{main}</div></td><td width='160' valign='top'>Số lượt truy cập: 12.884</td></tr></table></center></body></html>"


def _sharepoint(school: str, title: str, main: str, menu: Menu) -> str:
    items = _items(menu, '<li class="static"><a class="static menu-item ms-core-listMenu-item" href="{to}"><span class="menu-item-text">{label}</span></a></li>')  # fmt: skip
    return f'<!DOCTYPE html><html dir="ltr" lang="vi-VN"><head><meta name="GENERATOR" content="Microsoft SharePoint" /><meta charset="utf-8"><title>{esc(title)}</title></head><body><form method="post" action="./" id="aspnetForm"><div id="s4-workspace"><div id="s4-titlerow"><h1 id="pageTitle" class="ms-core-pageTitle">{esc(school)}</h1><div id="DeltaTopNavigation"><ul class="root ms-core-listMenu-root static"><li class="static"><a class="static menu-item" href="/Pages/default.aspx"><span class="menu-item-text">Trang chủ</span></a></li>{items}</ul></div></div><div id="DeltaPlaceHolderMain"><h2>{esc(title)}</h2><div class="ms-rtestate-field">{main}</div></div></div></form></body></html>'


def _byhand(school: str, title: str, main: str, menu: Menu) -> str:
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{esc(title)}</title></head><body><nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">{esc(school)}</a><ul class="navbar-nav"><li class="nav-item"><a class="nav-link" href="/">Trang chủ</a></li>{_items(menu)}</ul></nav><div class="container"><h2 class="tieu-de">{esc(title)}</h2><div class="noi-dung">{main}</div></div><footer class="bg-dark">{esc(school)}</footer></body></html>'


NUKEVIET = Make("nukeviet", "/vi/page/{key}/", _nukeviet)
JOOMLA = Make("joomla", "/index.php/{key}", _joomla)
WORDPRESS = Make("wordpress", "/{key}/", _wordpress)
VNPT = Make("vnpt", "/{key}/tabid/57/Default.aspx", _vnpt)
VNEDU = Make("vnedu", "/trang/{key}.html", _vnedu)
VIOLET = Make("violet", "/?muc={key}", _violet)
SHAREPOINT = Make("sharepoint", "/Pages/{key}.aspx", _sharepoint)
BYHAND = Make("byhand", "/{key}.html", _byhand)
