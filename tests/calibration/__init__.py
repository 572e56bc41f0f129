"""How often what is told of wrong answers is right: on answers whose idea is known, and on drawn ones."""
