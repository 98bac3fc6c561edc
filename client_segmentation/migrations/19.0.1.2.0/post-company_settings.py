from odoo.tools import SQL
from odoo.tools.sql import table_columns

# What was set on the company, and the field of its policy now
SETTINGS = {
    "segment_source": "source",
    "segment_measure": "measure",
    "segment_horizon_months": "horizon_months",
    "segment_period": "period",
    "segment_abc_threshold_a": "abc_threshold_a",
    "segment_abc_threshold_b": "abc_threshold_b",
    "segment_xyz_mode": "xyz_mode",
    "segment_xyz_threshold_x": "xyz_threshold_x",
    "segment_xyz_threshold_y": "xyz_threshold_y",
    "segment_xyz_min_periods": "xyz_min_periods",
    "segment_tier_gold": "tier_gold",
    "segment_tier_silver": "tier_silver",
    "segment_key_share": "key_share",
    "segment_mono_share": "mono_share",
    "segment_active_days": "active_days",
    "segment_active_target": "active_target",
    "segment_ltv_formula": "ltv_formula",
    "segment_ltv_retention": "ltv_retention",
    "segment_ltv_discount": "ltv_discount",
    "segment_ltv_count_first": "ltv_count_first",
    "segment_ltv_lifespan": "ltv_lifespan",
    "segment_warm_opportunity": "warm_opportunity",
    "segment_warm_stage_id": "warm_stage_id",
    "segment_warm_quotation": "warm_quotation",
    "segment_warm_message": "warm_message",
    "segment_warm_meeting": "warm_meeting",
    "segment_warm_mailing_reply": "warm_mailing_reply",
    "segment_warm_mailing_click": "warm_mailing_click",
    "segment_temperature_order": "temperature_order",
    "segment_use_temperature": "use_temperature",
    "segment_use_abc": "use_abc",
    "segment_use_xyz": "use_xyz",
    "segment_use_tier": "use_tier",
    "segment_use_is_key": "use_is_key",
    "segment_use_is_mono": "use_is_mono",
    "segment_use_rfm": "use_rfm",
    "segment_use_is_active": "use_is_active",
    "segment_use_is_stalling": "use_is_stalling",
    "segment_use_ltv": "use_ltv",
    "segment_use_audience": "use_audience",
    "segment_buyer_types": "use_buyer_type",
    "segment_buyer_min_orders": "buyer_min_orders",
    "segment_buyer_freebie_lines": "buyer_freebie_lines",
    "segment_buyer_discount": "buyer_discount",
    "segment_buyer_promotions": "buyer_promotions",
    "segment_buyer_result_lines": "buyer_result_lines",
    "segment_buyer_result_discount": "buyer_result_discount",
    "segment_buyer_result_promotions": "buyer_result_promotions",
    "segment_stalling_postponements": "stalling_postponements",
    "segment_stalling_quotations": "stalling_quotations",
    "sales_head_id": "sales_head_id",
    "client_playbooks_enabled": "use_playbooks",
    "client_playbook_limit": "playbook_limit",
    "client_playbook_pause_days": "playbook_pause_days",
    "client_playbook_day_limit": "playbook_day_limit",
    "client_terms_enabled": "use_terms",
    "client_terms_warning": "terms_warning",
    "client_terms_auto_refresh": "terms_auto_refresh",
    "client_terms_user_id": "terms_user_id",
    "purchase_timing_enabled": "use_purchase_timing",
    "purchase_timing_followup_days": "timing_followup_days",
    "purchase_timing_pricelist_id": "timing_pricelist_id",
    "purchase_timing_mailing_list_id": "timing_mailing_list_id",
    "qualification_enabled": "use_qualification",
    "segment_publish_temperature": "publish_temperature",
    "segment_publish_abc": "publish_abc",
    "segment_publish_xyz": "publish_xyz",
    "segment_publish_tier": "publish_tier",
    "segment_publish_is_key": "publish_is_key",
    "segment_publish_is_mono": "publish_is_mono",
    "segment_publish_rfm": "publish_rfm",
    "segment_publish_is_active": "publish_is_active",
    "segment_publish_buyer_type": "publish_buyer_type",
    "segment_publish_is_stalling": "publish_is_stalling",
}


def migrate(cr, version):
    if not version:
        return
    switch_on(cr)
    copy_settings(cr)
    move_defaults(cr)


def switch_on(cr):
    """A new company begins without some of what was always on before it could be
    switched off."""
    columns = table_columns(cr, "client_segment_policy")
    switches = sorted(name for name in columns if name.startswith("use_"))
    assign = [SQL("%s = TRUE", SQL.identifier(name)) for name in switches]
    cr.execute(SQL("UPDATE client_segment_policy SET %s", SQL(", ").join(assign)))


def copy_settings(cr):
    """Companies have got policies with the settings of a new company: write theirs on
    them. The columns of companies go with the fields at the end of the update."""
    # Versions before the last one did not have all of them.
    columns = table_columns(cr, "res_company")
    pairs = [(old, new) for old, new in SETTINGS.items() if old in columns]
    if not pairs:
        return
    cr.execute(
        SQL(
            """
            UPDATE client_segment_policy policy
               SET %s
              FROM res_company company
             WHERE company.id = policy.company_id
            """,
            SQL(", ").join(
                SQL("%s = %s", SQL.identifier(new), SQL.identifier("company", old))
                for old, new in pairs
            ),
        )
    )


def move_defaults(cr):
    """Defaults of their own that somebody has given to settings."""
    for old, new in SETTINGS.items():
        cr.execute(
            SQL(
                """
                UPDATE ir_default
                   SET field_id = now.id
                  FROM ir_model_fields field, ir_model_fields now
                 WHERE ir_default.field_id = field.id
                   AND field.model = 'res.company'
                   AND field.name = %s
                   AND now.model = 'client.segment.policy'
                   AND now.name = %s
                """,
                old,
                new,
            )
        )
