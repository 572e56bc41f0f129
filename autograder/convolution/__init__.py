"""The arithmetic of the field: layers as data, output sizes, kernels, and known mistakes.

NumPy only, channels last everywhere: (batch, height, width, channels). Names are those of Keras.
"""
