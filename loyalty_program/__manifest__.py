{
    "name": "Loyalty Program",
    "summary": "Business case and launch gate for loyalty programs: ROI, break-even, "
    "payback",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "license": "LGPL-3",
    "author": "Seed 4ffd97bf maintainers",
    "depends": ["client_segmentation", "sale_loyalty", "survey"],
    "data": [
        "security/ir.model.access.csv",
        "security/loyalty_program_security.xml",
        "security/loyalty_plan_reward_security.xml",
        "views/loyalty_plan_templates.xml",
        "views/loyalty_plan_chart_templates.xml",
        "views/loyalty_plan_views.xml",
        "views/loyalty_plan_month_views.xml",
        "views/loyalty_program_views.xml",
        "views/res_config_settings_views.xml",
        "views/loyalty_program_menus.xml",
    ],
    "demo": ["data/loyalty_plan_demo.xml"],
    "post_init_hook": "post_init_hook",
}
