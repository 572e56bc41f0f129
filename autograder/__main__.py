"""The command `autograder`."""

import signal
import sys

from autograder.printable import use_plain_signs


def main() -> None:
    """Runs the command; says how to install what it needs where that is missing."""
    use_plain_signs()
    try:
        from autograder.cli import cli
    except KeyboardInterrupt:  # before there was anything to tell
        sys.exit(128 + signal.SIGINT)
    except ModuleNotFoundError as error:
        sys.exit(
            f"autograder needs {error.name}, which is not installed here.\n"
            'Install all that grading needs: pip install "convolution-course-kit[grader]"'
        )
    cli()


if __name__ == "__main__":
    main()
