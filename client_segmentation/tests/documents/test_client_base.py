from odoo.tests import tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestClientBase(SegmentationCommon):
    """Who has segments, in which company, and what becomes of them."""

    def _get_segments(self, partner):
        return self.env["client.segment"].search([("partner_id", "in", partner.ids)])

    def test_who_is_a_client(self):
        vendor = self._create_client("vendor", supplier_rank=1)
        vendor_and_client = self._create_client(
            "both", supplier_rank=1, customer_rank=1
        )
        archived = self._create_client("archived", active=False)
        buying_vendor = self._create_client("buying vendor", supplier_rank=1)
        self._create_order(buying_vendor, "2025-01-15", 10)
        self._recompute()
        clients = vendor_and_client + buying_vendor
        others = vendor + archived + self.manager.partner_id + self.company.partner_id
        self.assertEqual(self._get_segments(clients + others).partner_id, clients)

    def test_company_partners_are_no_clients_even_if_they_buy(self):
        sister = self._create_company("Sister")
        sister.partner_id.company_id = False
        self._create_order(sister.partner_id, "2025-01-15", 10)
        run = self._recompute()
        self.assertFalse(self._get_segments(sister.partner_id))
        self.assertEqual(run.measure_total, 0)

    def test_archived_client_leaves_and_comes_back(self):
        clients = big, small = self._create_clients(big=90, small=10)
        self._recompute()
        big.action_archive()
        run = self._recompute()
        self.assertEqual(run.removed_count, 1)
        self.assertEqual(self._get_segments(clients).partner_id, small)
        self.assertEqual(small.segment_abc, "a", "it is the largest now")
        big.action_unarchive()
        self._recompute()
        self.assertClasses("segment_abc", {big: "a", small: "b"})

    def test_client_given_a_parent(self):
        parent, child = self._create_clients(parent=10, child=90)
        self._recompute()
        child.write({"is_company": False, "parent_id": parent.id})
        self._recompute()
        self.assertEqual(self._get_segments(parent + child).partner_id, parent)
        self.assertEqual(parent.segment_revenue, 100)

    def test_contact_moved_to_another_client_and_set_free(self):
        old, new, branch = self._create_clients(old=10, new=20, branch=70)
        branch.parent_id = old
        branch.is_company = False
        self._recompute()
        self.assertEqual((old.segment_revenue, new.segment_revenue), (80, 20))
        branch.parent_id = new
        self._recompute()
        self.assertEqual((old.segment_revenue, new.segment_revenue), (10, 90))
        branch.write({"parent_id": False, "is_company": True})
        self._recompute()
        self.assertEqual((old + new + branch).mapped("segment_revenue"), [10, 20, 70])
        self.assertClasses("segment_abc", {branch: "a", new: "a", old: "b"})

    def test_contact_is_no_client_before_it_was_created(self):
        new = self._create_client("new")
        self._set_known_since(new, "2025-07-16")
        [imported] = self._create_clients(imported=10)
        self._set_known_since(imported, "2025-07-16")
        self._recompute()
        self.assertEqual(self._get_segments(new + imported).partner_id, imported)
        self._recompute("2025-07-16")
        self.assertEqual(new.segment_temperature, "cold")

    def test_contact_belongs_to_the_day_in_the_company_time_zone(self):
        # 15 July ends at 21:00 UTC in Moscow
        self.company.resource_calendar_id.tz = "Europe/Moscow"
        last, next_day = self._create_client("last"), self._create_client("next")
        self._set_known_since(last, "2025-07-15 20:59:59")
        self._set_known_since(next_day, "2025-07-15 21:00:00")
        self._recompute()
        self.assertEqual(self._get_segments(last + next_day).partner_id, last)

    def test_merged_client(self):
        kept, merged = self._create_clients(kept=30, merged=70)
        self._recompute()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept + merged).ids, kept)
        run = self._recompute()
        self.assertEqual(run.state, "done", run.message)
        self.assertFalse(merged.exists())
        self.assertEqual(kept.segment_revenue, 100)
        self.assertEqual(len(self._get_segments(kept)), 1)

    def test_deleted_client(self):
        client = self._create_client("typo")
        self._recompute()
        client.unlink()
        self.assertEqual(self._recompute().removed_count, 0)

    def test_companies_do_not_mix(self):
        other = self._create_company("Other")
        client, rival = self._create_clients(client=20, rival=80)
        (client + rival).company_id = False
        self._create_order(client, "2025-01-15", 500, company_id=other.id)
        runs = self._recompute(company=self.company + other)
        self.assertEqual(runs.company_id, self.company + other)
        in_other = client.with_context(allowed_company_ids=other.ids)
        self.assertEqual((client.segment_abc, client.segment_revenue), ("b", 20))
        self.assertEqual((in_other.segment_abc, in_other.segment_revenue), ("a", 500))
        self.assertFalse(rival.with_context(allowed_company_ids=other.ids).segment_abc)

    def test_client_of_another_company_has_no_row_here(self):
        other = self._create_company("Other")
        client = self._create_client("theirs", company_id=other.id)
        self._recompute(company=self.company + other)
        self.assertEqual(self._get_segments(client).company_id, other)
