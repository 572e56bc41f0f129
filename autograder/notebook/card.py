"""How a verdict looks: a card of HTML with pictures, and the same as plain text.

Styles stand in the elements, since notebooks drop style sheets of outputs that they do not trust;
colours can be told apart by colour-blind readers and the words say the same.
"""

from __future__ import annotations

import base64
import io
import re
from html import escape

import numpy as np

from autograder.questions.verdict import Picture, Verdict

LOOKS: dict[str, tuple[str, str]] = {
    "correct": ("#009e73", "✓"),
    "partial": ("#b87400", "◐"),
    "wrong": ("#d55e00", "✗"),
    "not attempted": ("#6b7280", "○"),
    "error": ("#a8487f", "!"),
    "needs manual": ("#0072b2", "✎"),
}
"""Outcome -> colour and sign."""

NO_DIFFERENCE = 1e-3
"""Of pixels from 0 to 1: what is less is rounding, and shown white."""

WIDTH = 132
"""Of a picture on the card, in pixels."""


def as_text(verdict: Verdict, hint: str = "") -> str:
    """The verdict as plain text."""
    sign = LOOKS[verdict.outcome][1]
    lines = [f"{sign} {verdict.question}: {verdict.outcome}{_points(verdict)}"]
    lines += [f"  {line}" for line in verdict.message.splitlines()]
    lines += [f"  {line}" for line in _notes(verdict, hint)]
    return "\n".join(lines)


def as_html(verdict: Verdict, hint: str = "") -> str:
    """The verdict as a card of HTML. Everything in it is escaped."""
    colour, sign = LOOKS[verdict.outcome]
    parts = [
        f'<div style="border-left:5px solid {colour};background:#fff;color:#1f2933;padding:8px 14px;'
        'margin:4px 0;font-family:system-ui,sans-serif;font-size:14px;line-height:1.45;max-width:860px">',
        f'<div><b style="color:{colour}">{sign} {escape(verdict.outcome)}</b>'
        f" &nbsp;<b>{escape(verdict.question)}</b>"
        f'<span style="color:#52606d">{escape(_points(verdict))}</span></div>',
    ]
    parts += [f"<div>{_marked(line)}</div>" for line in verdict.message.splitlines()]
    parts += [_picture(picture) for picture in verdict.pictures]
    parts += [
        f'<div style="color:#52606d;font-size:13px">{_marked(note)}</div>'
        for note in _notes(verdict, hint)
    ]
    parts.append("</div>")
    return "".join(parts)


def _points(verdict: Verdict) -> str:
    if verdict.points is None:
        return f" ({verdict.max_points:g} points, given by a person)"
    return f" ({verdict.points:g} of {verdict.max_points:g} points)"


def _notes(verdict: Verdict, hint: str) -> list[str]:
    notes = []
    if verdict.hidden_decides and verdict.outcome in ("correct", "partial"):
        notes.append("When it is graded, inputs that you do not have decide the mark, too.")
    if hint and verdict.outcome in ("wrong", "partial"):
        notes.append(f"Hint: {hint}")
    return notes


def _marked(text: str) -> str:
    """Escaped text, with `code` set as code."""
    style = "background:#eef1f4;padding:0 3px;border-radius:3px"
    return re.sub(r"`([^`]*)`", rf'<code style="{style}">\1</code>', escape(text))


def _picture(picture: Picture) -> str:
    low, high = _range(picture.expected)
    panels: list[tuple[str, np.ndarray | None, str]] = [
        ("the input", _grey(picture.input, *_range(picture.input)), "")
    ]
    if picture.kernel is not None and max(picture.kernel.shape) <= 7:
        panels.append(("your kernel", None, _kernel_table(picture.kernel)))
    if picture.given is not None:
        panels.append(("your output", _grey(picture.given, low, high), ""))
    panels.append(("as it should be", _grey(picture.expected, low, high), ""))
    if picture.given is not None:
        difference = picture.given - picture.expected
        largest = float(np.nanmax(np.abs(difference), initial=0.0))
        if largest < NO_DIFFERENCE:
            difference, largest = np.zeros_like(difference), 0.0
        panels.append((f"difference, up to {largest:.2g}", _diverging(difference, largest), ""))
    cells = "".join(
        '<figure style="margin:0 12px 6px 0;text-align:center">'
        + (table or _image(pixels, f"{picture.title}: {title}"))
        + f'<figcaption style="font-size:12px;color:#52606d">{escape(title)}</figcaption></figure>'
        for title, pixels, table in panels
    )
    return (
        f'<div style="margin-top:6px"><code style="font-size:12px">{escape(picture.title)}</code></div>'
        f'<div style="display:flex;flex-wrap:wrap;align-items:flex-end;margin:2px 0">{cells}</div>'
    )


def _range(image: np.ndarray) -> tuple[float, float]:
    """What is shown black and white: 0 and 1, or the image's own range where it goes beyond."""
    finite = image[np.isfinite(image)]
    if finite.size == 0:
        return 0.0, 1.0
    return min(0.0, float(finite.min())), max(1.0, float(finite.max()))


def _grey(image: np.ndarray, low: float, high: float) -> np.ndarray:
    scaled = np.nan_to_num((image.astype(np.float64) - low) / (high - low), nan=0.0)
    return np.repeat((np.clip(scaled, 0, 1) * 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _diverging(image: np.ndarray, largest: float) -> np.ndarray:
    """White where nothing differs, orange where there is too much, blue where there is too little."""
    share = np.nan_to_num(np.clip(image / (largest or 1.0), -1, 1))[:, :, None]
    white, orange, blue = (
        np.array(c, float) for c in ((255, 255, 255), (213, 94, 0), (0, 114, 178))
    )
    mixed = white + np.abs(share) * (np.where(share > 0, orange, blue) - white)
    return mixed.astype(np.uint8)


def _image(pixels: np.ndarray | None, alt: str) -> str:
    assert pixels is not None
    from PIL import Image

    picture = Image.fromarray(pixels)
    if picture.width > 2 * WIDTH:  # large pictures travel in the notebook: keep them small
        picture = picture.resize(
            (2 * WIDTH, max(1, round(2 * WIDTH * picture.height / picture.width)))
        )
    stream = io.BytesIO()
    picture.save(stream, "png")
    data = base64.b64encode(stream.getvalue()).decode()
    height = max(1, round(WIDTH * pixels.shape[0] / pixels.shape[1]))
    return (
        f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" width="{WIDTH}" height="{height}" '
        'style="image-rendering:pixelated;border:1px solid #cbd2d9">'
    )


def _kernel_table(kernel: np.ndarray) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td style='{_CELL}'>{value:.3g}</td>" for value in row) + "</tr>"
        for row in kernel
    )
    return f'<table style="border-collapse:collapse;margin:0 auto 6px">{rows}</table>'


_CELL = "border:1px solid #cbd2d9;padding:3px 6px;text-align:right;font-size:12px;background:#fff"
