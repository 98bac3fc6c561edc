from odoo import models
from odoo.tools import groupby

# Reasons that are activities, whose number is their id
TASKS = ("task", "own_task")


class ClientDay(models.AbstractModel):
    """What a line shows: whom to reach and how, why, and what to do next."""

    _inherit = "client.day"

    def _prepare_lines(self, rows):
        groups = [own for _, own in groupby(rows, lambda row: row["place"])]
        Partner = self.env["res.partner"]
        partners = Partner.browse({row["partner_id"] for row in rows} - {None})
        # A client that the user may not read is nobody's business here.
        readable = partners._filtered_access("read")
        shown = self._prepare_clients(readable)
        links = self._get_open_records(rows)
        return [
            {
                **self._prepare_line(own, links),
                **shown.get(own[0]["partner_id"], {"client": False, "step": False}),
            }
            for own in groups
            if Partner.browse(own[0]["partner_id"]) <= readable
        ]

    def _prepare_clients(self, clients):
        """Return ``{id: {"client": whom to reach and how, "step": what to do}}``."""
        contacts = self._get_contacts(clients)
        steps = self._get_next_steps(clients)
        return {
            client.id: {
                "client": {
                    "id": client.id,
                    "name": client.display_name,
                    **contacts[client.id],
                },
                "step": steps.get(client.id, False),
            }
            for client in clients
        }

    def _prepare_line(self, rows, links):
        first = rows[0]
        private = self._get_day_private_models()
        owner = self.env["res.users"].browse(first["user_id"])
        reasons = [
            {
                "reason": row["reason"],
                "text": getattr(self, f"_tell_{row['reason']}")(row),
                "record": links.get((row["res_model"], row["res_id"]), False),
                "task_id": row["reason"] in TASKS and int(row["number"]),
            }
            for row in rows
        ]
        return {
            "key": first["line_key"],
            "place": first["place"],
            "reasons": reasons,
            "why": self._tell_why(rows),
            "owner": owner != self.env.user and owner.sudo().name,
            "user_id": owner.id,
            "private": next(
                (
                    {**record, "method": private[record["model"]]}
                    for record in (reason["record"] for reason in reasons)
                    if record and record["model"] in private
                ),
                False,
            ),
        }

    def _get_contacts(self, clients):
        """Return phone and e-mail of each client; the phone of one of its people, if
        it has none of its own."""
        silent = clients.filtered(lambda client: not client.phone)
        people = self.env["res.partner"].search_fetch(
            [
                ("commercial_partner_id", "in", silent.ids),
                ("phone", "!=", False),
                ("parent_id", "!=", False),
            ],
            ["phone", "commercial_partner_id"],
            order="id desc",
        )
        phones = {
            person.commercial_partner_id.id: person.phone
            for person in people
            if person.phone
        }
        return {
            client.id: {
                "phone": client.phone or phones.get(client.id, False),
                "email": client.email,
            }
            for client in clients
        }

    def _get_open_records(self, rows):
        """Return ``{(model, id): link}`` of the records that the user may open."""
        ids = {}
        for row in rows:
            if row["res_model"] in self.env:
                ids.setdefault(row["res_model"], set()).add(row["res_id"])
        return {
            (model, record.id): {"model": model, "id": record.id}
            for model, record_ids in ids.items()
            for record in self.env[model].browse(record_ids)._filtered_access("read")
        }

    def _get_next_steps(self, clients):
        """Return what the playbook says to do next: the next task of one that is in
        progress, else the one that says most of the client."""
        steps = {}
        for client in clients.with_context(active_test=True):
            starts = client.segment_playbook_start_ids
            running = starts.filtered(lambda start: start.state == "running")[:1]
            playbook = running.playbook_id or client.segment_playbook_ids[:1]
            if playbook:
                steps[client.id] = {
                    "id": playbook.id,
                    "name": playbook.name,
                    "text": running.next_task or playbook.offer or playbook.goal,
                    "running": bool(running),
                    "can_start": not running and bool(playbook.plan_id),
                }
        return steps
