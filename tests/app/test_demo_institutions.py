"""The coordinator's office of the demonstration has something of everything."""

import pytest

from monitor_desktop.app import demo_institutions, wiring
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import Area
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services import workspaces as profiles
from monitor_desktop.services.counts import frozen_periods
from monitor_desktop.services.profile import overview
from monitor_desktop.services.time_limits import deadlines

SHOWN = {Area.REQUESTS, Area.COMMITMENTS, Area.DIALOGUE, Area.PROJECT}
NOTHING_YET = {"deadline_rule", "day_off", "custom_field", "custom_term"}
"""The shipped tables and declarations stand for them."""


@pytest.fixture
def hub(tmp_path):
    kit = wiring.kit()
    owner = profiles.Owner(name="Hub", unit="Unit", role="coordinator")
    made = profiles.create(tmp_path / "hub", "x", owner, kit, kdf_memory_mib=64)
    demo_institutions.enter(made, kit.resources / "demo" / "institutions.json")
    yield made
    made.close()


def test_every_area_has_invented_records(hub):
    counts = overview.overview(hub).records
    for kind in RECORD_TYPES:
        if kind.area in SHOWN and kind.key not in NOTHING_YET:
            found = (
                counts.get(kind.key) or records.listed(hub, ListQuery(type=kind.key))[0]
            )
            assert found, kind.key


def test_requests_are_due_and_the_period_is_frozen(hub):
    steps = {each.step for each in deadlines.listed(hub) if each.step}
    assert steps == {"reply", "file_court", "appeal_reply"}
    (period,) = records.listed(hub, ListQuery(type="reporting_period"))[1]
    figures = frozen_periods.frozen(hub, period.id)
    assert [each.value for each in figures] == [2, None]
    assert figures[0].breakdown["sex"] == {"female": 1, "male": 1}
    assert not any(each.wrong for each in figures)
