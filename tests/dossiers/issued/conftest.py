"""A key for show, made once, and dossiers that have come so far that papers were issued."""

from dataclasses import replace

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier
from portal.signing import authority
from tests.factories import ComponentFactory, StoredFileFactory


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signing")
    authority.make(folder, "mở khoá")
    return folder


@pytest.fixture(autouse=True)
def signing(settings, key_folder):
    key, roots = str(key_folder / authority.KEY), str(key_folder / authority.ROOTS)
    settings.SIGNING = replace(settings.SIGNING, key=key, passphrase="mở khoá", roots=roots)


@pytest.fixture
def received(dossier, clerk) -> Dossier:
    component = ComponentFactory(edition=dossier.edition, name="Giấy tờ về nhà ở")
    for _ in range(2):
        Attachment.objects.create(dossier=dossier, component=component, stored=StoredFileFactory())
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier
