#!/usr/bin/env bash
# Grades one submission: reads $root/submission, writes $root/results/results.json. Everything is
# done by the kit itself. What is printed is shown to staff only.
set -u

root="${AUTOGRADER_ROOT:-/autograder}"
python="${AUTOGRADER_PYTHON:-$root/environment/bin/python}"

if [ ! -x "$python" ]; then
    echo "There is no $python: setup.sh did not come to its end. Look at the log of the image's build."
    exit 1
fi
# -I: nothing that lies about here, a submission least of all, is taken for a module.
exec "$python" -I -m autograder.platforms.gradescope "$root"
