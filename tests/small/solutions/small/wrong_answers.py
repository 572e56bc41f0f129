# %% [markdown]
# # Known answers to `count`
#
# The right numbers: 224, 800, 0.

# %% wrong="count" points=2 mistake="bias-forgotten"
weights, no_bias, pooled = 216, 800, 0

# %% wrong="count" points=2 mistake="bias-counted"
weights, no_bias, pooled = 224, 804, 0

# %% wrong="count" points=2 mistake="parameters-one-bias"
weights, no_bias, pooled = 217, 800, 0

# %% wrong="count" points=1 mistake="parameters-input-depth-missing"
weights, no_bias, pooled = 80, 100, 0

# %% wrong="count" points=1 mistake="parameters-filters-missing"
weights, no_bias, pooled = 28, 200, 0

# %% wrong="count" points=2
weights, no_bias, pooled = 151424, 800, 0

# %% wrong="count" points=2 mistake="parameters-pooling-has-weights"
weights, no_bias, pooled = 224, 800, 12

# %% wrong="count" points=2 mistake="parameters-first-depth"
weights, no_bias, pooled = 224, 300, 0

# %% wrong="count" points=2 mistake="parameters-all-layers"
weights, no_bias, pooled = 224, 1016, 0

# %% wrong="count" points=0 outcome="wrong"
weights, no_bias, pooled = '224', (800,), None

# %% wrong="count" points=0 outcome="wrong"
weights, no_bias, pooled = 224.5, [800], True

# %% wrong="count" points=0 outcome="wrong"
weights, no_bias, pooled = {224}, float('nan'), print

# %% wrong="count" points=2 outcome="partial"
weights, no_bias, pooled = 10**400, 800, 0

# %% wrong="count" points=0 outcome="not attempted"
weights, no_bias, pooled = None, None, None

# %% right="count"
weights, no_bias, pooled = np.int64(224), 800.0, np.zeros((), int)

# %% right="count"
layer = Conv2D(8, 3)
layer.build((1, 28, 28, 3))
weights, no_bias, pooled = layer.count_params(), np.prod((5, 5, 8, 4)), sum([])

# %% [markdown]
# # Known answers to `network`

# %% wrong="network" points=1 mistake="padding-valid-for-same"
network = keras.Sequential([Conv2D(4, 3), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 mistake="padding-same-for-valid"
network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2, padding='same')])

# %% wrong="network" points=2 mistake="stride-ignored"
network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3)])

