"""The parts pages are built from. They know no session: values go in by setters, requests come out as signals.

`diff.diff_view.DiffView` compares one module: `set_rows(rows, keep_position, context)` folds where a context is
given; `commands` holds its actions, `diff_actions.DiffToolbar(view.commands)` the buttons for them.
`answers.editors.make_editor` asks for an answer, `basics.explanation.ExplanationPanel` shows the reason,
`steps.step_list.StepList` the steps, `basics.error_box.ErrorBox` an error with its place; `basics.parts` has what every
page needs. Colors come from `gui.theme.tokens`, icons by `gui.theme.icons.set_icon(button, name)`.

They may import core and theme.
"""
