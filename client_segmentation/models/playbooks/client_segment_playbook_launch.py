from collections import Counter
from dataclasses import dataclass, field

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

OBSTACLES = (
    "no_access",
    "running",
    "done_before",
    "no_opportunity",
    "nobody",
    "day_limit",
)


@dataclass
class Launch:
    """What starting a playbook comes to: who gets it, and why others do not.

    :param documents: ``{client: document that gets the tasks}``
    :param responsible: ``{client: user}``, for tasks that name nobody themselves
    :param obstacles: ``{key of OBSTACLES: clients}``
    :param tasks: ``{client: [(template, user, deadline)]}``
    :param load: how many tasks of playbooks ``(user's id, day)`` has, these included
    :param starts: the records made, once it has started
    """

    documents: dict
    responsible: dict
    obstacles: dict
    tasks: dict = field(default_factory=dict)
    load: Counter = field(default_factory=Counter)
    starts: models.BaseModel = None

    def _get_notification(self, playbook):
        """Return the client action that tells the result and shows it."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if self.documents else "warning",
                "title": playbook.name,
                "message": playbook._describe_launch(self, started=True),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class ClientSegmentPlaybook(models.Model):
    """Starting a playbook: for any number of clients, in a fixed number of queries."""

    _inherit = "client.segment.playbook"

    def _start(self, partners, again=False, run=None):
        """Start this playbook in the current company for the commercial entities of
        contacts; return the :class:`Launch`.

        Nothing is doubled: clients for whom it is in progress are left out, and
        without ``again`` those for whom it was done or stopped, too.

        :param run: the run that found the clients in the class, if it was one
        """
        self.ensure_one()
        self._check_has_tasks()
        self._check_for_company()
        launch = self._prepare_launch(partners, again)
        if run:
            launch.obstacles["aside"] = self._keep_aside(launch)
        if launch.documents:
            self._create_starts(launch, run)
        return launch

    def _keep_aside(self, launch):
        """Take clients out of an automatic start; return them. Called when all others
        are left out, so that those that are taken are like those that stay."""
        return self.env["res.partner"]

    def _check_for_company(self):
        if self.company_id and self.company_id != self.env.company:
            raise UserError(
                self.env._(
                    "%(playbook)s belongs to %(company)s: switch to that company "
                    "first.",
                    playbook=self.display_name,
                    company=self.company_id.sudo().display_name,
                )
            )

    def _prepare_launch(self, partners, again=False):
        clients = partners.commercial_partner_id
        obstacles = {"no_access": clients - clients._filtered_access("write")}
        clients -= obstacles["no_access"]
        for key, blocked in self._get_started_clients(clients, again).items():
            obstacles[key] = blocked
            clients -= blocked
        documents = self._get_documents(clients)
        obstacles["no_opportunity"] = clients.filtered(lambda c: c not in documents)
        clients -= obstacles["no_opportunity"]
        responsible = self._get_responsible(clients)
        if any(task.responsible_type != "other" for task in self.plan_id.template_ids):
            obstacles["nobody"] = clients.filtered(lambda c: not responsible[c])
            clients -= obstacles["nobody"]
        launch = Launch(
            {client: documents[client] for client in clients}, responsible, obstacles
        )
        self._plan_tasks(launch)
        self._keep_day_limit(launch)
        return launch

    def _plan_tasks(self, launch):
        """Find out who has to do what until when."""
        today = self.env.company._get_segment_today()
        templates = self.plan_id.template_ids
        deadlines = {task: task._get_date_deadline(today) for task in templates}
        for client, document in launch.documents.items():
            responsible = launch.responsible[client]
            launch.tasks[client] = [
                (
                    task,
                    task._determine_responsible(responsible, document)["responsible"],
                    deadlines[task],
                )
                for task in templates
            ]

    def _keep_day_limit(self, launch):
        """Leave out clients whose tasks would be too much for one person on one day,
        with those of playbooks that were started before."""
        limit = self.env.company.segment_policy_id.playbook_day_limit
        launch.load = self._get_task_load(launch)
        beyond = self.env["res.partner"]
        for client, tasks in list(launch.tasks.items()):
            own = Counter((user.id, day) for _task, user, day in tasks)
            if limit and any(launch.load[key] + own[key] > limit for key in own):
                beyond += client
                del launch.documents[client], launch.tasks[client]
            else:
                launch.load.update(own)
        launch.obstacles["day_limit"] = beyond

    def _get_task_load(self, launch):
        planned = [row for tasks in launch.tasks.values() for row in tasks]
        # Only the number of colleagues' tasks is revealed.
        groups = (
            self.env["mail.activity"]
            .sudo()
            ._read_group(
                [
                    ("playbook_start_id", "!=", False),
                    ("user_id", "in", list({user.id for _task, user, _day in planned})),
                    (
                        "date_deadline",
                        "in",
                        list({day for _task, _user, day in planned}),
                    ),
                ],
                ["user_id", "date_deadline:day"],
                ["__count"],
            )
        )
        return Counter({(user.id, day): count for user, day, count in groups})

    def _get_started_clients(self, clients, again):
        # Whoever may write the client may know that somebody else has started.
        starts = self.env["client.segment.playbook.start"].sudo()
        groups = starts._read_group(
            [
                ("playbook_id", "=", self.id),
                ("partner_id", "in", clients.ids),
                ("company_id", "=", self.env.company.id),
            ],
            ["state"],
            ["partner_id:recordset"],
        )
        by_state = {state: found.with_env(self.env) for state, found in groups}
        nobody = clients.browse()
        running = by_state.get("running", nobody)
        before = by_state.get("done", nobody) | by_state.get("stopped", nobody)
        return {"running": running, "done_before": nobody if again else before}

    def _get_documents(self, clients):
        """Return ``{client: document that gets the tasks}``: the client itself, or
        its latest open opportunity that the user may write."""
        if self.plan_id.res_model != "crm.lead":
            return {client: client for client in clients}
        leads = self.env["crm.lead"].search(
            [
                ("partner_id.commercial_partner_id", "in", clients.ids),
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("company_id", "in", (False, self.env.company.id)),
            ],
            order="id",
        )
        return {
            lead.partner_id.commercial_partner_id: lead
            for lead in leads._filtered_access("write")
        }

    def _get_responsible(self, clients):
        """Return ``{client: user}``: its salesperson, else the playbook's responsible,
        else the user who starts. Only users of the company count."""
        company = self.env.company
        # Users of other companies cannot be read; they are left out.
        fallback = (self.sudo().user_id, self.env.user.sudo())
        found = {}
        for client in clients.sudo():
            candidates = (client.user_id, *fallback)
            fitting = (
                user.with_env(self.env)
                for user in candidates
                if user.active and company in user.company_ids
            )
            found[client.with_env(self.env)] = next(fitting, self.env["res.users"])
        return found

    def _create_starts(self, launch, run):
        # Salespeople have no right to write starts: only this method makes them,
        # after it was checked that they may write the clients.
        starts = self.env["client.segment.playbook.start"].sudo()
        starts = starts.create(
            [
                {
                    "playbook_id": self.id,
                    "partner_id": client.id,
                    "company_id": self.env.company.id,
                    "lead_id": document.id if document._name == "crm.lead" else False,
                    "user_id": launch.responsible[client].id,
                    "starter_id": self.env.uid,
                    "run_id": run and run.id,
                    "date_start": self.env.company._get_segment_today(),
                }
                for client, document in launch.documents.items()
            ]
        )
        launch.starts = starts.with_env(self.env)
        self._prefetch_names(launch)
        # A mail for each task would be a flood; tasks are in the activity list.
        tasks = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        tasks.create(self._prepare_tasks(launch, starts))
        self._log_starts(launch, len(self.plan_id.template_ids))

    def _prefetch_names(self, launch):
        """Activities read the names of their documents one at a time."""
        documents = next(iter(launch.documents.values())).browse(
            [document.id for document in launch.documents.values()]
        )
        documents.mapped("display_name")
        documents.sudo().mapped("display_name")

    def _prepare_tasks(self, launch, starts):
        model_id = self.env["ir.model"]._get_id(self.plan_id.res_model)
        texts = {}
        values = []
        for start in starts:
            client = start.partner_id.with_env(self.env)
            for task, responsible, day in launch.tasks[client]:
                user = responsible.sudo()
                if (task, user.lang) not in texts:
                    texts[task, user.lang] = self._get_task_texts(task, user.lang)
                values.append(
                    {
                        **texts[task, user.lang],
                        "playbook_start_id": start.id,
                        "activity_type_id": task.activity_type_id.id,
                        "date_deadline": day,
                        "res_model_id": model_id,
                        "res_id": launch.documents[client].id,
                        "user_id": user.id,
                        "automated": True,
                    }
                )
        return values

    def _get_task_texts(self, task, lang):
        """Return summary and note of a task in the language of who has to do it."""
        playbook = self.with_context(lang=lang or self.env.lang)
        goal = Markup("<p><b>%s</b></p><p>%s</p>") % (playbook.name, playbook.goal)
        return {
            "summary": playbook._translate_task(task.summary) or playbook.name,
            "note": task.note or goal,
        }

    def _log_starts(self, launch, number):
        clients = self.env["res.partner"].concat(*launch.documents)
        body = self.env._(
            "Playbook started: %(playbook)s (%(number)s tasks)",
            playbook=self.name,
            number=number,
        )
        clients._message_log_batch(dict.fromkeys(clients.ids, body))

    def _describe_launch(self, launch, started=False):
        """Return the sentences that tell who gets the playbook, and who does not."""
        n = len(launch.documents)
        tasks = n * len(self.plan_id.template_ids)
        sentences = [
            self.env._("Started for %(n)s clients, %(tasks)s tasks.", n=n, tasks=tasks)
            if started
            else self.env._(
                "Will start for %(n)s clients, %(tasks)s tasks.", n=n, tasks=tasks
            )
        ]
        for key in OBSTACLES:
            blocked = launch.obstacles.get(key)
            if blocked:
                sentences.append(self._describe_obstacle(key, len(blocked)))
        return " ".join(sentences)

    def _summarize_tasks(self, launch):
        """Return what each person gets, who has most first: ``name``, numbers of
        ``clients`` and ``tasks``, and ``day_max``, the tasks of the fullest day."""
        rows = {}
        for client, tasks in launch.tasks.items():
            for _task, user, day in tasks:
                row = rows.setdefault(
                    user, {"clients": set(), "tasks": 0, "day_max": 0}
                )
                row["clients"].add(client.id)
                row["tasks"] += 1
                row["day_max"] = max(row["day_max"], launch.load[user.id, day])
        summary = [
            {**row, "clients": len(row["clients"]), "name": user.sudo().display_name}
            for user, row in rows.items()
        ]
        return sorted(summary, key=lambda row: (-row["tasks"], row["name"] or ""))

    @api.model
    def _describe_obstacle(self, key, n):
        return {
            "no_access": self.env._("You may not change the client: %(n)s.", n=n),
            "running": self.env._("Already in progress: %(n)s.", n=n),
            "done_before": self.env._("Done or stopped before: %(n)s.", n=n),
            "no_opportunity": self.env._(
                "No open opportunity that is yours: %(n)s.", n=n
            ),
            "nobody": self.env._("Nobody responsible: %(n)s.", n=n),
            "day_limit": self.env._(
                "Left for another day, because one person would have more than "
                "%(limit)s playbook tasks on a day: %(n)s.",
                limit=self.env.company.segment_policy_id.playbook_day_limit,
                n=n,
            ),
        }[key]
