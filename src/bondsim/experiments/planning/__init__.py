"""From a document to a plan: every name checked, every default spelt out, every run numbered."""
