"""All SQL of the computation, as :class:`odoo.tools.SQL` objects.

``facts`` reads the documents, ``cut_offs`` boils the facts down to a few numbers
of the company, ``results`` labels the clients, ``pins`` lays pinned classes over the
computed ones, and ``changes`` writes what differs, with its history.
"""
