"""Commands of the pages that no test of this folder runs, each with the reason.

Where a reason names a test or a file, it is looked for.
"""

from __future__ import annotations

CI = "CI runs it: .ci/run"
REGISTRY = "it downloads 2 GB; `make` does the same for the environment that these tests run in"
HOURS = (
    "it takes long; tests/platforms/test_identical_marks.py does so for a part of the submissions"
)

TLS = "it needs machines and certificates: tests/grading/cluster/test_tls.py has both"

NOT_RUN: dict[str, str] = {
    "make test": CI,
    "make lint types": CI,
    "make test TESTS=tests/convolution": CI,
    "autograder build shapes": "`autograder build kernels` is run, and `make demo`, which builds all that is there",
    "autograder verify shapes": "it takes minutes; CI runs `make verify`, which does so for all",
    "make browser SHOTS=shots": "CI runs the tests of tests/browser/ with `make thorough`",
    "make thorough TESTS=tests/platforms/test_cycle.py": CI,
    "make ways": HOURS,
    "make soak TESTS=tests/platforms/test_identical_marks.py": HOURS,
    "make attacks": "it takes minutes; tests/attacks/test_attacks.py tries the same attacks",
    "autograder clean --evidence kernels": "all that the page shows after it would be run once more; "
    "tests/grading/evidence/test_commands.py removes an assignment's evidence",
    "make bench": "it takes minutes of a quiet machine; a small one is run",
    'make bench BENCH="--rounds 3 --write"': "likewise",
    'pip install -c constraints.txt -e ".[grader]"': REGISTRY,
    'pip install -c constraints.txt -e ".[grader,otter]"': REGISTRY,
    'pip install -c constraints.txt -e ".[grader,postgres]"': REGISTRY,
    'pip install "convolution_course_kit-0.1.0-py3-none-any.whl[student]"': "it downloads "
    "TensorFlow and JupyterLab; tests/platforms/test_otter.py installs the wheel alone",
    "jupyter lab kernels/kernels.ipynb": "it starts a server that stays; "
    "tests/browser/test_jupyterlab.py works in one",
    "nbgrader fetch_feedback kernels --course imaging": "feedback comes after the staff's work; "
    "tests/platforms/test_cycle.py plays the whole round",
    "autograder import dist/autograder --to solutions/lab02": "Otter Assign has to make it before; "
    "tests/platforms/test_import.py does both",
    'pip install -c constraints.txt -e ".[grader,cluster]"': REGISTRY,
    "dask scheduler --protocol tls --tls-ca-file ca.pem --tls-cert cert.pem --tls-key key.pem": TLS,
    "dask worker tls://grading.example.org:8786 --nthreads 16 --memory-limit 0 --tls-ca-file ca.pem "
    "--tls-cert cert.pem --tls-key key.pem": TLS,
    "export DASK_DISTRIBUTED__COMM__TLS__CA_FILE=ca.pem": TLS,
    "export DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT=cert.pem": TLS,
    "export DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY=key.pem": TLS,
    "autograder grade kernels --scheduler tls://grading.example.org:8786": TLS,
    "createdb gradebook": "it needs a server of PostgreSQL; "
    "tests/grading/test_several_graders.py starts one and grades into it",
}
"""Command -> why it is not run."""
