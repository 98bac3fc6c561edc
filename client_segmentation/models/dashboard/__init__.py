from . import (
    client_segment,
    client_segment_run,
    client_segment_tabs,
    digest_digest,
)
