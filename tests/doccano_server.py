"""Runs in an environment that has doccano: imports the file given first by doccano's own code, exports it to the second.

    python -m tests.doccano_server IN.jsonl OUT.jsonl

The database is a file beside OUT. `DOCCANO_PYTHON` names the interpreter for the test that uses this.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def main(given: Path, wanted: Path) -> None:
    """Set Django up as `doccano init` does, with relations and overlapping spans allowed."""
    spec = find_spec("backend")
    assert spec is not None and spec.submodule_search_locations is not None
    backend = Path(spec.submodule_search_locations[0])
    sys.path.insert(0, str(backend))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.base", "STANDALONE": "True", "DATABASE_URL": f"sqlite:///{wanted}.db"}
    os.chdir(backend)
    _run(given, wanted)


def _run(given: Path, wanted: Path) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from data_export.models import ExportedExample
    from data_export.pipeline.dataset import Dataset
    from data_export.pipeline.factories import create_comment, create_formatter, create_labels, create_writer
    from data_export.pipeline.services import ExportApplicationService
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION
    from data_import.pipeline.readers import FileName
    from django.contrib.auth.models import User
    from projects.models import ProjectType, SequenceLabelingProject

    user = User.objects.create(username="annotator")
    settings = {"name": "birds", "project_type": ProjectType.SEQUENCE_LABELING, "allow_overlapping": True, "use_relation": True}
    project = SequenceLabelingProject.objects.create(description="", created_by=user, **settings)
    dataset = load_dataset(RELATION_EXTRACTION, JSONL, [FileName(str(given), given.name, given.name)], project, encoding="Auto")
    dataset.save(user)
    assert not dataset.errors, dataset.errors
    found = ExportedExample.objects.filter(project=project)
    rows = Dataset(found, create_labels(project, found), create_comment(found), project.is_text_project)
    ExportApplicationService(rows, create_formatter(project, "JSONL"), create_writer("JSONL")).export(str(wanted))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
