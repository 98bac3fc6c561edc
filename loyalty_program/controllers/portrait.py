from odoo.http import Controller, request, route


class ClientPortrait(Controller):
    """Clients take back what they have told, by the link in their invitation."""

    @route(
        "/loyalty/portrait/<string:token>",
        type="http",
        auth="public",
        website=True,
        readonly=True,
    )
    def portrait(self, token):
        return self._render(self._find(token))

    @route(
        "/loyalty/portrait/<string:token>/withdraw",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def withdraw(self, token):
        portrait = self._find(token)
        if portrait:
            portrait._withdraw()
        return self._render(portrait)

    def _find(self, token):
        # The token is the right of the client to its own portrait
        portraits = request.env["client.portrait"].sudo()
        return portraits.search([("access_token", "=", token)])

    def _render(self, portrait):
        if not portrait:
            raise request.not_found()
        values = {"portrait": portrait}
        return request.render("loyalty_program.portrait_page", values)
