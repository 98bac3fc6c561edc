from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..benefits.common_benefits import LoyaltyBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyMember(LoyaltyBenefitsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._create_program(control_share=0.5, stratify_by=False)

    def _enrol(self):
        self.program.with_user(self.manager).action_enrol()
        return self.program.member_ids

    def test_enrolment(self):
        """Half of 10 clients without classes: 5 and 5."""
        members = self._enrol()
        self.assertEqual(members.partner_id, self.clients)
        control = members.filtered(lambda member: member.group == "control")
        self.assertEqual(len(control), 5)
        self.assertEqual(self.program.member_count, 5)
        self.assertEqual(self.program.control_count, 5)
        self.assertTrue(self.program.has_members)
        self.program.action_enrol()
        self.assertEqual(self.program.member_ids, members)

    def test_draw_can_be_repeated(self):
        first = {m.partner_id: m.group for m in self._enrol()}
        # Of a running program that gives the same, controls could not join
        self.program.action_archive()
        again = self._create_program(
            control_share=0.5,
            stratify_by=False,
            control_seed=self.program.control_seed,
        )
        again._enrol_target()
        self.assertEqual({m.partner_id: m.group for m in again.member_ids}, first)

    def test_stratified_by_segment(self):
        """20 % of 5 gold clients and of 5 bronze ones: one of each."""
        self._set_tiers({"gold": self.clients[:5], "bronze": self.clients[5:]})
        program = self._create_program(control_share=0.2, stratify_by="segment_tier")
        program._enrol_target()
        control = program.member_ids.filtered(lambda m: m.group == "control")
        self.assertEqual(sorted(control.mapped("stratum")), ["bronze", "gold"])
        self.assertEqual(sorted(control.mapped("tier")), ["bronze", "gold"])

    def _set_tiers(self, tiers):
        self.env["client.segment"].create(
            [
                {
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "tier": tier,
                }
                for tier, clients in tiers.items()
                for client in clients
            ]
        )

    def test_tier_follows_the_segments(self):
        members = self._enrol()
        self.assertFalse(any(members.mapped("tier")))
        self._set_tiers({"gold": self.clients[:2]})
        changed = members._refresh_tiers()
        self.assertEqual(changed.partner_id, self.clients[:2])
        self.assertFalse(members._refresh_tiers())
        self.assertEqual(changed.mapped("tier"), ["gold", "gold"])

    def test_contact_joins_as_its_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.client.id}
        )
        member = self.env["loyalty.member"].create(
            {"program_id": self.program.id, "partner_id": contact.id}
        )
        self.assertEqual(member.partner_id, self.client)

    def test_group_is_for_life(self):
        member = self._enrol()[:1].with_user(self.manager)
        other = "control" if member.group == "member" else "member"
        for change in (
            lambda: member.write({"group": other}),
            lambda: member.sudo().write({"group": other}),
            lambda: member.write({"partner_id": self.clients[3].id}),
            member.sudo().unlink,
            lambda: self.program.write({"control_share": 0.1}),
            lambda: self.program.write({"control_seed": "mine"}),
            lambda: self.program.write({"has_members": False}),
            self.program.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        with self.assertRaises(UserError):
            member.create(
                {
                    "program_id": self.program.id,
                    "partner_id": self.client.id,
                    "group": "member",
                }
            )
        group = member.group
        member.action_leave()
        member.action_rejoin()
        self.assertEqual((member.group, member.state), (group, "active"))

    def test_salespeople_do_not_see_the_control_group(self):
        self._enrol()
        seen = self.env["loyalty.member"].with_user(self.salesman)
        seen = seen.search([("program_id", "=", self.program.id)])
        self.assertEqual(set(seen.mapped("group")), {"member"})
        with self.assertRaises(AccessError):
            seen[:1].action_leave()
        with self.assertRaises(AccessError):
            self.program.with_user(self.salesman).read(["control_seed"])

    def test_salespeople_do_not_see_the_target(self):
        """The clients it finds less the members that one sees: the control group."""
        self._enrol()
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Case",
                "program_id": self.program.id,
                "target_domain": str([("id", "in", self.clients.ids)]),
            }
        )
        for record in (self.program, plan):
            own = record.with_user(self.salesman)
            for act in (
                lambda own=own: own.read(["target_domain"]),
                lambda own=own: own.search([("target_domain", "!=", False)]),
                lambda own=own: own._read_group([], ["target_domain"]),
            ):
                with self.assertRaises(AccessError):
                    act()
            own.web_read({"name": {}})
            self.assertNotIn("target_domain", own.get_view(view_type="form")["arch"])
        with self.assertRaises(AccessError):
            plan.with_user(self.salesman).action_open_target()
        # What the gate compares is read for them
        plan.program_id.with_user(self.salesman).read(["obstacles"])

    def test_numbers_do_not_tell(self):
        """In 20 programs, members come in another order than that of the contacts,
        and the gaps are seldom as large as the control group."""
        is_sorted, gaps = [], []
        for _number in range(20):
            before = self.env["loyalty.member"].search([], limit=1, order="id desc")
            program = self._create_program(control_share=0.5, stratify_by=False)
            program._enrol_target()
            members = self.env["loyalty.member"].with_user(self.salesman)
            seen = members.search([("program_id", "=", program.id)], order="id")
            self.assertEqual(len(seen), 5)
            self.assertEqual(seen[-1].id - seen[0].id, 4)
            is_sorted.append(seen.partner_id.ids == sorted(seen.partner_id.ids))
            gaps.append(seen[0].id - before.id)
        # 1 of 120 orders is sorted; each gap is 5 of the group before and up to 19
        self.assertLess(sum(is_sorted), 5)
        self.assertGreater(len(set(gaps[1:])), 4)

    def test_who_is_created_comes_back_in_order(self):
        members = self.env["loyalty.member"].create(
            [
                {"program_id": self.program.id, "partner_id": client.id}
                for client in self.clients
            ]
        )
        self.assertEqual(members.mapped("partner_id.id"), self.clients.ids)

    def test_program_of_an_update_gets_its_seed_with_the_first_member(self):
        self.program.control_seed = False
        self._enrol()
        self.assertTrue(self.program.control_seed)

    def test_merged_clients_keep_one_membership(self):
        self.program.control_share = 0
        members = self._enrol()
        order = self._claim(self._create_order(self.clients[1]))
        order.action_confirm()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(self.clients[:2].ids, self.clients[0])
        left = members.exists()
        self.assertEqual(len(left), 9)
        self.assertEqual(self._get_entries(order).partner_id, self.clients[0])

    def test_settings_are_checked(self):
        with self.assertRaises(ValidationError):
            self.program.control_share = 1.5
        for domain in ("[('no_such_field', '=', 1)]", "[(", "{}"):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.program.target_domain = domain

    def test_every_day(self):
        self.program.auto_enrol = True
        with self.enter_registry_test_mode():
            self.env.ref(
                "loyalty_program.ir_cron_follow_segments"
            ).method_direct_trigger()
        self.assertEqual(len(self.program.member_ids), 10)

    def test_enrolment_does_not_ask_client_by_client(self):
        few = self._create_program(target_domain=str([("id", "=", self.client.id)]))
        few._enrol_target()  # fill the caches
        more = self.env["res.partner"].create(
            [{"name": f"More {number}"} for number in range(100)]
        )
        counts = []
        for clients in (more[:10], more):
            program = self._create_program(
                target_domain=str([("id", "in", clients.ids)])
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            program._enrol_target()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install")
class TestLoyaltyExclusion(LoyaltyBenefitsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._create_program(control_share=0.5, stratify_by=False)
        cls.program._enrol_target()
        members = cls.program.member_ids
        cls.members = members.filtered(lambda m: m.group == "member").partner_id
        cls.control = members.filtered(lambda m: m.group == "control").partner_id
        cls.stranger = cls.env["res.partner"].create({"name": "Stranger"})

    def _get_rewards(self, client):
        return self._claim(self._create_order(client)).order_line.reward_id

    def test_automatic_rewards(self):
        self.assertTrue(self._get_rewards(self.members[0]))
        self.assertFalse(self._get_rewards(self.control[0]))
        self.assertFalse(self._get_rewards(self.stranger))
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.control[0].id}
        )
        self.assertFalse(self._get_rewards(contact))

    def test_no_context_opens_a_program(self):
        for value in (True, 1, "key"):
            order = self._create_order(self.control[0]).with_context(
                loyalty_any_client=value
            )
            self.assertFalse(self._claim(order).order_line.reward_id)

    def test_who_left_gets_nothing(self):
        client = self.members[0]
        order = self._claim(self._create_order(client))
        self.assertTrue(order.order_line.reward_id)
        members = self.program.member_ids
        members.filtered(lambda m: m.partner_id == client).action_leave()
        order.action_confirm()
        self.assertFalse(order.order_line.reward_id)

    def test_client_changed_on_the_quotation(self):
        order = self._claim(self._create_order(self.members[0]))
        self.assertTrue(order.order_line.reward_id)
        order.partner_id = self.control[0]
        order._update_programs_and_rewards()
        self.assertFalse(order.order_line.reward_id)

    def test_code(self):
        program = self._create_member_program(
            program_type="promo_code",
            trigger="with_code",
            rules=[{"mode": "with_code", "code": "CLUB"}],
        )
        groups = {m.partner_id: m.group for m in program.member_ids}
        for client in self.clients:
            found = self._create_order(client)._try_apply_code("CLUB")
            self.assertEqual("error" in found, groups[client] == "control")
        self.assertIn(
            "error", self._create_order(self.stranger)._try_apply_code("CLUB")
        )

    def test_coupon(self):
        program = self._create_member_program(
            program_type="coupons", trigger="with_code", rules=[{}]
        )
        groups = {m.partner_id: m.group for m in program.member_ids}
        for client in self.clients:
            # Somebody passes a coupon on
            coupon = self._create_card(program, False)
            order = self._create_order(client)
            found = order._try_apply_code(coupon.code)
            self.assertEqual("error" in found, groups[client] == "control")
            forced = order._get_claimable_rewards(forced_coupons=coupon)
            self.assertEqual(not forced, groups[client] == "control")
            if groups[client] == "control":
                applied = order._apply_program_reward(program.reward_ids, coupon)
                self.assertIn("error", applied)

    def test_loyalty_card(self):
        """A card of old, with points, of a client that was drawn out."""
        program = self._create_member_program(
            program_type="loyalty",
            applies_on="both",
            rules=[{"reward_point_mode": "money"}],
        )
        groups = {m.partner_id: m.group for m in program.member_ids}
        for client in self.clients[:4]:
            card = self._create_card(program, client)
            order = self._claim(self._create_order(client))
            self.assertEqual(
                bool(order.order_line.reward_id), groups[client] == "member"
            )
            order.action_confirm()
            self.assertEqual(card.points > 100, groups[client] == "member")

    def test_generated_coupons(self):
        wizard = self.env["loyalty.generate.wizard"].create(
            {
                "program_id": self.program.id,
                "mode": "selected",
                "customer_ids": [Command.set(self.clients.ids)],
            }
        )
        self.assertEqual(wizard._get_partners(), self.members)
        self.assertEqual(wizard.coupon_qty, 5)

    def test_limited_to_segments(self):
        program = self._create_program(
            name="Only the First",
            is_limited=True,
            target_domain=str([("id", "=", self.client.id)]),
        )
        self.program.action_archive()
        self.assertEqual(self._get_rewards(self.client).program_id, program)
        self.assertFalse(self._get_rewards(self.clients[1]))

    def test_without_members_as_in_stock_odoo(self):
        self.program.action_archive()
        program = self._create_program(name="Open")
        self.assertEqual(self._get_rewards(self.stranger).program_id, program)

    def _create_member_program(self, **values):
        self.program.action_archive()
        program = self._create_program(control_share=0.5, stratify_by=False, **values)
        program._enrol_target()
        return program

    def _create_card(self, program, client):
        return self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "partner_id": client and client.id,
                "points": 100,
            }
        )


