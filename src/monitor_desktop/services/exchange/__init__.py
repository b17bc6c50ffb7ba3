"""Bundles to and from others: contacts, what is sent, what came in, what arrived."""
