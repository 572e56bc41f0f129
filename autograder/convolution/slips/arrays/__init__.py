"""Slips in arrays: what a layer makes of images, and the matrix of a convolution."""
