"""One record: form, parts, drawings, notes, history. `form_state` is its core."""
