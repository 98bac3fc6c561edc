import {browser} from "@web/core/browser/browser";

import {isBusy, pause} from "./busy";

/**
 * Opens actions one after the other, each in all its views, and presses all buttons
 * with figures of the forms among them. Odoo's own robot needs the menu bar, so it
 * neither knows forms nor fits on a phone, and is slow since it presses all filters.
 */

const PATIENCE = 30000;
const switched = new Set();
const BUTTONS = ".o-form-buttonbox button.oe_stat_button";

/** Wait until nothing is asked and nothing is drawn any more. */
async function settle() {
    const end = Date.now() + PATIENCE;
    for (let quiet = 0; quiet < 3; quiet = isBusy() ? 0 : quiet + 1) {
        await pause(20);
        const error = document.querySelector(".o_error_dialog");
        if (error) {
            throw new Error(`An error on the screen: ${error.innerText}`);
        }
        if (Date.now() > end) {
            throw new Error("The screen is not ready");
        }
    }
}

async function open(actions, action) {
    await actions.doAction(action, {clearBreadcrumbs: true});
    await settle();
}

/** All views of an action, once: several buttons lead to it, as the menu does. */
async function switchViews(actions) {
    const {id, views = [], jsId} = actions.currentController.action;
    if (id && switched.has(id)) {
        return;
    }
    switched.add(id);
    for (const [, type] of views) {
        if (!["form", "search"].includes(type)) {
            browser.console.log(`  view ${type}`);
            await actions.switchView(type);
            await settle();
            if (actions.currentController.action.jsId !== jsId) {
                throw new Error(`The view ${type} has led elsewhere`);
            }
        }
    }
}

async function pressButtons(actions, action) {
    const count = document.querySelectorAll(BUTTONS).length;
    for (let index = 0; index < count; index++) {
        const button = document.querySelectorAll(BUTTONS)[index];
        browser.console.log(`  button ${button.innerText.replace(/\s+/g, " ")}`);
        button.click();
        await settle();
        const close = document.querySelector(".o_dialog .btn-close");
        if (close) {
            close.click();
        } else if (!document.querySelector(".o_form_view")) {
            await switchViews(actions);
        }
        await open(actions, action);
    }
    return count;
}

/** @param {[string, Object|number][]} steps names and actions */
async function openEach(steps) {
    const actions = odoo.__WOWL_DEBUG__.root.env.services.action;
    let buttons = 0;
    for (const [name, action] of steps) {
        browser.console.log(`Opening ${name}`);
        try {
            await open(actions, action);
            if (document.querySelector(".o_dialog")) {
                document.querySelector(".o_dialog .btn-close").click();
            } else if (document.querySelector(".o_form_view")) {
                buttons += await pressButtons(actions, action);
            } else {
                await switchViews(actions);
            }
        } catch (error) {
            browser.console.error(`${name}: ${error.stack}`);
            return;
        }
    }
    browser.console.log(`opened ${steps.length} actions, pressed ${buttons} buttons`);
    browser.console.log("all actions were opened");
}

odoo.openEach = openEach;
