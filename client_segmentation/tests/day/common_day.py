from datetime import timedelta

from ..common import SegmentationCommon


class DayCommon(SegmentationCommon):
    """Clients of one salesperson, looked at today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._get_segment_today()
        cls.colleague = cls._create_user(
            "sales_team.group_sale_salesman", name="Colleague"
        )

    @classmethod
    def _ago(cls, days):
        return cls.today - timedelta(days=days)

    @classmethod
    def _create_buyer(cls, name, ages, amount=100, **values):
        """Create a client of the salesperson who bought so many days ago each time."""
        client = cls._create_client(name, user_id=cls.salesman.id, **values)
        for age in ages:
            cls._create_order(client, cls._ago(age), amount, user_id=cls.salesman.id)
        return client

    @classmethod
    def _create_lead(cls, client, **values):
        return cls.env["crm.lead"].create(
            {
                "name": f"Opportunity of {client.name}",
                "type": "opportunity",
                "partner_id": client.id,
                "user_id": cls.salesman.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_quotation(cls, client, age, valid_for=30, amount=100):
        return cls._create_order(
            client,
            cls._ago(age),
            amount,
            state="sent",
            user_id=cls.salesman.id,
            validity_date=cls.today + timedelta(days=valid_for),
        )

    @classmethod
    def _classify(cls):
        return cls._recompute(cls.today)

    def _day(self, user=None, **kwargs):
        user = user or self.salesman
        return self.env["client.day"].with_user(user).get_day(**kwargs)

    def _lines(self, user=None, **kwargs):
        return self._day(user, **kwargs)["lines"]

    def _reasons(self, user=None):
        """Return ``{client: its reasons}`` of a day, in the order of its lines."""
        return {
            line["client"]["name"]: [reason["reason"] for reason in line["reasons"]]
            for line in self._lines(user)
            if line["client"]
        }

    def _log(self, client, kind="talked", user=None, **values):
        results = self.env["client.day.result"].with_user(user or self.salesman)
        return results.log(client.id, kind, values)