# %% wrong="network" points=1 mistake="pooling-stride-one"
network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2, strides=1), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 mistake="bias-left-out"
network = keras.Sequential([Conv2D(4, 3, padding='same', use_bias=False), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=0 mistake="filters-swapped"
network = keras.Sequential([Conv2D(6, 3, padding='same'), MaxPooling2D(2), Conv2D(4, 3, strides=2)])

# %% wrong="network" points=2 mistake="kernel-size"
network = keras.Sequential([Conv2D(4, 5, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2.5 mistake="average-for-max"
network = keras.Sequential([Conv2D(4, 3, padding='same'), AveragePooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 outcome="partial"
network = keras.Sequential([Conv2D(4, 3, padding='same'), Dropout(0.5), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=1 mistake="layers-swapped"
network = keras.Sequential([MaxPooling2D(2), Conv2D(4, 3, padding='same'), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 outcome="partial"
network = keras.Sequential([Conv2D(4, 3, padding='same'), Flatten(), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 outcome="partial"
network = keras.Sequential([Input((12, 12, 3)), Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% wrong="network" points=2 outcome="partial"
network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2), Flatten(), Dense(10)])

# %% wrong="network" points=2 outcome="partial"
network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2)])

# %% wrong="network" points=0 outcome="wrong"
network = [Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2)]

# %% wrong="network" points=0 outcome="wrong"
network = Conv2D(4, 3, padding='same')

# %% wrong="network" points=0 outcome="wrong"
network = keras.Sequential

# %% wrong="network" points=0 outcome="wrong"
network = keras.Sequential()

# %% wrong="network" points=0 outcome="error"
network = keras.Sequential([Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1)])

# %% wrong="network" points=0 outcome="wrong"
class Own(keras.Model):
    def call(self, x):
        return x
network = Own()

# %% wrong="network" points=0 outcome="wrong"
i = Input((12, 12, 1))
x = Conv2D(4, 3, padding='same')(i)
x = MaxPooling2D(2)(x)
x = Conv2D(6, 3, strides=2)(x)
network = keras.Model(i, keras.layers.Add()([x, x]))

# %% wrong="network" points=0 outcome="error"
class Trap(keras.Sequential):
    def get_config(self):
        raise KeyError('x')
network = Trap([Conv2D(4, 3, padding='same')])

# %% wrong="network" points=0 outcome="wrong"
class Trap(keras.Sequential):
    def get_config(self):
        return {'layers': [{'class_name': 'Conv2D', 'config': {'filters': 2**63}}] * 9}
network = Trap([Conv2D(4, 3, padding='same')])

# %% right="network"
network = keras.Sequential([Input((12, 12, 1)), Conv2D(4, 3, padding='same', activation='relu'), MaxPooling2D(2), Conv2D(6, 3, strides=2)])

# %% right="network"
network = keras.Sequential()
for layer in (Conv2D(4, 3, padding='same'), MaxPooling2D(), Conv2D(6, 3, strides=2)):
    network.add(layer)
network(np.zeros((3, 12, 12, 1)))

# %% right="network"
i = Input((None, None, 1))
x = Conv2D(4, 3, padding='same')(i)
x = MaxPooling2D(2)(x)
network = keras.Model(i, Conv2D(6, 3, strides=2)(x))

# %% right="network"
front = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2)])
network = keras.Sequential([front, Conv2D(6, 3, strides=2)])

# %% [markdown]
# # Known answers to `plain`

# %% wrong="plain" points=0 mistake="bias-kept"
plain = keras.Sequential([Conv2D(2, 3)])

# %% wrong="plain" points=0 mistake="kernel-size"
plain = keras.Sequential([Conv2D(2, 5, use_bias=False)])

# %% wrong="plain" points=0 outcome="wrong"
plain = Conv2D(2, 3, use_bias=False)

# %% [markdown]
# # Known answers to `back`
#
# The right sizes: (23, 24, 25) and (19, 20, 21).

# %% wrong="back" points=0 mistake="input-sizes-one-only"
back_valid = 23
back_same = (21,)

# %% wrong="back" points=1 mistake="input-sizes-multiplied"
back_valid = (21,)
back_same = (19, 20, 21)

# %% wrong="back" points=1 mistake="ceil-for-floor"
back_valid = (21, 22, 23)
back_same = (19, 20, 21)

# %% wrong="back" points=1 mistake="forgot-plus-one"
back_valid = (26, 27, 28)
back_same = (19, 20, 21)

# %% wrong="back" points=1 mistake="input-sizes-padding-ignored"
back_valid = (23, 24, 25)
back_same = (23, 24, 25)

# %% wrong="back" points=1 mistake="same-keeps-size"
back_valid = (23, 24, 25)
back_same = 7

# %% wrong="back" points=0 mistake="input-sizes-off-by-one"
back_valid = (24, 25, 26)
back_same = (20, 21, 22)

# %% wrong="back" points=1 outcome="partial"
back_valid = {24, 25, 23}
back_same = '19, 20, 21'

# %% wrong="back" points=0 outcome="wrong"
back_valid = range(10**6)
back_same = [[19], [20, 21]]

# %% right="back"
back_valid = range(23, 26)
back_same = np.array([21, 20, 19])

# %% right="back"
from fractions import Fraction

back_valid = {23, 24, 25}
back_same = (Fraction(19), 20.0, np.int8(21))

# %% right="back"
back_valid = [25, 23, 24, 24]
back_same = tuple(n for n in range(1, 65) if -(-n // 3) == 7)

# %% [markdown]
# # Known answers to `matrix`

# %% wrong="matrix" points=0 mistake="matrix-transposed"
A = np.array([[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]).T

# %% wrong="matrix" points=0 mistake="kernel-rotated"
A = np.array([[4, 3, 0, 2, 1, 0], [0, 4, 3, 0, 2, 1]])

# %% wrong="matrix" points=0 mistake="kernel-transposed"
A = np.array([[1, 3, 0, 2, 4, 0], [0, 1, 3, 0, 2, 4]])

# %% wrong="matrix" points=0 mistake="pixels-by-columns"
A = np.array([[1, 3, 2, 4, 0, 0], [0, 0, 1, 3, 2, 4]])

# %% wrong="matrix" points=0
A = np.zeros((2, 6))

# %% wrong="matrix" points=0
A = np.full((2, 6), np.nan)

# %% wrong="matrix" points=0
A = np.ones((3000, 2000))

# %% wrong="matrix" points=0 outcome="wrong"
A = [[1, 2], [3]]

# %% right="matrix"
A = [[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]

# %% right="matrix"
layer = Conv2D(1, 2)
layer.build((6, 2, 3, 1))
layer.set_weights([np.reshape([1., 2, 3, 4], (2, 2, 1, 1)), np.zeros(1)])
A = layer(np.eye(6).reshape(6, 2, 3, 1)).numpy().reshape(6, 2).T
