"""The parts pages are built from. They know no session: values go in by setters, requests come out as signals.

`diff.diff_view.DiffView` compares one module: `set_rows(rows, keep_position, context)` folds where a context is
given; `commands` holds its actions, `diff_actions.DiffToolbar(view.commands)` the buttons for them.
`editors.make_editor(finding, standing, ...)` asks for an answer, `explanation.ExplanationPanel` tells the reason,
`step_list.StepList` shows the way, `error_box.ErrorBox` an error with its place; `chip`, `empty_state` and `parts`
are the small change. Colours come from `gui.theme.tokens`, icons by `gui.theme.icons.set_icon(button, name)`.
"""
