import {onWillStart, useEffect, useRef} from "@odoo/owl";

import {loadBundle} from "@web/core/assets";

/**
 * Draw a chart on the canvas with the reference "canvas", and anew when what it shows
 * is another.
 *
 * @param {Function} getConfig returns the settings of the chart, as Chart.js wants them
 * @param {Function} getShown returns what the chart shows
 * @param {Function} [isNeeded] may there be a chart at all?
 */
export function useChart(getConfig, getShown, isNeeded = () => true) {
    const canvas = useRef("canvas");
    onWillStart(() => isNeeded() && loadBundle("web.chartjs_lib"));
    useEffect(
        () => {
            if (!canvas.el) {
                return;
            }
            const chart = new Chart(canvas.el, getConfig());
            return () => chart.destroy();
        },
        () => [getShown(), canvas.el]
    );
}
