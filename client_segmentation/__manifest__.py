{
    "name": "Client Segmentation",
    "summary": "Classify every client from real orders and say what to do next",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "LGPL-3",
    "author": "Seed 4ffd97bf maintainers",
    "depends": ["mass_mailing", "sale_crm", "sale_margin"],
    "data": [
        "security/client_segmentation_security.xml",
        "security/ir.model.access.csv",
        "data/res_partner_category_data.xml",
        "data/client_segment_rfm_rule_data.xml",
        "data/ir_cron_data.xml",
        "wizard/client_segment_recompute_views.xml",
        "views/client_segment_rfm_rule_views.xml",
        "views/client_segment_run_views.xml",
        "views/client_segment_templates.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/client_segmentation_menus.xml",
        "views/client_segment_history_views.xml",
        "views/client_segment_pin_views.xml",
    ],
    "demo": [
        "data/res_users_demo.xml",
        "data/product.product-demo.csv",
        "data/res.partner-demo.csv",
        "data/sale_order_demo.xml",
        "data/crm_lead_demo.xml",
        "data/client_segment_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "client_segmentation/static/src/**/*",
            ("remove", "client_segmentation/static/src/**/*_lazy_views.js"),
        ],
        "web.assets_backend_lazy": [
            "client_segmentation/static/src/**/*_lazy_views.js",
        ],
        "web.assets_tests": [
            "client_segmentation/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "client_segmentation/static/tests/**/*.test.js",
        ],
    },
    "application": True,
}
