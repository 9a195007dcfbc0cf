"""XML that is changed in place: a tree to find the way in, and the very bytes, of which only named pieces are replaced.

A serialiser would write all of it anew (quotes, prefixes, white space); what is cut and pasted stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

from lxml import etree

from reports.form.errors import FormError
from reports.typography import plain

Element = etree._Element
Patch = tuple[int, int, bytes]
"""From where to where, in bytes, and what stands there instead."""

MOST_ELEMENTS = 1_500_000
_START = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _Hostile(Exception):
    """The XML declares a document type."""


class Markup:
    """One part of a package. Raises FormError for what is no XML, declares entities, or is not UTF-8."""

    def __init__(self, data: bytes, file: str, member: str) -> None:
        self.data = data
        starts, ends = _places(data, file, member)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            self.root: Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise FormError(f"{file}: tệp hỏng ở phần {member}.") from error
        # Held, so that every element keeps being the same object.
        self._elements = [one for one in self.root.iter() if isinstance(one.tag, str)]
        self._starts = dict(zip(self._elements, starts, strict=True))
        self._ends = dict(zip(self._elements, ends, strict=True))

    def start(self, element: Element) -> int:
        """Where the element begins."""
        return self._starts[element]

    def end(self, element: Element) -> int:
        """Behind the element's last byte."""
        return self._ends[element]

    def raw(self, element: Element) -> bytes:
        """The element's own bytes."""
        return self.data[self._starts[element] : self._ends[element]]

    def tag_end(self, element: Element) -> int:
        """Behind the element's start tag."""
        found = _START.match(self.data, self._starts[element])
        if found is None:
            raise ValueError("no start tag")
        return found.end()

    def start_tag(self, element: Element) -> bytes:
        """The element's start tag."""
        return self.data[self._starts[element] : self.tag_end(element)]

    def inner_end(self, element: Element) -> int:
        """Where the element's end tag begins; not for one that is closed at once."""
        return self.data.rindex(b"</", self._starts[element], self._ends[element])

    def inner(self, element: Element) -> bytes:
        """What stands inside the element."""
        if self.start_tag(element).endswith(b"/>"):
            return b""
        return self.data[self.tag_end(element) : self.inner_end(element)]

    def replace(self, element: Element, new: str | bytes) -> Patch:
        """Put `new` in place of the element."""
        return self._starts[element], self._ends[element], _bytes(new)

    def insert_before(self, element: Element, new: str | bytes) -> Patch:
        """Put `new` right before the element."""
        at = self._starts[element]
        return at, at, _bytes(new)

    def insert_after(self, element: Element, new: str | bytes) -> Patch:
        """Put `new` right behind the element."""
        at = self._ends[element]
        return at, at, _bytes(new)

    def append_inside(self, element: Element, new: str | bytes) -> Patch:
        """Put `new` at the end of what stands in the element, opening one that is closed at once."""
        tag = self.start_tag(element)
        if tag.endswith(b"/>"):
            name = re.match(rb"<([^\s/>]+)", tag)
            if name is None:
                raise ValueError("no name")
            opened = tag[:-2].rstrip() + b">"
            return self._starts[element], self._ends[element], opened + _bytes(new) + b"</" + name[1] + b">"
        at = self.inner_end(element)
        return at, at, _bytes(new)

    def refill(self, element: Element, new: str | bytes) -> Patch:
        """Put `new` in place of all that stands in the element."""
        if self.start_tag(element).endswith(b"/>"):
            return self.append_inside(element, new)
        return self.tag_end(element), self.inner_end(element), _bytes(new)

    def patched(self, patches: Iterable[Patch]) -> bytes:
        """The bytes with all patches done; at one place in the order given. Raises ValueError when two overlap."""
        pieces: list[bytes] = []
        done = 0
        # The sort is stable, and an insertion comes before a replacement that begins where it stands.
        for start, end, new in sorted(patches, key=lambda one: (one[0], one[1])):
            if start < done:
                raise ValueError("patches overlap")
            pieces += (self.data[done:start], new)
            done = end
        return b"".join([*pieces, self.data[done:]])


def _places(data: bytes, file: str, member: str) -> tuple[list[int], list[int]]:
    """Where each element begins and ends, in document order."""
    if _DECLARED.search(data[:4_096]):
        raise FormError(f"{file}: phần {member} khai báo thực thể XML, là tệp không an toàn nên không mở.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:1] == b"\x00" or data[1:2] == b"\x00":
        raise FormError(f"{file}: phần {member} không phải UTF-8. Hãy mở và lưu lại bằng Word hoặc LibreOffice.")
    starts: list[int] = []
    ends: list[int] = []
    opened: list[int] = []
    parser = expat.ParserCreate()

    def begin(_: str, __: dict[str, str]) -> None:
        opened.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        tag = _START.match(data, starts[-1])
        if tag is None:
            raise expat.ExpatError("tag")
        # The end of an element that is closed at once; of the others it is told later.
        ends.append(tag.end() if tag[0].endswith(b"/>") else 0)
        if len(starts) > MOST_ELEMENTS or len(opened) > 200:
            raise _Hostile

    def finish(_: str) -> None:
        number = opened.pop()
        ends[number] = ends[number] or data.index(b">", parser.CurrentByteIndex) + 1

    def declare(*_: object) -> None:
        raise _Hostile

    def declare_xml(_: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.casefold() not in ("utf-8", "utf8"):
            raise expat.ExpatError("encoding")

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = declare, declare
    parser.XmlDeclHandler = declare_xml
    try:
        parser.Parse(data, True)
    except _Hostile as error:
        raise FormError(f"{file}: phần {member} là XML không an toàn nên không mở.") from error
    except (expat.ExpatError, ValueError) as error:
        raise FormError(f"{file}: tệp hỏng ở phần {member}.") from error
    return starts, ends


def _bytes(new: str | bytes) -> bytes:
    return new if isinstance(new, bytes) else new.encode("utf-8")


def xml_text(text: str) -> str:
    """Return `text` as it may stand in XML: no control or reordering characters, no markup."""
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def local(element: Element | None) -> str:
    """The element's name without its name space; empty for none."""
    return "" if element is None else etree.QName(element).localname


def elements(element: Element | None) -> list[Element]:
    """The elements right in an element: no comments, no instructions."""
    return [one for one in element if isinstance(one.tag, str)] if element is not None else []


def children(element: Element | None, name: str) -> list[Element]:
    """The elements of a name right in an element."""
    return [one for one in elements(element) if local(one) == name]


def child(element: Element | None, *names: str) -> Element | None:
    """The element down a path of names, None when there is none."""
    for name in names:
        element = next(iter(children(element, name)), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute, whatever its name space; None without the element or the attribute."""
    if element is None:
        return None
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
