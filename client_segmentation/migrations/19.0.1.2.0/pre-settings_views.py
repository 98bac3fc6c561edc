# Parts of the settings screen that are in the form of the policy now. They name fields
# that are no longer there, and would stop the update.
VIEWS = (
    "client_segment_playbook_settings_view_form",
    "client_segment_terms_settings_view_form",
    "res_config_settings_view_form_audience",
    "res_config_settings_view_form_qualification",
    "res_config_settings_view_form_timing",
)


def migrate(cr, version):
    if not version:
        return
    cr.execute(
        """
        DELETE FROM ir_ui_view
         USING ir_model_data data
         WHERE data.model = 'ir.ui.view'
           AND data.res_id = ir_ui_view.id
           AND data.module = 'client_segmentation'
           AND data.name IN %s
        """,
        [VIEWS],
    )
