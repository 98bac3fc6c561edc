import json

from odoo import fields
from odoo.http import Controller, content_disposition, request, route


class PersonData(Controller):
    # Not readonly: the export goes into the access log.
    @route(
        "/key_account_dossier/person/<int:partner_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download(self, partner_id):
        """Answer with what the dossiers open to the user hold of a person, as JSON."""
        people = request.env["key.account.stakeholder"]
        if not people.has_access("read"):
            raise request.not_found()
        rows = people._describe_personal_data(
            request.env["res.partner"].browse(partner_id)
        )
        content = json.dumps(rows, ensure_ascii=False, indent=2, default=str)
        name = f"person-{partner_id}-{fields.Date.today()}.json"
        return request.make_response(
            content,
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )
