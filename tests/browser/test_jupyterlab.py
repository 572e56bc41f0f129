"""A student works through exercises in JupyterLab, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.open_notebook import OpenNotebook, expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_a_student_blurs(lab: Any, page: Any, shots: Path) -> None:
    lab.set_theme("JupyterLab Light")
    notebook = OpenNotebook(page, lab.address, lab.folder / "kernels" / "kernels.ipynb", shots)

    notebook.write("check-blur", "1 / 0")  # locked cells stay as they are
    expect(notebook.cell("check-blur").locator(".cm-content")).to_have_text('check("blur")')

    notebook.write(
        "blur", "blur = np.ones((3, 3, 1, 1))\nshow(picture, conv2d(picture, blur), blur)"
    )
    notebook.run_all_above("blur")
    expect(notebook.output("check-identity")).to_have_text("identity: not attempted yet.")
    notebook.run("blur", "check-blur")
    card = notebook.output("check-blur")
    expect(card).to_contain_text("wrong")
    expect(card).to_contain_text("What must the weights add up to")
    expect(card.locator("img")).to_have_count(4)
    for picture in card.locator("img").all():
        assert picture.bounding_box()["width"] >= 100
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    notebook.photograph("check-blur", "blur-wrong")

    notebook.write("blur", "blur = np.ones((3, 3, 1, 1)) / 9")
    notebook.run("blur", "check-blur")
    expect(card).to_contain_text("correct")
    expect(card).not_to_contain_text("wrong")
    notebook.photograph("check-blur", "blur-right")

    notebook.write("blur", "blur = np.ones((3, 3, 1, 1))")  # neither run nor saved
    notebook.run("check-blur")
    expect(card).to_contain_text("was changed after you ran it: run it, then check again.")
    expect(card).not_to_contain_text("correct")
    notebook.photograph("check-blur", "blur-changed")
    notebook.write("blur", "blur = np.ones((3, 3, 1, 1)) / 9")  # as it was run
    notebook.run("check-blur")
    expect(card).to_contain_text("correct")


@pytest.mark.soak
def test_a_student_prints_shapes_in_the_dark(lab: Any, page: Any, shots: Path) -> None:
    lab.set_theme("JupyterLab Dark")
    notebook = OpenNotebook(page, lab.address, lab.folder / "shapes" / "shapes.ipynb", shots)
    notebook.write("valid", "valid_a = (1, 28, 28, 1)\nvalid_b = (1, 16, 28, 1)\nvalid_c = None")
    notebook.write("print-strides", PRINTS.format(stride=2))
    notebook.run_all_above("print-strides")
    expect(notebook.output("check-valid")).to_contain_text("partial")
    for code in notebook.output("check-valid").locator("code").all():
        assert code.evaluate("element => getComputedStyle(element).color") == "rgb(31, 41, 51)"
    notebook.photograph("check-valid", "valid-partial-dark")

    # not run yet, whatever the cell above has printed
    notebook.run("check-print-strides")
    card = notebook.output("check-print-strides")
    expect(card).to_contain_text("print-strides: not attempted yet")

    notebook.run("print-strides")
    # another cell between answer and check: the answer's own cell counts
    notebook.run("check-valid", "check-print-strides")
    expect(card).to_contain_text("correct")

    notebook.write("print-strides", PRINTS.format(stride=1))
    notebook.run("print-strides", "check-print-strides")
    expect(card).to_contain_text("partial")
    notebook.photograph("check-print-strides", "printed-partial-dark")

    notebook.write("pool-values", "largest = integers[::2, ::2]\nmeans = None")
    notebook.run_all_above("check-pool-values")
    notebook.run("check-pool-values")
    expect(notebook.output("check-pool-values").locator("table")).not_to_have_count(0)
    notebook.photograph("check-pool-values", "pictures-dark")


PRINTS = """\
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, strides={stride}, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print("and:", Conv2D(4, (4, 6), strides=(2, 3))(large).shape)"""
