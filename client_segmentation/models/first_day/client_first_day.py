from odoo import api, models
from odoo.exceptions import AccessError

from ..core.client_segment import MANAGER_GROUP

ADMIN_GROUP = "base.group_system"


class ClientFirstDay(models.AbstractModel):
    """The page of the first day: what documents there are, what thresholds follow from
    them, and the first run.

    Nothing is stored, and nothing of the company changes before somebody presses Start.
    Heads of sales see all of it. An administrator who is none sees that there is
    something to begin with, without money and names of clients, and can name a head of
    sales.
    """

    _name = "client.first.day"
    _description = "First Day"

    @api.model
    def get_page(self):
        """Return what the page shows of the current company.

        :return: ``company``, ``is_begun``: have clients been classified already,
            ``is_manager``, ``is_admin``, ``found``, ``heads``, ``history``: actions
            that bring purchases of the past in, and for heads of sales ``rows`` of
            thresholds with their fields, the ``values`` proposed and the ``current``
            ones, and ``axes``
        :raise AccessError: unless the user manages segments or the database
        """
        self._check_may_begin()
        is_manager = self.env.user.has_group(MANAGER_GROUP)
        found = self._find_documents()
        page = {
            "company": self.env.company.display_name,
            "is_begun": self._is_begun(),
            "is_manager": is_manager,
            "is_admin": self.env.user.has_group(ADMIN_GROUP),
            "found": self._describe_found(found),
            "heads": self._get_heads(),
            "history": self._get_history_actions(),
        }
        if is_manager and found:
            page.update(self._prepare_proposals(found))
        return page

    @api.model
    def get_preview(self, values):
        """Return how many clients each class has now, and with ``values``, see the
        policy, and the largest of them by name."""
        self._check_manages()
        return self.env.company.segment_policy_id.get_preview(
            values, with_examples=True
        )

    # Who may what

    @api.model
    def _may_begin(self):
        user = self.env.user
        return user.has_group(MANAGER_GROUP) or user.has_group(ADMIN_GROUP)

    @api.model
    def _is_first_day(self):
        """Is it this user who should begin, and has nobody done so, or declined? The
        nightly run may have classified clients by then, with limits that nobody has
        looked at."""
        return self._may_begin() and not self._is_over()

    @api.model
    def _is_over(self):
        # An administrator need not see how clients are classified.
        return self._get_policy().sudo().is_first_day_over

    @api.model
    def dismiss(self):
        """Lead nobody of the company to the first day any more; from the policy it can
        still be opened.

        :raise AccessError: unless the user manages segments or the database
        """
        self._check_may_begin()
        # Who may is checked; of the policy an administrator may change nothing else.
        self._get_policy().sudo().is_first_day_over = True

    @api.model
    def _check_may_begin(self):
        if not self._may_begin():
            raise AccessError(
                self.env._("Only heads of sales and administrators begin here.")
            )

    @api.model
    def _check_manages(self):
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may set up the client segments.")
            )

    @api.model
    def _is_begun(self):
        """Has a run found anybody who buys? The nightly one of an empty database
        classifies nobody, and is no beginning."""
        # Nothing else of the run is revealed.
        run = self.env["client.segment"].sudo()._get_last_run(self.env.company)
        return bool(run.positive_count)

    # What hangs on the company

    @api.model
    def _get_policy(self):
        return self.env.company.segment_policy_id

    @api.model
    def _get_today(self):
        return self.env.company.sudo()._get_segment_today()

    @api.model
    def _get_history_actions(self):
        """Hook: return what brings purchases of the past in, ``label`` and
        ``action``."""
        if not self.env.user.has_group(MANAGER_GROUP):
            return []
        return [
            {
                "label": self.env._("Import Clients and Sales"),
                "action": self.env["client.history.import"].action_open_new(),
            }
        ]
