"""Fonts of other widths than the product's own, which comes with it: a person may have set one in the browser."""

import base64
from pathlib import Path

import fontpkg_barlow_condensed
import fontpkg_lexend
from playwright.sync_api import Page

FONTS = {
    "narrow": fontpkg_barlow_condensed.ROOT / "files" / "BarlowCondensed-Regular.ttf",
    "wide": fontpkg_lexend.ROOT / "files" / "Lexend[wght].ttf",
}

# From bytes and by script, since the content security policy takes no style of ours.
_WEAR = """async ([name, bytes]) => {
  const font = new FontFace(name, Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
  document.fonts.add(await font.load());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*, ::before, ::after { font-family: "${name}" !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def wear(page: Page, name: str):
    """Show all text of the page in one of these fonts."""
    page.evaluate(_WEAR, [name, base64.b64encode(Path(FONTS[name]).read_bytes()).decode()])


def undress(page: Page):
    page.evaluate("document.adoptedStyleSheets = []")


_SMALL = """() => {
  const says = (node) => node.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}]/u.test(node.data);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const small = [];
  for (const element of document.querySelectorAll("a[href], button, summary")) {
    const { width, height } = element.getBoundingClientRect();
    const inText = getComputedStyle(element).display === "inline" && [...element.parentNode.childNodes].some(says);
    if (!seen(element) || width <= 1 || inText) continue;
    if (width < 23.9 || height < 23.9) {
      const kin = element.parentElement;
      const where = `${kin.tagName}.${kin.className} > ${element.tagName}.${element.className}`;
      small.push(`${where} "${element.textContent.trim()}" ${width.toFixed(1)} x ${height.toFixed(1)}`);
    }
  }
  return small;
}"""


def small_targets(page: Page) -> list[str]:
    """What can be pressed, stands alone rather than in running text, and is less than 24 px wide or high."""
    return page.evaluate(_SMALL)
