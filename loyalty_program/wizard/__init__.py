from . import base_partner_merge_cards
from . import base_partner_merge_portrait
from . import base_partner_merge_referral
from . import loyalty_benefit_give
from . import loyalty_enrolment
from . import loyalty_generate_wizard
