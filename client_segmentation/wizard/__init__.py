from . import (
    documents,
    core,
    runs,
    audience,
    terms,
    playbooks,
    history,
    saved,
)
