"""Clean a text: damage repaired, residue of pages taken out, lines joined; every change an edit that can be replayed."""
