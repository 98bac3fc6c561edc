def use_everything(company):
    """Switch on all that a company can do without: new ones begin with less."""
    policy = company.sudo().segment_policy_id
    policy.write(dict.fromkeys(policy._get_switches(), True))
