from . import (
    key_account_review,
    key_account_review_line,
    key_account_dossier,
    key_account_dossier_sections,
    key_account_rating,
    key_account_rating_basis,
    key_account_dossier_rating,
)
