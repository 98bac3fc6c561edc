from freezegun import freeze_time

from ..common import SegmentationCommon


class SavedCommon(SegmentationCommon):
    """Clients in and out of "ref is in", counted on days in July 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two, cls.three = (
            cls._create_client(name) for name in ("one", "two", "three")
        )

    def _save(self, domain="[('ref', '=', 'in')]", user=None, **values):
        segments = self.env["client.saved.segment"].with_user(user or self.manager)
        values = {"name": "Inside", "domain": domain, **values}
        return segments.create(values).with_env(self.env)

    def _count_on(self, day, clients, segment):
        """Let these clients be in on that day, and count."""
        (self.one + self.two + self.three).ref = False
        clients.ref = "in"
        with freeze_time(f"{day} 10:00:00"):
            segment._count_or_tell()

    def _get_spans(self, segment):
        members = segment.member_ids.sorted("id")
        return [
            (
                member.partner_id.name,
                str(member.date_in),
                member.date_out and str(member.date_out),
            )
            for member in members
        ]

    def _get_days(self, segment):
        days = self.env["client.saved.segment.day"].search(
            [("segment_id", "=", segment.id)], order="day"
        )
        return [(str(d.day), d.entries, d.exits, d.client_count) for d in days]
