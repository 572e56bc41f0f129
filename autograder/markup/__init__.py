"""Markup that somebody unknown wrote, made harmless: HTML, SVG, CSS, pictures, formulas.

What is made here runs nothing, loads nothing from elsewhere, leads nowhere else, and stays in its
own place on a page: names are its own (`names`), styles reach nothing outside (`css`).
"""
