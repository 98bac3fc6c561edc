from . import (
    dossier,
    clock,
    print,
)
