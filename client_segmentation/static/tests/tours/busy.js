import {App} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {rpcBus} from "@web/core/network/rpc";

const running = new Set();

rpcBus.addEventListener("RPC:REQUEST", ({detail}) => running.add(detail.data.id));
rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => running.delete(detail.data.id));

export function pause(milliseconds) {
    return new Promise((resolve) => browser.setTimeout(resolve, milliseconds));
}

/** Is anything asked of the server, or drawn? */
export function isBusy() {
    return running.size || [...App.apps].some((app) => app.scheduler.tasks.size);
}
