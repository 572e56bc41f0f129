"""Markup of somebody unknown: what is shown stays, and nothing of it acts."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.cards.card import LOOKS, as_html
from autograder.markup import css, html, svg, tags
from autograder.markup.bundle import KINDS, own_bundle
from autograder.markup.formula import formula, formulas
from autograder.markup.html import TOO_LARGE, own_html
from autograder.markup.names import own_place
from autograder.markup.pictures import picture_address
from autograder.markup.references import characters
from autograder.questions.verdict import Picture, Trial
from tests.cards.test_card import GREY, WRONG
from tests.markup import vectors

SAFE = re.compile(
    r"#own-[\w-]+|data:(image|audio|video)/[a-z0-9.+-]+;base64,[\w+/=]*|[\w./ -]+\.(png|svg)"
)


class Acting(HTMLParser):
    """All that could act in a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in tags.TAGS | {"style"}:
            self.found.append(tag)
        for name, value in attrs:
            allowed = name in tags.EVERYWHERE or name in tags.ATTRIBUTES.get(tag, {})
            if not allowed or (name in ("src", "href") and not SAFE.fullmatch(value or "")):
                self.found.append(f"{tag} {name}={value}")
            if name == "style" and re.search(r"url|position|\\|expression|@", value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data) -> None:
        if self.lasttag == "style" and self.rawdata and re.search(r"url\((?!#own-)|@|\\|<", data):
            self.found.append(data)


@pytest.mark.parametrize("name", vectors.HTML)
def test_nothing_acts(name):
    shown = own_html(vectors.HTML[name])
    assert Acting(shown).found == []
    assert vectors.ELSEWHERE not in re.sub(r"&lt;.*?&gt;", "", shown)


markup = st.lists(
    st.sampled_from([*vectors.HTML.values(), *"<>\"'/= `&;-!", "<b", "</", "<p>", "<td>", "<svg>"])
).map("".join)


@given(markup | st.text())
def test_whatever_is_written_nothing_acts_and_cleaning_again_changes_nothing(text):
    shown = own_html(text)
    assert Acting(shown).found == []
    assert own_html(shown) == shown


@pytest.mark.parametrize("name", vectors.DRAWINGS)
def test_no_drawing_acts(name):
    drawn = own_bundle({"image/svg+xml": vectors.DRAWINGS[name]}).get("image/svg+xml", "")
    assert not re.search(r"script|href|alert|elsewhere|foreign|<set|<a |html", drawn)


@pytest.mark.parametrize("kind", vectors.OTHERS)
def test_of_other_kinds_nothing_acts(kind):
    kept = own_bundle({kind: vectors.OTHERS[kind]})
    assert kept
    assert kept.keys() <= KINDS
    assert "alert" not in "".join(kept.values()) or kind == "text/latex"


# --- what stays

TABLE = """<div>
<style scoped>
    .dataframe tbody tr th:only-of-type {
        vertical-align: middle;
    }
    .dataframe thead th { text-align: right; }
</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th></tr></thead>
<tbody><tr><th>0</th><td>1 &lt; 2</td></tr></tbody></table></div>"""
"""As pandas writes it."""
STYLED = """<style type="text/css">
#T_9f_row0_col0 { background-color: #fff7fb; color: #000000; }
#T_9f_row1_col0, #T_9f_row1_col1 { width: 10em; background: linear-gradient(90deg, #5fba7d 50.0%, transparent 50.0%); }
#T_9f tr:nth-child(even) { background: rgb(240, 240, 240); }
</style>
<table id="T_9f"><thead><tr><th class="col_heading level0 col0" colspan="2">a</th></tr></thead>
<tbody><tr><td id="T_9f_row0_col0" class="data row0 col0">1</td></tr></tbody></table>"""
"""As pandas' Styler writes it."""


def test_a_table_stays():
    shown = own_html(TABLE)
    assert '<table border="1" class="dataframe">' in shown
    assert "<td>1 &lt; 2</td>" in shown
    assert ".own-output .dataframe thead th {text-align:right}" in shown
    assert ".own-output .dataframe tbody tr th:only-of-type {vertical-align:middle}" in shown


