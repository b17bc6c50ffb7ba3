"""The window. May import services, domain, i18n and errors; nothing round them."""
