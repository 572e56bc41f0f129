"""The content policy of our own pages: what a browser lets a page do, whatever stands in it."""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data: file:",
        "media-src data:",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""No script at all, nothing from elsewhere. Pictures may lie beside a page, which may be a file."""
