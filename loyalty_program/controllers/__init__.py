from . import portal
from . import business_case
