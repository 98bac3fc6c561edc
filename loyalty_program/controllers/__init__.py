from . import portal
from . import portrait
from . import business_case
from . import result
