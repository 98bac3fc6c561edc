import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";

import {Dynamics} from "@client_segmentation/screens/dynamics/dynamics";
import {getDefaultConfig} from "@web/views/view";

defineMailModels();
preloadBundle("web.chartjs_lib");

const step = (name, label, clients, change) => ({name, label, clients, change});

beforeEach(() => {
    onRpc("client.segment", "get_dynamics", ({args: [months]}) => {
        expect.step(`dynamics ${months}`);
        return {
            currency_id: 1,
            months,
            earlier: {from: "2023-07-01", to: "2024-06-30", revenue: 1000},
            later: {from: "2024-07-01", to: "2025-06-30", revenue: 900},
            steps: [
                step("new", "New", 2, 300),
                step("won_back", "Won back", 0, 0),
                step("grown", "Grown", 1, 50),
                step("shrunk", "Shrunk", 1, -150),
                step("lost", "Lost", 3, -300),
            ],
            cohorts: [
                {
                    month: "2025-05-01",
                    clients: 4,
                    cells: [
                        {buyers: 4, share: 1, kept: 1},
                        {buyers: 1, share: 0.25, kept: 1.4},
                    ],
                },
                {
                    month: "2025-06-01",
                    clients: 2,
                    cells: [{buyers: 2, share: 1, kept: null}],
                },
            ],
        };
    });
    mockService("action", {
        doAction(action) {
            expect.step(action);
        },
    });
});

async function mountDynamics(tag = "client_segment_dynamics") {
    await makeMockEnv({config: getDefaultConfig()});
    await mountWithCleanup(Dynamics, {props: {action: {tag}, actionId: 1}});
    expect.verifySteps(["dynamics 12"]);
}

test("the steps lead from one span to the next", async () => {
    await mountDynamics();
    expect(".o_dynamics_bridge [data-step='new']").toHaveText(/New\s*2\s*\+.*300/);
    expect(".o_dynamics_bridge [data-step='lost']").toHaveText(/Lost\s*3\s*−.*300/);
    expect("canvas").toHaveCount(1);
    await contains("[data-months='3']").click();
    expect("[data-months='3']").toHaveClass("active");
    expect.verifySteps(["dynamics 3"]);
});

test("the newest cohort stands first, by clients or revenue", async () => {
    await mountDynamics("client_segment_cohorts");
    const rows = ".o_dynamics_cohorts tbody tr";
    expect(`${rows}:first`).toHaveText(/Jun 2025\s*2\s*100%/);
    expect(`${rows}:last`).toHaveText(/May 2025\s*4\s*100%\s*25%/);
    await contains("[data-measure='kept']").click();
    expect(`${rows}:first`).toHaveText(/Jun 2025\s*2/);
    expect(`${rows}:last`).toHaveText(/100%\s*140%/);
});

test("leads to money at stake and the record of the forecast", async () => {
    await mountDynamics();
    await contains("button:contains('Money at Stake')").click();
    expect.verifySteps(["client_segmentation.client_segment_stake_action"]);
    await contains("button:contains('Record of the Forecast')").click();
    expect.verifySteps(["client_segmentation.client_segment_forecast_action"]);
});
