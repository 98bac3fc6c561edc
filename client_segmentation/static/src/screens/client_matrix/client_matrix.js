import {Component, onWillStart, useState} from "@odoo/owl";

import {useActionTabs} from "@client_segmentation/core/action_tabs/action_tabs";
import {openFiltered} from "@client_segmentation/core/segment_views/open_filtered";
import {SegmentControlPanel} from "@client_segmentation/core/segment_views/segment_control_panel";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {formatDate, serializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {RecordSelector} from "@web/core/record_selectors/record_selector";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {formatCurrency} from "@web/core/currency";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {formatPercentage} from "@web/views/fields/formatters";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {getAdvice} from "./advice";
import {ClassMoves} from "./class_moves";
import {Concentration} from "./concentration";
import {HeatMap} from "./heat_map";
import {RfmBars} from "./rfm_bars";
import {ShareBar} from "./share_bar";
import {TemperatureOrder} from "./temperature_order";

const CLIENTS_ACTION = "client_segmentation.client_segment_partner_action";
const DYNAMICS_ACTION = "client_segmentation.client_segment_dynamics_action_open";
const RECOMPUTE_ACTION = "client_segmentation.client_segment_recompute_action";
// Contacts and addresses show the class of their company; each client stands once.
const IS_CLIENT = ["|", ["parent_id", "=", false], ["is_company", "=", true]];

// The filters of the search view by class
const CLASS_FILTERS = {
    abc: "segment_abc_",
    temperature: "segment_",
    tier: "segment_",
};

const {DateTime} = luxon;

/**
 * All clients of the company by ABC and XYZ class, and along the other axes.
 */
export class ClientMatrix extends Component {
    static template = "client_segmentation.ClientMatrix";
    static components = {
        ClassMoves,
        Concentration,
        DateTimeInput,
        HeatMap,
        Layout,
        RecordSelector,
        RfmBars,
        ShareBar,
        TemperatureOrder,
    };
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        useActionTabs(this.props.action, {ControlPanel: SegmentControlPanel});
        const {measure, userId, compareWith} = this.props.state || {};
        this.state = useState({
            measure: measure || "revenue",
            userId: userId || false,
            compareWith: compareWith || false,
            overview: null,
            comparison: null,
            isComparing: false,
        });
        useSetupAction({
            getLocalState: () => ({
                measure: this.state.measure,
                userId: this.state.userId,
                compareWith: this.state.compareWith,
            }),
        });
        onWillStart(async () => {
            this.canManage = await user.hasGroup(
                "client_segmentation.group_segment_manager"
            );
            this.canMail = await user.hasGroup("mass_mailing.group_mass_mailing_user");
            // Others have no clients of their own whose amounts they could see.
            this.isSales = await user.hasGroup("sales_team.group_sale_salesman");
            if (!this.props.state && (await this.seesOwnDocumentsOnly())) {
                this.state.userId = this.myUserId;
            }
            await this.load();
        });
    }

    async seesOwnDocumentsOnly() {
        return (
            (await user.hasGroup("sales_team.group_sale_salesman")) &&
            !(await user.hasGroup("sales_team.group_sale_salesman_all_leads"))
        );
    }

    get display() {
        return {controlPanel: {}};
    }

    get overview() {
        return this.state.overview;
    }

    get isComputed() {
        return Boolean(this.overview.settings);
    }

    get myUserId() {
        return user.userId;
    }

    /** The salesperson, unless a button says who it is. */
    get otherUserId() {
        return this.state.userId !== this.myUserId && this.state.userId;
    }

    get measures() {
        const labels = {
            count: _t("Clients"),
            revenue: _t("Revenue"),
            margin: _t("Margin"),
        };
        return this.overview.measures.map((name) => ({name, label: labels[name]}));
    }

    /** The measure chosen, if the user may see it of these clients. */
    get shownMeasure() {
        const {measures} = this.overview;
        return measures.includes(this.state.measure) ? this.state.measure : "count";
    }

    /** The amount that shares are told of, beside those of clients; '' if none is
     * open to the user. */
    get amount() {
        if (this.shownMeasure === "margin") {
            return "margin";
        }
        return this.overview.measures.includes("revenue") ? "revenue" : "";
    }

    get advice() {
        return getAdvice();
    }

    get compareDate() {
        const {compareWith} = this.state;
        return compareWith ? DateTime.fromISO(compareWith) : false;
    }

    get compareText() {
        return formatDate(this.compareDate);
    }

    get yesterday() {
        return DateTime.local().startOf("day").minus({days: 1});
    }

    async load() {
        const {userId} = this.state;
        const overview = await this.orm.call("client.segment", "get_overview", [
            userId,
        ]);
        if (userId !== this.state.userId) {
            return; // The answer to a question that was changed since
        }
        this.state.overview = overview;
        await this.compare();
    }

    async compare() {
        const {compareWith, userId} = this.state;
        this.state.comparison = null;
        if (!compareWith || !this.isComputed) {
            return;
        }
        this.state.isComparing = true;
        try {
            const comparison = await this.orm.call("client.segment", "get_comparison", [
                compareWith,
                userId,
            ]);
            if (
                compareWith === this.state.compareWith &&
                userId === this.state.userId
            ) {
                this.state.comparison = comparison;
            }
        } catch (error) {
            this.state.compareWith = false;
            throw error;
        } finally {
            this.state.isComparing = false;
        }
    }

    setMeasure(measure) {
        this.state.measure = measure;
    }

    setUser(userId) {
        this.state.userId = userId || false;
        return this.load();
    }

    setCompareDate(date) {
        this.state.compareWith = date ? serializeDate(date) : false;
        return this.compare();
    }

    formatShare(share) {
        return formatPercentage(share, {digits: [16, 1]});
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.overview.currency_id, {digits: [16, 0]});
    }

    openDynamics() {
        return this.action.doAction(DYNAMICS_ACTION);
    }

    recompute() {
        return this.action.doAction(RECOMPUTE_ACTION);
    }

    openCell(abc, xyz) {
        const facets = {};
        for (const value of abc ? [abc] : ["a", "b", "c"]) {
            facets[`segment_abc_${value}`] = 1;
        }
        if (xyz) {
            facets[`segment_xyz_${xyz}`] = 1;
        }
        const cell = `${abc || ""}${xyz || ""}`.toUpperCase();
        const name = cell ? _t("Clients %(cell)s", {cell}) : _t("Buyers");
        return this.openClients(facets, name);
    }

    get mailCell() {
        return this.canMail && this.startMailing.bind(this);
    }

    /** A mailing to the clients of a cell: those who are in it when it is sent. */
    async startMailing(abc, xyz) {
        const domain = [
            ...IS_CLIENT,
            ["segment_abc", "in", abc ? [abc] : ["a", "b", "c"]],
            ...(xyz ? [["segment_xyz", "=", xyz]] : []),
            ...(this.state.userId ? [["user_id", "=", this.state.userId]] : []),
        ];
        const action = await this.orm.call("res.partner", "action_mail_clients", [
            domain,
        ]);
        return this.action.doAction(action);
    }

    openClass(axis, {value, label}) {
        const facets =
            axis === "rfm" ? {segment_rfm: value} : {[CLASS_FILTERS[axis] + value]: 1};
        return this.openClients(facets, label);
    }

    openMove(move) {
        const name = (abc) => abc.toUpperCase() || "–";
        const description = `${name(move.before)} → ${name(move.after)}`;
        const domain = JSON.stringify([["id", "in", move.partner_ids]]);
        return this.openClients({}, description, [{description, domain}]);
    }

    openClient(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /**
     * @param {Object} defaults search defaults without their prefix
     * @param {String} title
     * @param {Object[]} facets others than the search view has
     * @returns {Promise}
     */
    openClients(defaults, title, facets = []) {
        const {userId} = this.state;
        return openFiltered(this.action, CLIENTS_ACTION, {
            title,
            facets,
            domain: IS_CLIENT,
            defaults: userId ? {...defaults, user_id: userId} : defaults,
        });
    }
}

registry.category("actions").add("client_segment_matrix", ClientMatrix);
