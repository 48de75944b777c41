"""Parse XML that may be hostile: no entities, no network, no tree without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .zips import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAMAGED = "文件已损坏（里面的 XML 读不通），需要完整的文件；请重新下载或重新保存"


def parse_xml(container: SafeZip, name: str) -> _Element:
    """The root of a member of a container.

    :raises DocumentError: it is not there, is no XML, or holds what it must not.
    """
    from lxml import etree  # noqa: PLC0415  needed for some formats only

    content = container.read_xml(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: _Element | None = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DocumentError(_DAMAGED) from None
    if root is None:
        raise DocumentError(_DAMAGED)
    return root


def local_name(node: _Element) -> str:
    """The name of an element without its name space; nothing for what is no element."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(node: _Element | None, name: str) -> _Element | None:
    """The first child of that name, whatever its name space (there is a strict one and a usual one)."""
    return next(children(node, name), None)


def children(node: _Element | None, *names: str) -> Iterator[_Element]:
    """The children of these names."""
    for one in () if node is None else node:
        if local_name(one) in names:
            yield one


def attribute(node: _Element | None, name: str) -> str | None:
    """An attribute, whatever its name space."""
    if node is None:
        return None
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
