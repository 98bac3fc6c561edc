from . import base_partner_merge_portrait
from . import loyalty_generate_wizard
