"""Bundles out and in, contacts, what arrived, who is trusted."""
