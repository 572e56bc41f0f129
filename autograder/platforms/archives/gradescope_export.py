"""What Gradescope says of the submissions in an export: whose they are, and when they came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from autograder.grading.timestamp import time_in
from autograder.platforms.archives.archive import Archive, ArchivedFile
from autograder.platforms.archives.file_name import ArchiveError
from autograder.platforms.archives.hand_in import HandIn, Person

METADATA = "submission_metadata.yml"
LARGEST_METADATA = 16 << 20
"""Bytes: Gradescope writes the results of each submission into it."""
MOST_SUBMITTERS = 100
"""People who hand in one submission together."""
LONGEST_ID = 200
"""Characters of what somebody is called by: of what is longer, only the beginning is read and told."""
GRADESCOPE = re.compile(r"submission_\d+")
SECTION = re.compile(r"  :\w+:")
"""A line of Gradescope's metadata that begins something else of a submission."""


@dataclass(frozen=True)
class UploadedSubmission:
    """What Gradescope says of one submission."""

    people: tuple[Person, ...]
    time: datetime | None


Submissions = Mapping[tuple[str, ...], UploadedSubmission | str]
"""By their folders: what Gradescope says of them, or why that can't be used."""


def of_gradescope(entry: ArchivedFile, submissions: Submissions) -> HandIn | str | None:
    """`assignment_123_export/submission_45/kernels.ipynb`, with the metadata of the export."""
    folder = _submission_folder(entry)
    if folder is None:
        return None
    about = submissions.get(
        folder, f"{METADATA} says nothing of {folder[-1]}: nobody knows whose it is"
    )
    if isinstance(about, str):
        return about
    attempt = (int(folder[-1].removeprefix("submission_")),)
    path = entry.parts[len(folder) :]
    return HandIn("Gradescope", about.people, path, entry, attempt, about.time)


def _submission_folder(entry: ArchivedFile) -> tuple[str, ...] | None:
    """The outermost folder of a submission that a file is in: all that is deeper is the student's."""
    for depth, part in enumerate(entry.parts[:-1], 1):
        if GRADESCOPE.fullmatch(part):
            return entry.parts[:depth]
    return None


def metadata_file(archive: Archive) -> ArchivedFile | None:
    """The file beside the submissions' folders in which Gradescope says whose they are. One that lies in
    a submission is a student's. ArchiveError where there are two."""
    folders = filter(None, map(_submission_folder, archive.entries))
    exports = {folder[:-1] for folder in folders}
    found = [
        entry
        for entry in archive.entries
        if entry.parts[-1] == METADATA and entry.parts[:-1] in exports
    ]
    if len(found) > 1:
        raise ArchiveError(
            f"{found[0].name} and {found[1].name} both say whose the submissions are: "
            "give each export as an archive of its own"
        )
    return found[0] if found else None


def read_submissions(archive: Archive, metadata: ArchivedFile) -> Submissions:
    """What Gradescope says of its submissions. ArchiveError where what it says can't be read."""
    text = archive.read(metadata, LARGEST_METADATA).decode("utf-8", "replace")
    try:
        content = _needed(text)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        raise ArchiveError(f"{metadata.name} can't be read: {str(error)[:200]}") from error
    return {
        (*metadata.parts[:-1], name): _submission(name, about)
        for name, about in content.items()
        if isinstance(about, dict)
    }


def _needed(text: str) -> dict[str, Any]:
    """Submitters and times from the metadata of an export, all as text. Results are left out before they
    are parsed: they are long, and students have a hand in them."""
    needed, lines = True, []
    for line in text.splitlines():
        if SECTION.match(line):
            needed = line.startswith(("  :submitters:", "  :created_at:"))
        elif line[:1].strip():
            needed = True
        if needed:
            lines.append(line)
    # to YAML, 1:30 would be the number 90, and 010 would be 8: an id is what stands there
    content = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
    return content if isinstance(content, dict) else {}


def _submission(name: str, about: dict[str, Any]) -> UploadedSubmission | str:
    """Who handed in a submission, and when; or why nobody knows."""
    submitters = about.get(":submitters")
    submitters = submitters if isinstance(submitters, list) else []
    if len(submitters) > MOST_SUBMITTERS:
        return f"{METADATA} names more than {MOST_SUBMITTERS} people who handed in {name}"
    people = tuple(filter(None, map(_submitter, submitters)))
    if not people:
        return f"{METADATA} names nobody who handed in {name}"
    return UploadedSubmission(people, time_in(about.get(":created_at")))


def _submitter(submitter: object) -> Person | None:
    if not isinstance(submitter, dict):
        return None
    values = (submitter.get(key) for key in (":sid", ":email", ":name"))
    texts = (value.strip() for value in values if isinstance(value, str))
    ids = tuple(_cut(text) for text in texts if text not in ("", "~", "null"))
    return Person(ids[0], ids) if ids else None


def _cut(id: str) -> str:
    return id if len(id) <= LONGEST_ID else f"{id[:LONGEST_ID]}…"
