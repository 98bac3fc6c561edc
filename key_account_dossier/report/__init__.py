from . import (
    dossier,
    clock,
    print,
    work,
)
