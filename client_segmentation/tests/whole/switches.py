def use_everything(company):
    """Switch on all that a company can do without: new ones begin with less."""
    company.sudo().segment_policy_id._switch_everything_on()
