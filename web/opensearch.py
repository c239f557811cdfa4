"""How a browser's own search box asks this archive (OpenSearch 1.1)."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from flask import url_for

_TERMS = "{searchTerms}"


def description() -> bytes:
    """The description, with the address under which it was asked for."""
    root = Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    SubElement(root, "ShortName").text = "答复检索"  # sixteen characters at most
    SubElement(root, "Description").text = "建议提案答复全文检索"
    SubElement(root, "InputEncoding").text = "UTF-8"
    icon = url_for("static", filename="favicon.svg", _external=True)
    SubElement(root, "Image", {"type": "image/svg+xml", "width": "16", "height": "16"}).text = icon
    for kind, endpoint in (
        ("text/html", "pages.search"),
        ("application/x-suggestions+json", "downloads.suggest"),
        ("application/atom+xml", "downloads.feed"),
    ):
        SubElement(root, "Url", type=kind, template=f"{url_for(endpoint, _external=True)}?q={_TERMS}")
    own = url_for("downloads.opensearch", _external=True)
    SubElement(root, "Url", type="application/opensearchdescription+xml", rel="self", template=own)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole
