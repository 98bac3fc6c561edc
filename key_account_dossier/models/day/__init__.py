from . import client_day
