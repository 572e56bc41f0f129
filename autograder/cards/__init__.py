"""How a verdict looks: a card of words and pictures, as HTML and as text, wherever it is shown."""
