def use_everything(company):
    """As in a company in use: all is on that new ones begin without, and nobody is led
    to the first day."""
    policy = company.sudo().segment_policy_id
    policy._switch_everything_on()
    policy.is_first_day_over = True
