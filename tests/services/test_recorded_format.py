"""A profile and a bundle of the first version, kept for ever and opened by all later.

Both are real. The view tables were dropped to keep the store small; they are made again
when it is opened, as after any change of the declarations.
"""

import shutil

from tests.conftest import ROOT

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.exchange import bundles
from monitor_desktop.services.profile import doctor

FILES = ROOT / "tests" / "files"
PASS = "a passphrase"  # noqa: S105  # of an invented profile
DIGEST = "93fede1651828f78e18ae24ad4df08475ba2e4fbe210be4e1ca4edebe90000b0"


def test_the_profile_and_the_bundle_of_the_first_version_open(tmp_path, kit, digest_of):
    folder = tmp_path / "profile"
    shutil.copytree(FILES / "profile", folder)
    hub = workspaces.unlock(folder, PASS, kit)
    try:
        assert digest_of(hub) == DIGEST
        told = bundles.receive(hub, FILES / "bundle.bin")
        assert (told.outcome, told.code, told.records) == ("applied", None, 1)
        found = records.listed(hub, ListQuery(type="case"))[1]
        assert sorted(each.title for each in found) == [
            "Kept in the bundle",
            "Kept in the profile",
        ]
        dates = {each.title: each.values["date_from"]["edtf"] for each in found}
        assert dates["Kept in the bundle"] == dates["Kept in the profile"]
        assert doctor.examine(hub) == []
    finally:
        hub.close()
