"""The security checklist: each item with the tests that hold it, or why none does yet. Writes docs/explanation/security-checklist.md.

    .venv/bin/python -m tests.docs.checklist
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/explanation/security-checklist.md"
I = "integration/"  # noqa: E741
# number: (what, tests as file::function or why there is none)
ITEMS = {
    1: ("Statements to the database are parameters everywhere", ["health/test_queries.py::test_what_was_typed_is_in_no_statement", "health/test_queries.py::test_no_query_asks_for_more_than_one_clinics_rows", f"{I}test_odd_requests.py::test_no_odd_request_is_a_fault_of_the_server"]),
    2: ("What is typed is shown as typed and never run", [f"{I}test_registration.py::test_what_is_typed_is_shown_as_typed_and_never_run", f"{I}test_letters.py::test_what_a_client_wrote_is_no_command_on_paper"]),
    3: ("A cell of a table is no formula", [f"{I}test_letters.py::test_no_cell_of_a_spreadsheet_is_a_formula"]),
    4: ("No line break gets into a message's head", [f"{I}notices/test_senders.py::test_a_line_break_in_an_address_sends_nothing", f"{I}test_registration.py::test_what_cannot_be_is_refused_and_nothing_is_stored"]),
    5: ("No drawing comes from outside", [f"{I}test_security.py::test_no_form_takes_a_file"]),
    6: ("Rules are data with a closed grammar", ["spec/test_language.py::test_anything_else_of_python_is_refused"]),
    7: ("No request is made to an address that somebody typed", [f"{I}notices/test_senders.py::test_the_environment_sets_up_the_senders"]),
    8: ("A long text does not hold up a pattern", [f"{I}test_security.py::test_a_hundred_thousand_letters_hold_up_nobody"]),
    9: ("No template runs what was typed", [f"{I}test_security.py::test_a_template_is_not_filled_from_what_was_typed"]),
    10: ("Deep or broken JSON is refused", [f"{I}test_offline.py::test_what_cannot_be_read_is_refused_and_nothing_is_stored", f"{I}test_security.py::test_json_ten_thousand_deep_is_refused"]),
    11: ("Every number is checked at the server", [f"{I}test_registration.py::test_what_cannot_be_is_refused_and_nothing_is_stored", f"{I}test_security.py::test_no_odd_number_is_a_pain"]),
    12: ("What cannot be together is refused", [f"{I}test_registration.py::test_what_cannot_be_is_refused_and_nothing_is_stored", f"{I}test_presence.py::test_what_cannot_be_is_refused_where_it_stands"]),
    13: ("No step is jumped over", [f"{I}test_link.py::test_no_question_can_be_skipped", f"{I}test_before.py::test_no_page_can_be_jumped_over_and_a_wrong_answer_is_named"]),
    14: ("Answer, assessment and place on the worklist are one transaction", [f"{I}test_all_at_once.py::test_killed_fifty_times_every_acknowledged_answer_is_there_judged_and_on_the_worklist"]),
    15: ("Sent twice is one", [f"{I}test_all_at_once.py::test_twenty_clients_send_twice_in_the_same_moment_and_each_has_one_response", f"{I}test_link.py::test_the_same_form_sent_by_many_hands_at_once_is_one_checkin"]),
    16: ("Guessing is slowed down and shuts nobody out", [f"{I}test_gate.py::test_guessing_links_is_slowed_down_and_shuts_nobody_out", f"{I}test_entry.py::test_ten_wrong_passwords_lock_that_name_from_that_address_and_no_other"]),
    17: ("Cookies are Secure, HttpOnly, SameSite and __Host-", [f"{I}test_security.py::test_cookies_of_the_real_clinic_are_bound_to_it"]),
    18: ("A browser is told to use TLS only, for a year", [f"{I}test_security.py::test_cookies_of_the_real_clinic_are_bound_to_it"]),
    19: ("A strict content security policy", [f"{I}test_pages.py::test_every_page_carries_the_headers_that_keep_it_private", f"{I}test_pages.py::test_no_page_has_a_script_or_a_style_inside_or_asks_another_host"]),
    20: ("No guessing of content types", [f"{I}test_pages.py::test_every_page_carries_the_headers_that_keep_it_private"]),
    21: ("Other hosts are told nothing", [f"{I}test_pages.py::test_every_page_carries_the_headers_that_keep_it_private"]),
    22: ("No other origin reads", [f"{I}test_security.py::test_no_other_origin_is_let_in"]),
    23: ("Every change needs its form; looking changes nothing", [f"{I}test_security.py::test_a_change_without_its_form_is_refused", f"{I}test_link.py::test_opening_a_link_changes_nothing"]),
    24: ("Nothing is loaded from elsewhere", [f"{I}test_pages.py::test_no_page_has_a_script_or_a_style_inside_or_asks_another_host", "journeys/test_client_courses.py::test_pages_are_light_and_ask_no_other_host"]),
    25: ("No redirect to elsewhere", [f"{I}test_security.py::test_signing_in_leads_nowhere_else"]),
    26: ("Content types are exact", [f"{I}test_letters.py::test_a_letter_is_taken_from_the_clients_page_and_logged"]),
    27: ("A visitor cannot say where she comes from", [f"{I}test_security.py::test_a_visitor_cannot_say_where_she_comes_from"]),
    28: ("A request with two meanings has one, or is refused", [f"{I}test_two_meanings.py::test_no_second_request_hides_in_a_first", f"{I}test_two_meanings.py::test_a_field_sent_twice_is_stored_as_it_was_checked", f"{I}test_two_meanings.py::test_a_field_beside_the_form_is_not_the_form"]),
    29: ("Odd requests at every address, no fault of the server: four hundred in each run, twelve thousand with `--long`", [f"{I}test_odd_requests.py::test_no_odd_request_is_a_fault_of_the_server"]),
    30: ("No list is without end", [f"{I}test_speed.py::test_the_worklist_of_two_thousand_clients_answers_at_once"]),
    31: ("No file is taken in", [f"{I}test_security.py::test_no_form_takes_a_file"]),
    32: ("The names of files come from us", [f"{I}test_letters.py::test_a_letter_is_taken_from_the_clients_page_and_logged"]),
    33: ("What is downloaded says so", [f"{I}test_letters.py::test_a_letter_is_taken_from_the_clients_page_and_logged", f"{I}test_mine.py::test_all_of_it_can_be_taken_along"]),
    34: ("Passwords are long, and common ones are refused", [f"{I}test_first_owner.py::test_a_weak_password_or_a_missing_word_is_refused"]),
    35: ("A therapist has a second factor", [f"{I}test_entry.py::test_a_password_alone_opens_nothing", f"{I}test_entry.py::test_without_a_phone_the_first_thing_is_to_connect_one"]),
    36: ("There is no account by default", [f"{I}test_first_owner.py::test_the_link_makes_the_clinic_and_its_owner_and_is_then_gone", f"{I}test_run.py::test_a_real_clinic_never_opens_a_demos_database"]),
    37: ("A login link lives ten minutes, works once, and is kept as a hash", [f"{I}test_mine.py::test_it_opens_once_and_only_for_ten_minutes", f"{I}test_mine.py::test_the_token_is_not_in_the_database_and_an_answer_token_does_not_fit"]),
    38: ("A link opens what it was made for and nothing else", [f"{I}test_mine.py::test_the_answer_link_alone_opens_no_history", f"{I}test_mine.py::test_nothing_of_another_client_is_there"]),
    39: ("Looking at a link uses nothing up", [f"{I}test_link.py::test_opening_a_link_changes_nothing", f"{I}test_mine.py::test_a_scanner_that_looks_at_the_address_uses_nothing_up"]),
    40: ("The same answer for a name that is known and one that is not", [f"{I}test_security.py::test_nobody_learns_which_names_there_are"]),
    41: ("A notice when a new device comes in, and when signing in is changed", [f"{I}test_entry.py::test_a_new_device_is_told_of_and_one_that_is_known_is_not", f"{I}test_entry.py::test_a_change_of_how_she_signs_in_is_told_where_she_was_told_before"]),
    42: ("Recovery does not pass over the second factor", [f"{I}test_entry.py::test_a_recovery_code_opens_once"]),
    43: ("A code cannot be tried for ever", [f"{I}test_mine.py::test_the_fifth_wrong_birthday_closes_it", f"{I}test_security.py::test_codes_of_a_phone_cannot_be_tried_for_ever"]),
    44: ("Signing in makes a new session", [f"{I}test_entry.py::test_signing_in_makes_a_new_session_and_signing_out_kills_it"]),
    45: ("Signing out kills a session at the server", [f"{I}test_entry.py::test_signing_in_makes_a_new_session_and_signing_out_kills_it", f"{I}test_entry.py::test_her_other_devices_end_at_once"]),
    46: ("Sessions end by themselves", [f"{I}test_doors.py::test_a_login_ends_after_half_an_hour_without_a_sign", f"{I}test_entry.py::test_a_login_ends_after_twelve_hours_however_busy", f"{I}test_link.py::test_a_pressed_link_closes_after_a_quarter_of_an_hour"]),
    47: ("The password again before the second factor is changed", [f"{I}test_entry.py::test_another_phone_asks_for_the_password_again"]),
    48: ("Every role at every address", [f"{I}test_doors.py::test_the_matrix_of_roles_and_addresses"]),
    49: ("Nothing of another clinic, by any address", [f"{I}test_doors.py::test_things_of_another_clinic_are_not_there", f"{I}test_doors.py::test_lists_hold_nothing_of_another_clinic", f"{I}fence/test_fence.py::test_a_session_sees_its_own_clinic_and_without_one_nothing", f"{I}fence/test_pages_behind_it.py::test_a_forgotten_filter_shows_no_other_clinic_and_nobody_to_nobody"]),
    50: ("Nobody sets what is not hers to set", [f"{I}test_security.py::test_a_client_sets_nothing_but_her_answers"]),
    51: ("A therapist's note is not in a client's file", [f"{I}test_security.py::test_a_therapists_note_is_not_in_what_a_client_takes_along"]),
    52: ("TLS 1.2 or newer, by the proxy of the how-to", [f"{I}test_tls.py::test_only_tls_12_or_newer_is_spoken"]),
    53: ("Secrets are made with sound algorithms and lie outside the database", [f"{I}test_entry.py::test_the_secret_of_a_phone_lies_encrypted", f"{I}test_link.py::test_the_database_holds_no_token"]),
    54: ("No secret, no debug page", [f"{I}test_run.py::test_an_unsafe_start_is_refused", f"{I}test_run.py::test_a_readable_secret_is_refused", "health/test_tree.py::test_no_file_names_a_registry_or_a_path_of_someones_machine"]),
    55: ("A lock file with hashes", ["health/test_tree.py::test_a_lock_holds_hashes_and_no_address"]),
    56: ("No health word and no name in a message, a log, an address", [f"{I}notices/test_outbox.py::test_no_message_says_a_word_about_health_or_a_name", f"{I}test_answers.py::test_a_failure_is_logged_without_a_word_of_the_client", f"{I}test_presence.py::test_an_alert_says_nothing_of_the_person_and_goes_at_night_too"]),
    57: ("Private pages are not kept", [f"{I}test_pages.py::test_every_page_carries_the_headers_that_keep_it_private", f"{I}test_entry.py::test_signing_in_makes_a_new_session_and_signing_out_kills_it", "journeys/test_client_courses.py::test_offline_and_back"]),
    58: ("Every look, change, export, way in and refusal is in the log", [
        f"{I}test_log.py::test_no_page_can_be_seen_without_a_line_in_the_log", f"{I}test_log.py::test_coming_in_going_out_and_being_turned_away_are_in_the_log",
    ]),
    59: ("No line break gets into a log", [f"{I}test_answers.py::test_a_failure_is_logged_without_a_word_of_the_client"]),
    60: ("The log is written once and shows if it was touched", [f"{I}test_log.py::test_what_was_changed_or_taken_out_shows", f"{I}test_log.py::test_an_end_that_was_cut_off_shows_against_what_was_written_down", f"{I}test_append_only.py::test_the_database_refuses_a_change_from_anywhere"]),
    61: ("When judging fails, a human must look", [f"{I}test_answers.py::test_when_judging_fails_the_answers_stay_and_the_warnings_are_shown"]),
}  # fmt: skip
HEAD = """# The security checklist

Each item of the checklist with the tests that hold it. Written by `.venv/bin/python -m tests.docs.checklist`; a test keeps it to the tests there are.
Each number is one item of the checklist.

| | is so | held by |
|---|---|---|
"""


def page() -> str:
    rows = []
    for number, (what, held) in ITEMS.items():
        by = held if isinstance(held, str) else "<br>".join(f"`{name}`" for name in held)
        rows.append(f"| {number} | {what} | {by if not isinstance(held, str) else f'**not held**: {by}'} |")
    met = sum(not isinstance(held, str) for _what, held in ITEMS.values())
    return HEAD + "\n".join(rows) + f"\n\n{met} of {len(ITEMS)} are held by a test.\n"


def missing() -> list[str]:
    """Tests that are named and are not there."""
    found = []
    for _what, held in ITEMS.values():
        for name in held if not isinstance(held, str) else ():
            file, function = name.split("::")
            path = ROOT / "tests" / file
            if not path.exists() or not re.search(rf"^def {function}\b", path.read_text(), re.M):
                found.append(name)
    return found


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.exit(1 if missing() else 0)
