# %% [markdown]
# # Known answers to `opencv`

# %% wrong="opencv" points=0 mistake="border-reflected"
opencv = cv2.filter2D(coat, -1, slanted)

# %% wrong="opencv" points=0 mistake="border-reflected"
opencv = cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_REPLICATE)

# %% wrong="opencv" points=0 mistake="kernel-rotated"
opencv = cv2.filter2D(coat, -1, slanted[::-1, ::-1], borderType=cv2.BORDER_CONSTANT)

# %% wrong="opencv" points=0 mistake="kernel-transposed"
opencv = cv2.filter2D(coat, -1, slanted.T, borderType=cv2.BORDER_CONSTANT)

# %% wrong="opencv" points=0 mistake="sign-flipped"
opencv = -cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_CONSTANT)

# %% wrong="opencv" points=0 mistake="padding-valid-for-same" note="valid"
opencv = cv2.filter2D(coat, -1, slanted)[1:-1, 1:-1]

# %% wrong="opencv" points=0 mistake="picture-in-bytes" note="whole numbers have no negative values here"
opencv = cv2.filter2D((coat * 255).astype('uint8'), -1, slanted, borderType=0) / 255

# %% wrong="opencv" points=0
opencv = cv2.blur(coat, (3, 3))

# %% wrong="opencv" points=0
opencv = cv2.BORDER_CONSTANT

# %% wrong="opencv" points=0
opencv = np.full((28, 28), np.nan)

# %% wrong="opencv" points=0
opencv = coat.tobytes()

# %% right="opencv"
opencv = conv2d(coat, slanted.reshape(3, 3, 1, 1))

# %% right="opencv"
around = cv2.copyMakeBorder(coat, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
opencv = cv2.filter2D(around.astype('float64'), -1, slanted)[1:-1, 1:-1]

# %% right="opencv"
opencv = Conv2D(1, 3, padding='same', use_bias=False)
opencv.build((1, 28, 28, 1))
opencv.set_weights([slanted.reshape(3, 3, 1, 1)])
opencv = opencv(coat.reshape(1, 28, 28, 1))

# %% right="opencv"
padded = np.pad(coat, 1)
opencv = sum(
    slanted[m, n] * padded[m : m + 28, n : n + 28] for m in range(3) for n in range(3)
)

# %% right="opencv"
from scipy.signal import correlate2d

opencv = correlate2d(coat, slanted, mode='same')
