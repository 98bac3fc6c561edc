import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

import {Activity} from "@mail/core/web/activity";
import {ActivityListPopoverItem} from "@mail/core/web/activity_list_popover_item";

/** To close the task of the contact clock, say what happened: that is the log. */
function logContact(env, activity, onClose) {
    return env.services.action.doAction(
        {
            type: "ir.actions.act_window",
            name: _t("What happened?"),
            res_model: "key.account.contact.log",
            views: [[false, "form"]],
            target: "new",
            context: {default_dossier_id: activity.res_id},
        },
        {
            onClose(infos) {
                onClose();
                if (infos?.logged) {
                    env.services.action.doAction("soft_reload");
                }
            },
        }
    );
}

function isContactTask(activity) {
    return activity.key_account_task === "contact";
}

patch(Activity.prototype, {
    async onClickMarkAsDone() {
        const {activity, onActivityChanged} = this.props;
        if (!isContactTask(activity)) {
            return super.onClickMarkAsDone(...arguments);
        }
        const thread = this.thread;
        return logContact(this.env, activity, () => onActivityChanged(thread));
    },
});

patch(ActivityListPopoverItem.prototype, {
    onClickMarkAsDone() {
        const {activity, onActivityChanged} = this.props;
        if (!isContactTask(activity)) {
            return super.onClickMarkAsDone(...arguments);
        }
        return logContact(this.env, activity, () => onActivityChanged?.());
    },
});
