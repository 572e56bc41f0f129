# %% [markdown]
# # Known answers to `network`
#
# Five parts of half a point each; where a layer's size is right and its kind or activation is not, a share of that.

# %% wrong="network" points=1.5 mistake="layer-left-out" note="the second pooling is missing: nothing has changed places"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2), Conv2D(16, 3, padding='same', activation='relu'), Conv2D(10, 7)])

# %% wrong="network" points=1 mistake="padding-same-for-valid"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, padding='same'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7),
])

# %% wrong="network" points=0 mistake="filters-swapped"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(16, 3),
    MaxPooling2D(2),
    Conv2D(8, 3, padding='same'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7),
])

# %% wrong="network" points=0 outcome="wrong" note="filters and kernel size exchanged"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(3, 8),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7),
])

# %% wrong="network" points=2 mistake="kernel-size"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 5),
])

# %% wrong="network" points=2 mistake="bias-left-out"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7, use_bias=False),
])

# %% wrong="network" points=0.5 mistake="pooling-stride-one"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2, strides=1),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7),
])

# %% wrong="network" points=2 mistake="padding-same-for-valid"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Conv2D(10, 7, padding='same'),
])

# %% wrong="network" points=2
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
])

# %% wrong="network" points=2 note="the usual ending: other layers than were asked for"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2, padding='same'),
    Flatten(),
    Dense(10),
])

# %% wrong="network" points=0 outcome="wrong" note="a padding is missing and the last kernel does not fit: Keras says so at once"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2),
    Conv2D(10, 7),
])

# %% wrong="network" points=1.5 mistake="padding-valid-for-same" note="the same, but nobody has told Keras what goes in"
network = Sequential([
    Conv2D(8, 3, activation='relu'),
    MaxPooling2D(2),
    Conv2D(16, 3, padding='same', activation='relu'),
    MaxPooling2D(2),
    Conv2D(10, 7),
])

# %% wrong="network" points=2 mistake="activation-left-out" note="no activation anywhere"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3), MaxPooling2D(2), Conv2D(16, 3, padding='same'),
                      MaxPooling2D(2, padding='same'), Conv2D(10, 7)])

# %% wrong="network" points=2 mistake="another-activation"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='sigmoid'), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same', activation='tanh'), MaxPooling2D(2, padding='same'),
                      Conv2D(10, 7)])

# %% wrong="network" points=2 mistake="activation-added" note="scores made into probabilities"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same', activation='relu'), MaxPooling2D(2, padding='same'),
                      Conv2D(10, 7, activation='softmax')])

# %% wrong="network" points=2 mistake="average-for-max"
from tensorflow.keras.layers import AveragePooling2D
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'), AveragePooling2D(2),
                      Conv2D(16, 3, padding='same', activation='relu'), AveragePooling2D(2, padding='same'),
                      Conv2D(10, 7)])

# %% wrong="network" points=2.25 note="windows that overlap, by which the same shape comes out"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same', activation='relu'), MaxPooling2D(3, strides=2, padding='same'),
                      Conv2D(10, 7)])

# %% wrong="network" points=2 note="a Flatten at the end, as in most networks"
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same', activation='relu'), MaxPooling2D(2, padding='same'),
                      Conv2D(10, 7), Flatten()])

# %% wrong="network" points=2 note="a Dropout nobody asked for"
from tensorflow.keras.layers import Dropout
network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'), MaxPooling2D(2), Dropout(0.25),
                      Conv2D(16, 3, padding='same', activation='relu'), MaxPooling2D(2, padding='same'),
                      Conv2D(10, 7)])

# %% wrong="network" points=0 note="layers that were made, but not put together"
network = [Conv2D(8, 3), MaxPooling2D(2), Conv2D(10, 7)]

# %% wrong="network" points=0
network = Sequential()

# %% wrong="network" points=0
network = Sequential

# %% right="network"
network = Sequential()
network.add(Input(shape=(28, 28, 1)))
network.add(Conv2D(filters=8, kernel_size=(3, 3), activation='relu'))
network.add(MaxPooling2D())
network.add(Conv2D(filters=16, kernel_size=3, padding='SAME', activation='relu'))
network.add(MaxPooling2D(pool_size=(2, 2), strides=2, padding='same'))
network.add(Conv2D(10, kernel_size=(7, 7)))

# %% right="network" note="without Input, with the ReLUs as layers"
from tensorflow.keras.layers import Activation, ReLU
network = Sequential([Conv2D(8, 3), ReLU(), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same'), Activation('relu'),
                      MaxPooling2D(2, padding='same'), Conv2D(10, 7)])

# %% right="network" note="the ReLU as a function, as a layer, and nothing written as None"
from tensorflow.keras.layers import ReLU
network = Sequential([Conv2D(8, 3, activation=tf.nn.relu), MaxPooling2D(2),
                      Conv2D(16, 3, padding='same', activation=ReLU()),
                      MaxPooling2D(2, padding='same'), Conv2D(10, 7, activation=None)])

# %% right="network"
from tensorflow.keras import Model
goes_in = x = Input((28, 28, 1))
for layer in (Conv2D(8, 3, activation='relu'), MaxPooling2D(2),
              Conv2D(16, 3, padding='same', activation='relu'),
              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):
    x = layer(x)
network = Model(goes_in, x)
