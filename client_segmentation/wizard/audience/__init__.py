from . import (
    base_partner_merge,
    client_price_list_send,
)
