import {Component, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Who reports to whom at the client, drawn by dragging a person onto the superior.
 * With the keyboard or a finger: choose a person, then the superior.
 */
export class PeopleChartField extends Component {
    static template = "key_account_dossier.PeopleChartField";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({picked: false, over: false});
    }

    /** The field is computed, and so always read-only: the form decides. */
    get readonly() {
        return !this.props.record.isInEdition;
    }

    get people() {
        return this.props.record.data[this.props.name] || [];
    }

    /** The people in the order of the tree, each with its depth. */
    get rows() {
        const ids = new Set(this.people.map((person) => person.id));
        const rows = [];
        const add = (manager, depth) => {
            for (const person of this.people) {
                const superior = ids.has(person.manager) ? person.manager : false;
                if (superior === manager) {
                    const detail = [person.role, person.function];
                    rows.push({
                        ...person,
                        depth,
                        detail: detail.filter(Boolean).join(" · "),
                    });
                    add(person.id, depth + 1);
                }
            }
        };
        add(false, 0);
        return rows;
    }

    get picked() {
        return this.people.find((person) => person.id === this.state.picked);
    }

    get hint() {
        return this.picked
            ? _t("Choose the person to whom %(name)s reports. Esc puts it back.", {
                  name: this.picked.name,
              })
            : _t(
                  "Drag a person onto the superior, or choose the person first and then the superior."
              );
    }

    /** Nobody can be put below those who report to him. */
    canTake(superior) {
        const managers = new Map(this.people.map((one) => [one.id, one.manager]));
        let id = superior;
        while (id && id !== this.state.picked) {
            id = managers.get(id);
        }
        return Boolean(this.state.picked) && !id;
    }

    onClick(id) {
        if (!this.state.picked) {
            this.state.picked = !this.readonly && id;
        } else if (this.canTake(id)) {
            return this.put(id);
        } else {
            this.state.picked = false;
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.state.picked) {
            ev.stopPropagation();
            this.state.picked = false;
        }
    }

    onDragStart(ev, id) {
        this.state.picked = id;
        ev.dataTransfer.effectAllowed = "move";
        ev.dataTransfer.setData("text/plain", "");
    }

    onDragOver(ev, id) {
        if (this.canTake(id)) {
            ev.preventDefault();
            this.state.over = id || "top";
        }
    }

    onDragEnd() {
        this.state.picked = false;
        this.state.over = false;
    }

    async put(superior) {
        const person = this.state.picked;
        this.onDragEnd();
        const {record} = this.props;
        if (await record.save()) {
            await this.orm.write("key.account.stakeholder", [person], {
                manager_id: superior || false,
            });
            await record.load();
        }
    }
}

registry.category("fields").add("key_account_people_chart", {
    component: PeopleChartField,
    supportedTypes: ["json"],
});
