from . import abc, horizon
