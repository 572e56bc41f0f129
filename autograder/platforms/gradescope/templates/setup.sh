#!/usr/bin/env bash
# Makes the environment that grades, once, when Gradescope builds the image: Python 3.11 to 3.13, the
# walls around submissions, and the kit with all that it needs, in the versions of constraints.txt.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"
environment="$root/environment"
export DEBIAN_FRONTEND=noninteractive

# Whether a command is a Python that the kit runs on and that can make an environment.
fits() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        2>/dev/null
}

find_python() {
    local name
    for name in python3.12 python3.13 python3.11 python3; do
        if fits "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

apt-get update
apt-get install -y --no-install-recommends bubblewrap libseccomp2

python="$(find_python || true)"
if [ -z "$python" ]; then
    for version in 3.12 3.13 3.11; do
        if apt-get install -y --no-install-recommends "python$version" "python$version-venv"; then
            break
        fi
    done
    python="$(find_python || true)"
fi
if [ -z "$python" ]; then
    # Beside everything else, where a submission's own user can read it.
    export UV_PYTHON_INSTALL_DIR="$root/python"
    apt-get install -y --no-install-recommends python3 python3-venv
    python3 -m venv "$root/uv"
    "$root/uv/bin/python" -m pip install --disable-pip-version-check uv
    "$root/uv/bin/uv" python install 3.12
    python="$("$root/uv/bin/uv" python find --managed-python 3.12)"
fi

echo "The autograder runs on $python"
"$python" -m venv "$environment"
wheels=("$source"/convolution_course_kit-*.whl)
"$environment/bin/python" -m pip install --disable-pip-version-check --no-cache-dir \
    -c "$source/constraints.txt" "${wheels[0]}[grader]"

# Told in the log of the build; where no wall stands, run_autograder says so, too.
"$environment/bin/autograder" doctor || true
