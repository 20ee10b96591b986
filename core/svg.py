"""Vector logos: keep the shapes of an svg file, and nothing that acts, fetches or tells.

Everything is rebuilt from lists of what is allowed: elements and attributes of SVG 2 that draw, references only within
the file. Sources: W3C SVG 2; OWASP on svg uploads.
"""

import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from lxml import etree

MAX_SVG_BYTES = 256 * 1024
MAX_ELEMENTS = 2_000
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

DRAWN = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan linearGradient "
    "radialGradient stop clipPath mask pattern".split()
)
SAID = frozenset(
    "id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform gradientTransform gradientUnits "
    "patternTransform patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits spreadMethod offset "
    "preserveAspectRatio fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity clip-path clip-rule mask stop-color stop-opacity "
    "color display visibility vector-effect font-family font-size font-weight font-style text-anchor letter-spacing "
    "dx dy".split()
)
_WITHIN = re.compile(r"#[\w.:-]+")
_LOCAL = re.compile(r"url\(['\"]?#[\w.:-]+['\"]?\)(?: [\w#]+)?")
_CLASS = re.compile(r"\.([\w-]+)")
_UNREADABLE = ValidationError(_("Filen går inte att läsa som en svg-bild."), code="not_a_picture")


class CleanSvg(ContentFile):
    """A vector logo produced by clean_svg."""


class SvgField(forms.FileField):
    """An uploaded vector logo. The cleaned value is ready to store."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/svg+xml,.svg"}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return clean_svg(file) if file and file is not initial else file


def clean_svg(file) -> CleanSvg:
    """The drawing alone: no scripts, styles that fetch, links, pictures, comments or names of whoever drew it.

    A CleanSvg is returned unchanged. Raises ValidationError for what is no svg, or a larger one than a logo needs.
    """
    if isinstance(file, CleanSvg):
        return file
    if file.size > MAX_SVG_BYTES:
        raise ValidationError(_("Filen är större än 256 kB. Spara den utan inbäddade bilder."), code="too_large")
    file.seek(0)
    content = file.read()
    # Entities are expanded in attributes whatever the parser is asked, so they may not be declared; read as UTF-8, no
    # other encoding hides them.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = None if b"<!ENTITY" in content.upper() else etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _UNREADABLE from error
    if root is None or root.tag != f"{{{SVG}}}svg":
        raise _UNREADABLE
    if sum(1 for _each in root.iter()) > MAX_ELEMENTS:
        raise ValidationError(_("Bilden har för många delar för en logotyp."), code="too_large")
    drawn = _copied(root, _styles_of(root))
    if not drawn.get("viewBox"):
        _add_view_box(drawn)
    written = etree.tostring(drawn, encoding="utf-8", xml_declaration=False)
    return CleanSvg(written, name=f"{PurePath(file.name or 'logo').stem or 'logo'}.svg")


def _name(tag) -> str:
    """The local name of an svg element; "" for anything else."""
    if not isinstance(tag, str) or not tag.startswith(f"{{{SVG}}}"):
        return ""
    return tag.removeprefix(f"{{{SVG}}}")


def _copied(element, styles: dict[str, dict[str, str]]):
    copy = etree.Element(f"{{{SVG}}}{_name(element.tag)}", nsmap={None: SVG})
    for name, value in _attributes(element, styles).items():
        copy.set(name, value)
    if _name(element.tag) in {"text", "tspan", "title", "desc"}:
        copy.text = element.text
    for child in element:
        if _name(child.tag) in DRAWN:
            inner = _copied(child, styles)
            inner.tail = child.tail if _name(element.tag) in {"text", "tspan"} else None
            copy.append(inner)
    return copy


def _attributes(element, styles: dict[str, dict[str, str]]) -> dict[str, str]:
    """What is allowed of its attributes, its classes' rules and its own style, in rising order of weight."""
    found = {name: value for name, value in element.attrib.items() if _may_say(name, value)}
    for name in element.get("class", "").split():
        found |= styles.get(name, {})
    found |= _declared(element.get("style", ""))
    if _name(element.tag) == "use":
        target = element.get("href") or element.get(f"{{{XLINK}}}href") or ""
        if _WITHIN.fullmatch(target):
            found["href"] = target
    return found


def _may_say(name: str, value: str) -> bool:
    fetches = "url(" in value.lower() and not _LOCAL.fullmatch(value.strip())
    return name in SAID and not fetches and "\\" not in value


def _declared(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs if _may_say(name.strip(), value.strip())}


def _styles_of(root) -> dict[str, dict[str, str]]:
    """What the file's style elements say of single classes, which drawing programs write instead of attributes."""
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter(f"{{{SVG}}}style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _brace, body = rule.partition("{")
            for selector in selectors.split(","):
                if match := _CLASS.fullmatch(selector.strip()):
                    found[match[1]] = found.get(match[1], {}) | _declared(body)
    return found


def _add_view_box(drawn):
    """So that it scales: from its width and height, if they are numbers."""
    sizes = [re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", drawn.get(name, "")) for name in ("width", "height")]
    if all(sizes):
        drawn.set("viewBox", f"0 0 {sizes[0][1]} {sizes[1][1]}")