def test_styles_of_a_table_reach_its_cells_and_nothing_else():
    shown = own_html(STYLED)
    rules = re.findall(r"^(.*?) \{", shown, re.MULTILINE)
    assert rules == [
        ".own-output #own-T_9f_row0_col0",
        ".own-output #own-T_9f_row1_col0, .own-output #own-T_9f_row1_col1",
        ".own-output #own-T_9f tr:nth-child(even)",
    ]
    assert '<td id="own-T_9f_row0_col0" class="own-data own-row0 own-col0">1</td>' in shown
    assert "linear-gradient(90deg, #5fba7d 50.0%, transparent 50.0%)" in shown
    assert '<div class="own-output">' in shown


@pytest.mark.parametrize("outcome", LOOKS)
def test_our_own_cards_stay_whole(outcome):
    trial = Trial("pool", "pool(x)", {"x": GREY}, GREY, "", GREY + 1)
    picture = Picture("k", GREY, GREY * 2, GREY, GREY, "rows: channels in")
    verdict = replace(WRONG, outcome=outcome, pictures=(picture, picture), trials=(trial,))
    card = as_html(verdict, "Count `n` pixels.")
    shown = own_html(card)
    # a browser puts rows into a <tbody>, and so does the cleaning; &nbsp; and quotes are text
    plain = re.sub("</?tbody>", "", shown)
    assert plain.replace("&nbsp;", "\xa0") == card.replace("&nbsp;", "\xa0").replace("&#x27;", "'")


def test_a_drawing_stays():
    drawn = svg.own_svg(
        f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
        f'<svg {vectors.SVG} viewBox="0 0 9 9"><defs><path id="m" d="M0 0L1 1"/></defs>'
        '<g clip-path="url(#c)" style="fill: none; stroke: #000"><use xlink:href="#m" x="3"/></g>'
        "<text>a&lt;b</text></svg>"
    )
    assert drawn is not None
    assert '<path id="own-m" d="M0 0L1 1" />' in drawn
    assert '<g clip-path="url(#own-c)" style="fill:none;stroke:#000">' in drawn
    assert 'xlink:href="#own-m"' in drawn
    assert "<text>a&lt;b</text>" in drawn
    assert svg.own_svg(drawn) == drawn


def test_a_drawing_in_html_is_a_picture():
    shown = own_html(f'<b>x</b><svg {vectors.SVG}><circle r="3"/></svg>')
    address = re.fullmatch(r'<b>x</b><img alt="" src="data:image/svg\+xml;base64,([^"]+)">', shown)
    assert address is not None
    assert '<circle r="3" />' in base64.b64decode(address[1]).decode()


INNER = "<svg x='1'><circle r='1'/></svg>"
WITHIN = {
    "one": f"<svg>{INNER}<rect/></svg>",
    "two": f"<svg>{INNER}<g>{INNER}</g><rect/></svg>",
    "one that ends itself": "<svg><svg/><rect/></svg>",
    "an end in a comment": "<svg><!-- </svg> --><rect/></svg>",
    "an end in a text": "<svg><text><![CDATA[</svg>]]></text><rect/></svg>",
    "an end in an attribute": "<svg><g id='&lt;/svg>'/><rect/></svg>",
}


@pytest.mark.parametrize("name", WITHIN)
def test_a_drawing_in_html_ends_where_it_ends(name):
    """Whatever drawings, comments and texts are within."""
    shown = own_html(f"a{WITHIN[name]}b")
    address = re.fullmatch(r'a<img alt="" src="data:image/svg\+xml;base64,([^"]+)">b', shown)
    assert address is not None
    assert "<rect />" in base64.b64decode(address[1]).decode()


@pytest.mark.parametrize("text", ["<svg/>", "<svg><svg></svg>", "<svg><svg/>"])
def test_of_a_drawing_without_an_end_or_anything_within_nothing_is_shown(text):
    assert own_html(f"a{text}").startswith("a")
    assert "svg>" not in own_html(f"a{text}")


ADDRESSES = {
    "a.png": "a.png",
    "images/a b.jpg": "images/a b.jpg",
    "data:image/png;base64,AA==": "data:image/png;base64,AA==",
    "/a.png": None,
    "../a.png": None,
    "a.png?x": None,
    "//x/a.png": None,
    "http://x/a.png": None,
    "a.html": None,
    "data:text/html;base64,AA==": None,
}


@pytest.mark.parametrize(("address", "kept"), ADDRESSES.items())
def test_addresses_of_pictures(address, kept):
    assert picture_address(address) == kept


def test_links_lead_nowhere_else():
    assert own_place("#a") == "#own-a"
    assert [own_place(a) for a in ("a", "/a", "http://x", "javascript:1", "#", "#a b")] == [
        None
    ] * 6