@tagged("post_install", "-at_install")
class TestLoyaltyExclusionPortal(LoyaltyBenefitsCommon, HttpCase):
    def test_cards_in_the_portal(self):
        """A card of old is not shown to a client that was drawn out."""
        club = self._create_program(
            program_type="loyalty",
            applies_on="both",
            portal_visible=True,
            control_share=0.5,
            stratify_by=False,
        )
        club._enrol_target()
        for group in ("member", "control"):
            found = club.member_ids.filtered(lambda m, group=group: m.group == group)
            client = found[0].partner_id
            user = new_test_user(
                self.env, f"portal_{group}", groups="base.group_portal"
            )
            user.partner_id.parent_id = client
            card = self.env["loyalty.card"].create(
                {
                    "program_id": club.id,
                    "partner_id": user.partner_id.id,
                    "points": 100,
                }
            )
            self.authenticate(user.login, user.login)
            home = self.url_open("/my/home").text
            self.assertEqual("Gold Club" in home, group == "member")
            url = f"/my/loyalty_card/{card.id}/values"
            values = self.make_jsonrpc_request(url)
            self.assertEqual(bool(values), group == "member")
            page = self.url_open(f"/my/loyalty_card/{card.id}/history")
            self.assertEqual(page.url.endswith("/history"), group == "member")
            self.assertEqual(page.status_code, 200)
