"""Answers to `mini` with the marks and the mistake that each must get."""

from autograder.course.rubric import WrongAnswer

BLOCKS = "steps = np.mgrid[0:16, 0:20]; steps = (steps[0] // 4 + 2 * (steps[1] // 7)) / 7\n"

WRONG_ANSWERS = (
    WrongAnswer("blur", "blur = np.ones((3, 3, 1, 1))", 0, "not-normalised"),
    WrongAnswer("blur", "blur = -np.ones((3, 3, 1, 1)) / 9", 0, "sign-flipped"),
    WrongAnswer("blur", "blur = np.ones((3, 3)) / 9", 0),
    WrongAnswer("sizes", "size_conv = (1, 5, 8, 2)\nsize_pool = (1, 4, 5, 1)", 1, "ceil-for-floor"),
    WrongAnswer("sizes", "size_conv = (1, 4, 7, 2)\nsize_pool = (1, 3, 5, 1)", 1, "forgot-plus-one"),
    WrongAnswer("sizes", "size_conv = 5\nsize_pool = None", 0),
    WrongAnswer("printed", "print((1, 5, 8, 2), (1, 3, 4, 2))", 1, "ceil-for-floor"),
    WrongAnswer("printed", "print((1, 5, 8, 2))", 0),
    WrongAnswer("printed", "print((1, 2, 4, 2), (1, 5, 8, 2))", 0),
    WrongAnswer(
        "pooled",
        BLOCKS + "pooled = steps.reshape(8, 2, 10, 2).max(axis=(1, 3))",
        0,
        "max-for-average",
    ),
    WrongAnswer("pooled", "pooled = np.zeros((8, 10))", 0),
    WrongAnswer("pooled", "pooled = 'eight by ten'", 0),
)

RIGHT_ANSWERS = (
    ("blur", "blur = np.pad(np.full((3, 3, 1, 1), 1 / 9), ((1, 1), (1, 1), (0, 0), (0, 0)))"),
    ("sizes", "size_conv = [1, 5, 8, 2]\nsize_pool = np.array([1, 3, 5, 1])"),
    ("printed", "for shape in ([1, 5, 8, 2], [1, 2, 4, 2]):\n    print(np.array(shape).tolist())"),
)
