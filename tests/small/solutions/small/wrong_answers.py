"""Known answers to `small`."""

from autograder.course.rubric import WrongAnswer

FIRST, LAST = "Conv2D(4, 3, padding='same')", "Conv2D(6, 3, strides=2)"


def counts(weights: object, no_bias: object, pooled: object) -> str:
    return f"weights, no_bias, pooled = {weights}, {no_bias}, {pooled}"


def network(*layers: str) -> str:
    return f"network = keras.Sequential([{', '.join(layers)}])"


def back(valid: object, same: object) -> str:
    return f"back_valid = {valid}\nback_same = {same}"


WRONG_ANSWERS = (
    # 224, 800, 0
    WrongAnswer("count", counts(216, 800, 0), 2, "bias-forgotten"),
    WrongAnswer("count", counts(224, 804, 0), 2, "bias-counted"),
    WrongAnswer("count", counts(217, 800, 0), 2, "parameters-one-bias"),
    WrongAnswer("count", counts(80, 100, 0), 1, "parameters-input-depth-missing"),
    WrongAnswer("count", counts(28, 200, 0), 1, "parameters-filters-missing"),
    WrongAnswer("count", counts(224 * 26 * 26, 800, 0), 2, "parameters-picture-size"),
    WrongAnswer("count", counts(224, 800, 12), 2, "parameters-pooling-has-weights"),
    WrongAnswer("count", counts(224, 300, 0), 2, "parameters-first-depth"),
    WrongAnswer("count", counts(224, 216 + 800, 0), 2, "parameters-all-layers"),
    WrongAnswer("count", counts("'224'", "(800,)", "None"), 0, None, "wrong"),
    WrongAnswer("count", counts("224.5", "[800]", "True"), 0, None, "wrong"),
    WrongAnswer("count", counts("{224}", "float('nan')", "print"), 0, None, "wrong"),
    WrongAnswer("count", counts("10**400", 800, 0), 2, None, "partial"),
    WrongAnswer("count", counts(None, None, None), 0, None, "not attempted"),
    # the network
    WrongAnswer("network", network("Conv2D(4, 3)", "MaxPooling2D(2)", LAST), 1, "padding-valid-for-same"),
    WrongAnswer("network", network(FIRST, "MaxPooling2D(2)", "Conv2D(6, 3, strides=2, padding='same')"), 2, "padding-same-for-valid"),
    WrongAnswer("network", network(FIRST, "MaxPooling2D(2)", "Conv2D(6, 3)"), 2, "stride-ignored"),
    WrongAnswer("network", network(FIRST, "MaxPooling2D(2, strides=1)", LAST), 1, "pooling-stride-one"),
    WrongAnswer("network", network("Conv2D(4, 3, padding='same', use_bias=False)", "MaxPooling2D(2)", LAST), 2, "bias-left-out"),
    WrongAnswer("network", network("Conv2D(6, 3, padding='same')", "MaxPooling2D(2)", "Conv2D(4, 3, strides=2)"), 0, "filters-swapped"),
    WrongAnswer("network", network("Conv2D(4, 5, padding='same')", "MaxPooling2D(2)", LAST), 2, "kernel-size"),
    WrongAnswer("network", network("MaxPooling2D(2)", FIRST, LAST), 1, "layers-swapped"),
    WrongAnswer("network", network(FIRST, "Flatten()", "MaxPooling2D(2)", LAST), 2, None, "partial"),
    WrongAnswer("network", network("Input((12, 12, 3))", FIRST, "MaxPooling2D(2)", LAST), 2, None, "partial"),
    WrongAnswer("network", network(FIRST, "MaxPooling2D(2)", LAST, "Flatten()", "Dense(10)"), 2, None, "partial"),
    WrongAnswer("network", network(FIRST, "MaxPooling2D(2)"), 2, None, "partial"),
    WrongAnswer("network", f"network = [{FIRST}, MaxPooling2D(2), {LAST}]", 0, None, "wrong"),
    WrongAnswer("network", f"network = {FIRST}", 0, None, "wrong"),
    WrongAnswer("network", "network = keras.Sequential", 0, None, "wrong"),
    WrongAnswer("network", "network = keras.Sequential()", 0, None, "wrong"),
    WrongAnswer("network", network(*["Conv2D(1, 1)"] * 65), 0, None, "error"),
    WrongAnswer("network", "class Own(keras.Model):\n    def call(self, x):\n        return x\nnetwork = Own()", 0, None, "wrong"),
    WrongAnswer("network", f"i = Input((12, 12, 1))\nx = {FIRST}(i)\nx = MaxPooling2D(2)(x)\nx = {LAST}(x)\nnetwork = keras.Model(i, keras.layers.Add()([x, x]))", 0, None, "wrong"),
    WrongAnswer("network", f"class Trap(keras.Sequential):\n    def get_config(self):\n        raise KeyError('x')\nnetwork = Trap([{FIRST}])", 0, None, "error"),
    WrongAnswer("network", f"class Trap(keras.Sequential):\n    def get_config(self):\n        return {{'layers': [{{'class_name': 'Conv2D', 'config': {{'filters': 2**63}}}}] * 9}}\nnetwork = Trap([{FIRST}])", 0, None, "wrong"),
    WrongAnswer("plain", "plain = keras.Sequential([Conv2D(2, 3)])", 0, "bias-kept"),
    WrongAnswer("plain", "plain = keras.Sequential([Conv2D(2, 5, use_bias=False)])", 0, "kernel-size"),
    WrongAnswer("plain", "plain = Conv2D(2, 3, use_bias=False)", 0, None, "wrong"),
    # the way back: (23, 24, 25) and (19, 20, 21)
    WrongAnswer("back", back(23, (21,)), 0, "input-sizes-one-only"),
    WrongAnswer("back", back((21,), (19, 20, 21)), 1, "input-sizes-multiplied"),
    WrongAnswer("back", back((21, 22, 23), (19, 20, 21)), 1, "valid-only-divides"),
    WrongAnswer("back", back((26, 27, 28), (19, 20, 21)), 1, "forgot-plus-one"),
    WrongAnswer("back", back((23, 24, 25), (23, 24, 25)), 1, "input-sizes-padding-ignored"),
    WrongAnswer("back", back((23, 24, 25), 7), 1, "same-keeps-size"),
    WrongAnswer("back", back((24, 25, 26), (20, 21, 22)), 0, "input-sizes-off-by-one"),
    WrongAnswer("back", back({23, 24, 25}, "'19, 20, 21'"), 0, None, "wrong"),
    WrongAnswer("back", back("range(10**6)", "[[19], [20, 21]]"), 0, None, "wrong"),
    # the matrix
    WrongAnswer("matrix", "A = np.array([[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]).T", 0, "matrix-transposed"),
    WrongAnswer("matrix", "A = np.array([[4, 3, 0, 2, 1, 0], [0, 4, 3, 0, 2, 1]])", 0, "kernel-rotated"),
    WrongAnswer("matrix", "A = np.array([[1, 3, 0, 2, 4, 0], [0, 1, 3, 0, 2, 4]])", 0, "kernel-transposed"),
    WrongAnswer("matrix", "A = np.array([[1, 3, 2, 4, 0, 0], [0, 0, 1, 3, 2, 4]])", 0, "pixels-by-columns"),
    WrongAnswer("matrix", "A = np.zeros((2, 6))", 0),
    WrongAnswer("matrix", "A = np.full((2, 6), np.nan)", 0),
    WrongAnswer("matrix", "A = np.ones((3000, 2000))", 0),
    WrongAnswer("matrix", "A = [[1, 2], [3]]", 0, None, "wrong"),
)  # fmt: skip

