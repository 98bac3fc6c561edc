from datetime import datetime, time

from odoo import api, models
from odoo.exceptions import AccessError

from ...sql.core import jit
from ...sql.day import clients, documents, lines
from ...sql.day.scope import DayScope, select_reason
from ...sql.documents.since import CountedSources
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import read_id

SALES_GROUP = "sales_team.group_sale_salesman"


class ClientDay(models.AbstractModel):
    """Whom a salesperson calls today, and why.

    How the list is made
        * each source selects reasons to call the clients and about the documents of
          the salesperson, :meth:`_get_day_sources`;
        * clients who need no call, because they have ordered or were spoken to, are
          taken off, :meth:`_get_day_hidden`, and those kept aside to compare with,
          :meth:`_get_day_aside`;
        * the reasons of a client make one line, and the first few lines are shown,
          each reason in a sentence of ``_tell_<reason>``.
    Nothing is stored: the list is made when it is opened.
    """

    _name = "client.day"
    _description = "My Day"

    @api.model
    def get_day(self, user_id=False):
        """Return the list of the user, with those for whom the user stands in, or that
        of ``user_id`` alone.

        :raise AccessError: if the day is not open to the user
        """
        owner = self._get_owner(user_id)
        users = owner
        if owner == self.env.user:
            users += self.env["client.day.handover"]._get_users_of(owner)
        scope = self._get_scope(users)
        limit = self.env.company.segment_policy_id.day_limit * len(users)
        rows = self._select(lines.select_lines(scope, self._select_found(scope), limit))
        return {
            "owner": owner != self.env.user and {"id": owner.id, "name": owner.name},
            "stands_in_for": (users - owner).mapped("name"),
            "lines": self._prepare_lines(rows),
            "total": rows[0]["total"] if rows else 0,
            **self._prepare_frame(scope),
        }

    def _prepare_frame(self, scope):
        """Return what the page shows around the lines."""
        run = self._get_last_run()
        last = self.env["client.day.result"].sudo()._get_last_of_user()
        return {
            "computed_on": run.date_start,
            **self._prepare_outcomes(scope.today),
            # The name of a client that the user has logged something of
            "last": last.partner_id.display_name,
        }

    def _prepare_outcomes(self, today):
        """Return what can be noted, with the day on which the client comes back."""
        Result = self.env["client.day.result"]
        dates = Result._get_next_dates(today)
        labels = Result._fields["kind"]._description_selection(self.env)
        return {
            "today": today,
            "kinds": [
                {"kind": kind, "label": label, "next_date": dates[kind]}
                for kind, label in labels
            ],
        }

    @api.model
    def _get_day_sources(self, scope):
        """Hook: return the selects of reasons, see ``sql/day/scope.py``. Of a reason
        ``x`` the method ``_tell_x`` makes a sentence."""
        return [
            clients.select_own_clients(scope),
            clients.select_promised(scope),
            documents.select_urgent(scope),
            documents.select_decision(scope),
            documents.select_stalling(scope),
            documents.select_quotations(scope),
            documents.select_price_lists(scope),
            documents.select_tasks(scope),
            documents.select_own_tasks(scope),
        ]

    @api.model
    def _get_day_hidden(self, scope):
        """Hook: return selects of ``partner_id``, the clients who need no call."""
        return [lines.select_ordered(scope), lines.select_spoken(scope)]

    @api.model
    def _get_day_aside(self, scope):
        """Hook: return selects of ``partner_id``, the clients who are not listed unless
        something is due with them."""
        return []

    @api.model
    def _select_found(self, scope):
        return lines.select_found(
            scope,
            self._get_day_sources(scope),
            self._get_day_hidden(scope),
            self._get_day_aside(scope),
        )

    @api.model
    def _get_day_private_models(self):
        """Hook: return the models that nobody else may know anything of, with their
        method that returns the action to log a contact there, and nowhere else."""
        return {}

    @api.model
    def _select_day_reason(self, found, condition, **columns):
        """Return a source for :meth:`_get_day_sources`, see ``sql/day/scope.py``."""
        return select_reason(found, condition, **columns)

    # Who may see what

    @api.model
    def _check_is_salesperson(self):
        if not self.env.user.has_group(SALES_GROUP):
            raise AccessError(self.env._("My Day is for salespeople."))

    @api.model
    def _get_owner(self, user_id):
        """Return the user whose day is meant, the own one for none."""
        self._check_is_salesperson()
        user_id = read_id(self.env, user_id)
        owner = self.env["res.users"].browse(user_id or self.env.uid)
        if owner == self.env.user:
            return owner
        stands_in_for = self.env["client.day.handover"]._get_users_of(self.env.user)
        if owner in stands_in_for or self.env.user.has_group(MANAGER_GROUP):
            owner.check_access("read")
            if owner.exists():
                return owner
        raise AccessError(self.env._("You may not see the day of somebody else."))

    @api.model
    def _check_may_log(self, client, owner):
        """Refuse a client that is not the owner's and on no line of the owner's."""
        if client.user_id == owner or self.env.user.has_group(MANAGER_GROUP):
            return
        scope = self._get_scope(owner)
        sources = self._get_day_sources(scope)
        if not self._select(lines.select_is_found(scope, sources, client.id)):
            raise AccessError(self.env._("The client is not on this day."))

    # What the list is made from

    @api.model
    def _get_scope(self, users):
        company = self.env.company
        policy = company.segment_policy_id
        today = company._get_segment_today()
        run = self._get_last_run()
        return DayScope(
            company_id=company.id,
            user_ids=tuple(users.ids),
            today=today,
            ordered_since=run.date_start or datetime.combine(today, time.min),
            sources=self._get_counted_sources(company),
            viewer_id=self.env.uid if self.env.user in users else None,
            horizon_months=policy.horizon_months,
            quotation_days=policy.day_quotation_days,
            second_order_days=policy.day_second_order_days,
            decision_days=policy.timing_followup_days,
            postponements=policy.stalling_postponements,
            lang=self.env.lang or "en_US",
        )

    @api.model
    def _get_counted_sources(self, company):
        return CountedSources(
            company.id,
            frozenset(self.env["client.segment.run"]._get_used_sources(company)),
            company._get_segment_timezone(),
        )

    @api.model
    def _get_last_run(self):
        return self.env["client.segment"]._get_last_run(self.env.company)

    @api.model
    def _get_stake(self, client, owner):
        """Return the state of the client and what is at stake, now."""
        scope = self._get_scope(owner)
        row = self._select(lines.select_stake(scope, client.id))[0]
        return {"state": row["state"], "at_stake": row["stake"] or 0}

    @api.model
    def _select(self, statement):
        self.env.flush_all()
        self.env.cr.execute(jit.OFF)
        rows = self.env.execute_query_dict(statement)
        self.env.cr.execute(jit.DEFAULT)
        return rows