DECLARED = {
    "color: red ; background : #fff": "color:red;background:#fff",
    "color:red!important": "color:red !important",
    "border-left:5px solid #00795a": "border-left:5px solid #00795a",
    "fill:url(#a)": "fill:url(#own-a)",
    "font-family:'DejaVu Sans', serif": "font-family:'DejaVu Sans', serif",
    "transform:rotate(-90deg)": "transform:rotate(-90deg)",
    "transform:scale(9)": "",
    "margin:-9px": "",
    "position:fixed": "",
    "width:99999px": "",
    "color:var(--x)": "",
    "--x:red": "",
    "background:url(a.png)": "",
    "background:u\\72l(a.png)": "",
    "color:red}b{color:red": "",
}


@pytest.mark.parametrize(("declared", "kept"), DECLARED.items())
def test_declarations(declared, kept):
    assert css.own_declarations(declared) == kept


IN_FLOW = {
    "height:0": "height:0;overflow:auto",
    "max-width:9em;overflow-x:hidden": "max-width:9em;overflow-x:hidden",
    "max-width:900px": "max-width:900px",
    "min-width:14px": "min-width:14px",
    "min-width:0": "min-width:0;overflow:auto",
    "width:100%": "width:100%;overflow:auto",
    "width:999%": "",
    "flex:0 0 0": "flex:0 0 0;overflow:auto",
    "overflow:visible !important": "",
    "overflow-y:initial": "",
    "line-height:0": "",
    "line-height:1px": "",
    "line-height:1.45": "line-height:1.45",
    "font:12px/0 serif": "",
    "font:12px/1.5 serif": "font:12px/1.5 serif",
    "font:bold 14px sans-serif": "font:bold 14px sans-serif",
    "font-size:0": "",
    "font-size:1px": "",
    "font-size:9999px": "",
    "font-size:80%": "font-size:80%",
    "padding:900px 0": "",
    "padding:8px 14px": "padding:8px 14px",
    "border:900px solid red": "",
    "border-left:5px solid #00795a": "border-left:5px solid #00795a",
    "vertical-align:-900px": "",
    "vertical-align:middle": "vertical-align:middle",
    "letter-spacing:-9px": "",
    "transform-origin:0 -900px": "",
    "transform:rotate(-90deg)": "transform:rotate(-90deg)",
    "grid-template-columns:repeat(99,0)": "",
    "table-layout:fixed": "",
}


@pytest.mark.parametrize(("declared", "kept"), IN_FLOW.items())
def test_nothing_in_html_lies_many_times_over_itself(declared, kept):
    shown = html.own_html(f'<div style="{declared}">x</div>')
    assert shown == (f'<div style="{kept}">x</div>' if kept else "<div>x</div>")
    assert html.own_html(shown) == shown
    rule = css.own_sheet(f"a {{{declared}}}")
    assert rule == (f".own-output a {{{kept}}}" if kept else "")


def test_films_and_sounds_are_few():
    """Each has buttons of its own."""
    canvas = svg.Canvas(films=2)
    shown = html.own_html("<video controls></video>a<audio controls></audio>" * 2, canvas)
    assert shown == '<video controls=""></video>a<audio controls=""></audio>a'


def test_cells_over_others_are_bounded():
    assert html.own_html('<table><tr><td rowspan="999" colspan="60">x').count("span") == 1


def test_no_rule_draws_much():
    """How often it would apply, nobody counts."""
    sheet = "a {fill:url(#b); color:red; stroke-dasharray:1} c {mask:url(#d)}"
    assert css.own_sheet(sheet) == ".own-output a {color:red}"


@pytest.mark.parametrize(
    "rule", ["~ a", "> a", "+ a", "a[b]", "a:has(b)", "@media x", ":root", "a\\b"]
)
def test_no_rule_reaches_out(rule):
    assert css.own_sheet(f"{rule} {{color:red}}") == ""


# --- formulas


def test_a_formula_is_mathml():
    assert formula("a<b") == (
        '<math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>'
    )
    assert formula(r"\frac{1}{n}", block=True).startswith('<math display="block"><mrow><mfrac>')


