"""The parts pages are built from. They know no session: values go in by setters, wishes come out as signals.

Diff (`diff_view.DiffView`)
    set_rows(rows, keep_position=False), set_headings(left, right), set_reason_provider(callable),
    select_findings(ids), next_change(), previous_change(), first_change(), last_change(),
    set_wrap(bool), set_zoom(points), open_search(text=""), set_other_hits(count), rows().
    Signals: row_selected(tuple ids, str pointer), activated(str id), explain_requested(str id),
    unfold_requested(str pointer), ran_out(int +1/-1), change_moved(int index, int total),
    search_changed(str), search_ran_out(str, int), zoom_changed(int), wrap_changed(bool).
    Actions with their shortcuts: next_action, previous_action, search_action, wrap_action.
    `diff_lines.unfold(all_rows, shown_rows, pointer)` gives the rows with one fold opened.

Answers (`editors.make_editor(finding, standing, shares=(), users={}, left="") -> AnswerEditor`)
    standing: editors.Standing(state, answer, by, note). Later states go in with set_standing(standing),
    set_left(text); typed text with the focus is not disturbed.
    Signals: answered(object value), kept(str note), reset(), accepted(str note, str by).

Explanation (`explanation.ExplanationPanel`)
    show_explanation(title, html, verdict, state="", sources=[SourceText(...)]), clear_explanation().
    Signal: link_activated(str).

Steps (`step_list.StepList`)
    set_steps([Step(title, state, hint)]), set_current(index). Signal: step_chosen(int).

Small ones: chip.Chip(tone, text, icon), empty_state.EmptyState, error_box.ErrorBox, card.Card.
Icons: `gui.icons.dress(button_or_action, "undo")` follows the theme. Colours: `gui.theme.tokens()`.
"""