RIGHT_ANSWERS = (
    ("count", counts("np.int64(224)", "800.0", "np.zeros((), int)")),
    ("count", "layer = Conv2D(8, 3)\nlayer.build((1, 28, 28, 3))\nweights, no_bias, pooled = layer.count_params(), np.prod((5, 5, 8, 4)), sum([])"),
    ("network", network("Input((12, 12, 1))", FIRST, "Dropout(0.5)", "AveragePooling2D(2)", LAST)),
    ("network", f"network = keras.Sequential()\nfor layer in ({FIRST}, MaxPooling2D(), {LAST}):\n    network.add(layer)\nnetwork(np.zeros((3, 12, 12, 1)))"),
    ("network", f"i = Input((None, None, 1))\nx = {FIRST}(i)\nx = MaxPooling2D(2)(x)\nnetwork = keras.Model(i, {LAST}(x))"),
    ("network", f"front = keras.Sequential([{FIRST}, MaxPooling2D(2)])\nnetwork = keras.Sequential([front, {LAST}])"),
    ("back", back("range(23, 26)", "np.array([21, 20, 19])")),
    ("back", back("[25, 23, 24, 24]", "tuple(n for n in range(1, 65) if -(-n // 3) == 7)")),
    ("matrix", "A = [[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]"),
    ("matrix", "layer = Conv2D(1, 2)\nlayer.build((6, 2, 3, 1))\nlayer.set_weights([np.reshape([1., 2, 3, 4], (2, 2, 1, 1)), np.zeros(1)])\nA = layer(np.eye(6).reshape(6, 2, 3, 1)).numpy().reshape(6, 2).T"),
)  # fmt: skip
