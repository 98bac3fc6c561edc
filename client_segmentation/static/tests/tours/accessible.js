import {browser} from "@web/core/browser/browser";

import {isBusy, pause} from "./busy";

/**
 * Opens screens one after the other and has axe look at what is ours on them. The test
 * puts axe into the page before.
 */

const PATIENCE = 30000;
const SEVERE = ["serious", "critical"];

/** What fades in has no contrast yet. */
function isMoving() {
    return document
        .getAnimations()
        .some(({effect}) => effect.getComputedTiming().endTime !== Infinity);
}

/** Wait for the selector, and until nothing is asked or drawn any more. */
async function settle(selector) {
    const end = Date.now() + PATIENCE;
    for (let quiet = 0; quiet < 5; ) {
        await pause(20);
        const isThere = document.querySelector(selector);
        quiet = isBusy() || isMoving() || !isThere ? 0 : quiet + 1;
        if (Date.now() > end) {
            throw new Error(`${selector} is not there`);
        }
    }
}

function describe(screen, {id, impact, nodes}) {
    const found = nodes.map(
        ({html, failureSummary}) => `    ${html.slice(0, 200)}\n    ${failureSummary}`
    );
    return `${screen}: ${id} (${impact})\n${found.join("\n")}`;
}

async function look({name, include, exclude, rules}) {
    const options = {
        resultTypes: ["violations"],
        rules: Object.fromEntries(rules.map((rule) => [rule, {enabled: false}])),
    };
    const {violations} = await window.axe.run({include: [include], exclude}, options);
    return violations
        .filter(({impact}) => SEVERE.includes(impact))
        .map((violation) => describe(name, violation));
}

async function open(actions, {action, press, include}) {
    await actions.doAction(action, {clearBreadcrumbs: true});
    await settle(press[0] || include);
    for (const [index, selector] of press.entries()) {
        document.querySelector(selector).click();
        await settle(press[index + 1] || include);
    }
    // What can be opened is looked at, too.
    for (const details of document.querySelectorAll(`${include} details`)) {
        details.open = true;
    }
}

/** @param {Object[]} screens with ``name``, ``action``, ``press``, ``include`` ... */
async function checkEach(screens) {
    const actions = odoo.__WOWL_DEBUG__.root.env.services.action;
    const found = [];
    for (const screen of screens) {
        browser.console.log(`looking at ${screen.name}`);
        await open(actions, screen);
        found.push(...(await look(screen)));
    }
    if (found.length) {
        throw new Error(found.join("\n"));
    }
    browser.console.log("all screens were looked at");
}

odoo.checkEach = (screens) =>
    checkEach(screens).catch((error) => browser.console.error(error.message));
