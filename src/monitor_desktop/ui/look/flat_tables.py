"""Tables to be read: no grid, whole rows, nothing to be changed."""

from PySide6.QtWidgets import QAbstractItemView, QTableWidget


def be_flat(table: QTableWidget, *, row_px: int) -> None:
    """Dress a table for reading; Tab leaves it.

    Args:
        table: The table.
        row_px: Height of its rows.
    """
    table.setProperty("flat", "true")
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
