# Parts of the dossier's form. They look for pages that are sections of other pages now,
# and would stop the update, in the course of which they are filled again.
VIEWS = (
    "key_account_dossier_contents_view_form",
    "key_account_dossier_view_form_access",
    "key_account_dossier_view_form_clock",
    "key_account_dossier_view_form_figures",
    "key_account_dossier_view_form_satisfaction",
    "key_account_dossier_view_form_whitespace",
    "key_account_dossier_view_form_work",
)


def migrate(cr, version):
    if not version:
        return
    cr.execute(
        """
        UPDATE ir_ui_view
           SET arch_db = jsonb_build_object('en_US', '<data/>')
          FROM ir_model_data data
         WHERE data.model = 'ir.ui.view'
           AND data.res_id = ir_ui_view.id
           AND data.module = 'key_account_dossier'
           AND data.name IN %s
        """,
        [VIEWS],
    )
