{
    "name": "Key Account Dossier",
    "summary": "Confidential dossiers on key clients, with the 10-day contact clock",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "LGPL-3",
    "author": "Seed 4ffd97bf maintainers",
    "depends": ["client_segmentation", "hr", "calendar"],
    "data": [
        "security/key_account_dossier_groups.xml",
        "security/ir.model.access.csv",
        "security/key_account_dossier_security.xml",
        "security/key_account_figures_security.xml",
        "data/key_account_type_data.xml",
        "data/ir_cron_data.xml",
        "wizard/key_account_contact_log_views.xml",
        "views/key_account_contact_views.xml",
        "views/key_account_dossier_views.xml",
        "views/key_account_type_views.xml",
        "views/res_config_settings_views.xml",
        "views/key_account_dossier_menus.xml",
        "views/key_account_dossier_figures_views.xml",
        "report/key_account_candidate_views.xml",
    ],
    "demo": [
        "data/key_account_dossier_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "key_account_dossier/static/src/**/*",
        ],
    },
    "application": True,
}
