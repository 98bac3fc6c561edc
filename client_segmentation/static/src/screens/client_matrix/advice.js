import {_t} from "@web/core/l10n/translation";

/** What to do with the clients of a cell, in a sentence each. */
export const getAdvice = () => ({
    ax: _t("Protect and grow: a framework contract, stock and visits planned ahead."),
    ay: _t("Learn what the swings depend on, and offer ahead of the season."),
    az: _t("Large but erratic: ask about their plans and stay in personal contact."),
    an: _t("Large and new: win the next orders before somebody else does."),
    bx: _t("Reliable: offer more of the range, and better terms for more volume."),
    by: _t("Develop: regular calls, offers timed to their rhythm."),
    bz: _t("Remind them at the right moment; campaigns rather than visits."),
    bn: _t("Promising newcomers: welcome them and learn what they need."),
    cx: _t("Small and steady: standing orders and self-service."),
    cy: _t("Serve them by price list and mailings."),
    cz: _t("Automate or let go: spend no more effort than the orders justify."),
    cn: _t("New or long gone: one reminder, then only mailings."),
});
