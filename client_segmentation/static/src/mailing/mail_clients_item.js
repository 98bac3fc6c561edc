import {Component} from "@odoo/owl";

import {SegmentSearchModel} from "@client_segmentation/core/segment_views/segment_search_model";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/** Starts a mailing to all clients that the filters show. */
export class MailClientsItem extends Component {
    static template = "client_segmentation.MailClientsItem";
    static components = {DropdownItem};
    static props = {};

    async mail() {
        const {searchModel, services} = this.env;
        // The menu closes meanwhile: what the item itself asks for would never arrive.
        const action = await services.orm.call("res.partner", "action_mail_clients", [
            searchModel.domain,
        ]);
        return services.action.doAction(action);
    }
}

registry.category("cogMenu").add("mail_clients", {
    Component: MailClientsItem,
    groupNumber: 20,
    isDisplayed: ({searchModel}) =>
        searchModel instanceof SegmentSearchModel &&
        searchModel.resModel === "res.partner" &&
        user.hasGroup("mass_mailing.group_mass_mailing_user"),
});