@pytest.mark.parametrize(
    "source", [r"\newcommand{\a}{b}", r"\frac{" * 400, "{" * 2000, "x" * 5000, "\\", "_^_"]
)
def test_a_formula_that_cannot_be_read_is_shown_as_it_was_written(source):
    assert formula(source).startswith(("<code>", "<math"))
    assert "<" not in re.sub(r"</?(code|m[a-z]+)( display=\"inline\")?>", "", formula(source))


def test_latex_among_text():
    shown = formulas("so $x$ <b>")
    assert shown == '<div>so <math display="inline"><mrow><mi>x</mi></mrow></math> &lt;b&gt;</div>'
    assert 'display="block"' in formulas(r"$\displaystyle x^2$")


# --- what reading costs

HEAVY = {
    "nested": "<div>" * 20_000,
    "nested-and-closed": "<span>" * 15_000 + "</b>" * 15_000,
    "opened-again": "<p>" + "".join(f"<b id=q{n}>" for n in range(900)) + "</p><p>x" * 9_000,
    "never-closed": "<a " * 50_000,
    "quotes": '<a x="' * 20_000,
    "comments": "<!--" * 50_000,
    "attributes": "<a " + "b " * 500_000 + ">",
    "drawings": "<svg>" * 20_000,
    "rules": "<style>" + "(" * 300_000 + "</style>",
    "tables": "<table>" * 20_000,
    "references": "&" * 1_000_000,
    "references-in-a-long-text": ("x" * 100 + ">") * 40_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_large_markup_is_bounded(name, monkeypatch):
    """What the second step gets is small: its time grows with depth."""
    given_ = []
    clean = html.nh3.clean
    monkeypatch.setattr(html.nh3, "clean", lambda t, **o: given_.append(t) or clean(t, **o))
    shown = own_html(HEAVY[name])
    assert len(shown) < 3_000_000
    for text in given_:
        depth = deepest = 0
        for end in re.findall(r"<(/?)(?!br|img|hr)[a-z]", text):
            depth += -1 if end else 1
            deepest = max(deepest, depth)
        assert deepest <= html.DEEPEST
        assert depth == 0
        assert text.count("&") <= html.MOST_REFERENCES


def test_too_many_tags_are_not_shown():
    assert own_html("<b></b>" * 30_000) == TOO_LARGE


REFERENCES = {
    "&amp;&#65;&#x42;": "&AB",
    "&#0000000065;": "A",
    "&#" + "0" * 5000 + "65;": "A",
    "&#" + "9" * 5000 + ";": "\ufffd",
    "&#x" + "f" * 5000: "\ufffd",
    "&#57344;&#xE000;": "\ufffd\ufffd",
    "\ue000": "\ue000",
}
"""What a text says -> the characters of it."""


@pytest.mark.parametrize(("text", "said"), REFERENCES.items(), ids=range(len(REFERENCES)))
def test_references_of_any_length_are_characters(text, said):
    assert characters(text) == said
    assert own_html(f"<b>{text}</b>") == f"<b>{escape(said)}</b>"


def test_no_attribute_holds_the_sign_of_a_place():
    assert own_html('<b title="a\ue000&#xe001;">x</b>') == '<b title="a\ufffd">x</b>'


@pytest.mark.parametrize("text", ["\\[" * 30_000, "$x$" * 401, "x" * 30_000])
def test_latex_without_end_is_shown_as_it_was_written(text):
    assert formulas(text) == f"<pre>{text}</pre>"


@pytest.mark.parametrize("encoding", ["x", "base64", "rot13", "utf-16", "latin-1"])
def test_a_drawing_may_name_any_encoding(encoding):
    """It has been read already when it comes here."""
    drawn = (
        f"<?xml version='1.0' encoding='{encoding}'?><svg xmlns='{svg.SPACE}'><text>ü</text></svg>"
    )
    assert "<text>ü</text>" in (svg.own_svg(drawn) or "")


def test_half_a_character_is_shown_as_a_sign():
    assert own_html("<b>\ud800</b>") == "<b>?</b>"
    assert own_html("<svg><text>\ud800</text></svg>").startswith("<img")


def test_references_in_attributes_are_counted():
    assert own_html(('<b title="' + "&" * 500 + '"></b>') * 100) == TOO_LARGE


@pytest.mark.parametrize("selector", [".own-output ~ *", ".own-output + p", ".own-output  ~p"])
def test_no_rule_reaches_what_stands_beside(selector):
    assert css.own_sheet(selector + " {color:red}") == ""
    assert css.own_sheet(".own-output > p ~ b {color:red}") == ".own-output > p ~ b {color:red}"
