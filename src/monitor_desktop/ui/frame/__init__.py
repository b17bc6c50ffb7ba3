"""The main window: navigation, pages, the field of Ctrl+K, counts beside them."""
