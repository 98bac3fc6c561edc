from . import test_access
from . import test_access_code
from . import test_access_http
from . import test_clock
from . import test_contact_log
from . import test_dossier
from . import test_supervisor
from . import test_thread
