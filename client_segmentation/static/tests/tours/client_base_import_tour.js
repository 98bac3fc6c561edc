import {registry} from "@web/core/registry";
import {upload} from "./upload";

const TEMPLATE = "a[href*='/client_segmentation/import_template/res.partner.xlsx']";

const uploadTemplate = () =>
    upload(document.querySelector(TEMPLATE).href, "input[type='file']");

registry.category("web_tour.tours").add("client_base_import_tour", {
    steps: () => [
        {
            content: "Open the menu of the list",
            trigger: ".o_cp_action_menus button",
            run: "click",
        },
        {
            content: "Import records",
            trigger: ".o_import_menu",
            run: "click",
        },
        {
            content: "The template is offered",
            trigger: TEMPLATE,
        },
        {
            content: "Upload it as it is",
            trigger: ".o_control_panel button:contains('Upload Data File')",
            run: uploadTemplate,
        },
        {
            content: "Each column has found its field, the audience too",
            trigger:
                ".o_import_data_content tbody tr:nth-child(7):contains('Audience')",
        },
        {
            content: "Import",
            trigger: ".o_control_panel button:contains(/^Import$/)",
            run: "click",
        },
        {
            content: "The client is there",
            trigger: ".o_data_row:contains('Example Ltd')",
        },
    ],
});
