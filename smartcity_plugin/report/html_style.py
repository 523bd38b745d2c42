# SPDX-License-Identifier: GPL-2.0-or-later
"""The style sheet of web pages, in the colours of the theme: readable on a phone of 320 pixels and on paper."""

from __future__ import annotations

import re

from .look import Look, readable

_SHADED = "D0D0D0"
"""No shade of a table cell is darker; text that can be read on it can be read on all of them."""

_SHEET = """
html { font-size: 100%; }
body { margin: 0 auto; padding: 0 1rem 2rem; max-width: 60rem; color: #INK; background: #FFFFFF;
  font-family: FONT, Helvetica, sans-serif; line-height: 1.5; overflow-wrap: break-word; }
a { color: #ACCENT; }
a:focus, [tabindex]:focus { outline: 3px solid #ACCENT; outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999em; }
.skip:focus { position: static; display: inline-block; padding: 0.5rem; }
header { border-bottom: 4px solid #ACCENT; padding: 1.5rem 0 1rem; overflow: hidden; }
header p { margin: 0.25rem 0; }
.logo { float: right; max-height: 4rem; max-width: 40%; margin-left: 1rem; }
.organisation, .remark, .source, .note, footer { color: #GREY; font-size: 0.875rem; }
h1, h2, h3, h4, h5, h6 { color: #ACCENT; line-height: 1.25; }
h1 { font-size: 1.75rem; margin: 0.5rem 0; }
h2 { font-size: 1.375rem; margin: 2rem 0 0.75rem; border-bottom: 1px solid #RULE; padding-bottom: 0.25rem; }
h3 { font-size: 1.125rem; margin: 1.5rem 0 0.5rem; }
.subtitle { font-size: 1.125rem; }
.stamp strong { display: inline-block; padding: 0.125rem 0.75rem; border: 2px solid #INK; }
nav ul { margin: 1rem 0; padding: 0; list-style: none; }
nav li { display: inline-block; margin: 0 1rem 0.25rem 0; }
p { margin: 0.5rem 0; }
main ul { padding-left: 1.25rem; }
li { margin: 0.375rem 0; }
.lead { font-size: 1.0625rem; }
.callout { background: #CALLOUT; border-left: 4px solid #ACCENT; padding: 0.5rem 0.75rem; }
.prompt { background: #FFF4CC; color: #6B4E00; padding: 0.5rem 0.75rem; }
.table { overflow-x: auto; margin: 1rem 0 0.25rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.5rem; border-bottom: 1px solid #RULE;
  font-weight: normal; overflow-wrap: normal; }
th[style], td[style] { color: #SHADED; }
thead th { background: #HEADER; color: #SHADED; font-weight: bold; vertical-align: bottom; }
tbody th { font-weight: bold; }
.right { text-align: right; }
.center { text-align: center; }
figure { margin: 1.25rem 0; }
img { max-width: 100%; height: auto; }
figcaption { font-weight: bold; }
.source { display: block; font-weight: normal; }
footer { border-top: 1px solid #RULE; margin-top: 2.5rem; padding-top: 0.75rem; }
@media screen and (max-width: 34rem) {
  table { min-width: 34rem; }
  td, th { overflow-wrap: anywhere; padding: 0.25rem 0.375rem; }
  h1 { font-size: 1.375rem; }
}
@media print {
  @page { margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip, nav { display: none; }
  a { color: #INK; text-decoration: none; }
  h2, h3, caption, thead { break-after: avoid; page-break-after: avoid; }
  tr, figure, .callout { break-inside: avoid; page-break-inside: avoid; }
  .table { overflow: visible; }
  thead { display: table-header-group; }
  th, td, .stamp strong { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def stylesheet(look: Look) -> str:
    """Return the style sheet in the colours and the font of a look; nothing but names of fonts and colours gets in."""
    font = re.sub(r"[^\w \-]", "", look.font).strip()
    colours = {
        "#INK": look.ink,
        "#SHADED": readable(look.ink, _SHADED),
        "#ACCENT": look.accent,
        "#GREY": look.grey,
        "#RULE": look.rule,
        "#HEADER": look.header_shade,
        "#CALLOUT": look.callout_shade,
    }
    sheet = _SHEET.replace("FONT", f'"{font}"' if font else "Arial")
    for name, colour in colours.items():
        sheet = sheet.replace(name, "#" + re.sub("[^0-9A-Fa-f]", "", colour)[:6])
    return sheet
