import {browser} from "@web/core/browser/browser";

import {isBusy, pause} from "./busy";

/**
 * Walks through screens with the keys alone. The test sends them as a keyboard does; see
 * keyboard.py. Whatever is reached has to show that it has the focus.
 */

const PATIENCE = 30000;
const FARTHEST = 150;

async function wait(isDone, what) {
    const end = Date.now() + PATIENCE;
    for (let quiet = 0; quiet < 3; ) {
        await pause(20);
        quiet = isBusy() || !isDone() ? 0 : quiet + 1;
        if (Date.now() > end) {
            throw new Error(what());
        }
    }
}

const name = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 150);

async function press(key) {
    let isUp = false;
    const release = () => (isUp = true);
    window.addEventListener("keyup", release, {capture: true, once: true});
    browser.console.log(`press ${key}`);
    await wait(
        () => isUp,
        () => `${key} does not arrive`
    );
}

/** An outline, a shadow, or the cursor of a text. */
function showsFocus(element) {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    const isText = element.matches("input:not([type='checkbox']), textarea");
    return isOutlined || boxShadow !== "none" || isText;
}

async function reach(selector) {
    const passed = [];
    for (let count = 0; count < FARTHEST; count++) {
        const {activeElement} = document;
        if (activeElement.matches(selector)) {
            if (!showsFocus(activeElement)) {
                throw new Error(`No focus is seen on ${name(activeElement)}`);
            }
            return;
        }
        passed.push(name(activeElement));
        await press("Tab");
    }
    throw new Error(`${selector} cannot be reached:\n${passed.join("\n")}`);
}

async function find(selector) {
    await wait(
        () => document.querySelector(selector),
        () => `${selector} is not there`
    );
}

const TAKE = {reach, press, find};

/** @param {Object[]} walks with ``name``, ``action``, and ``steps``, pairs of what is done
 * (``reach`` by tabs, ``press`` a key, ``find`` on the screen) and with what */
async function walkEach(walks) {
    const actions = odoo.__WOWL_DEBUG__.root.env.services.action;
    for (const walk of walks) {
        browser.console.log(`walking through ${walk.name}`);
        await actions.doAction(walk.action, {clearBreadcrumbs: true});
        for (const [kind, what] of walk.steps) {
            browser.console.log(`${kind} ${what}`.replace(/^press/, "then press"));
            await TAKE[kind](what);
        }
    }
    browser.console.log("the keys were enough");
}

odoo.walkEach = (walks) =>
    walkEach(walks).catch((error) => browser.console.error(error.message));
