"""What only the page knows: whether the answer's cell was changed after its last run, and not saved.

The running code can't see that. JupyterLab and Notebook 7 mark such cells, so a card looks there when
it is shown, and says so in its own place. In other front ends, in pages made of the notebook and where
it is not trusted, nothing of this runs, and the card stays.
"""

from __future__ import annotations

CHANGED = "The cell of this answer was changed after you ran it: run it, then check again."

SCRIPT = f"""<script>
(() => {{
  const me = document.currentScript;
  let cell = me && me.closest(".jp-Cell");
  do {{ cell = cell && cell.previousElementSibling; }}
  while (cell && !cell.classList.contains("jp-CodeCell"));
  if (cell && cell.classList.contains("jp-mod-dirty")) {{
    const card = me.previousElementSibling;
    card.style.borderColor = "#98376c";
    card.textContent = "! {CHANGED}";
  }}
}})();
</script>"""
"""Stands behind a card. The answer's cell is the nearest one of code above the check's."""
