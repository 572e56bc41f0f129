"""The colours of the course: colour-blind readers can tell them apart, and they print well in grey.

From M. Okabe and K. Ito, "Color Universal Design" (2008); the pale ones are for areas under text.
"""

BLUE = "#0072b2"
ORANGE = "#d55e00"
SKY = "#56b4e9"
AMBER = "#e69f00"
GREEN = "#009e73"
PINK = "#cc79a7"
GREY = "#7f8790"
PALE_BLUE = "#cfe5f5"
PALE_ORANGE = "#f9dcc6"
