"""What a dossier shows of Odoo's documents, as :class:`odoo.tools.SQL` objects.

Each statement takes the clients (commercial entities) of many dossiers of one company
and answers for all of them at once.
"""
