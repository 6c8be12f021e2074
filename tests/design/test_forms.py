"""Forms say what is wanted and what is wrong, in our own words, and keep what was typed."""

from __future__ import annotations

import pytest
from django import forms

from medborger.design.forms import look_of
from medborger.design.samples import SampleForm


@pytest.fixture
def wrong():
    return str(SampleForm({"goal": "", "by_when": "31-12-2026", "days": ["mon"]}))


def test_the_browsers_own_complaints_are_left_out(wrong):
    assert " required" not in wrong


def test_fields_that_may_stay_empty_say_so():
    page = str(SampleForm())

    assert page.count("(frivilligt)") == 3


def test_what_is_wrong_stands_first_and_leads_to_the_field(wrong):
    assert wrong.index("data-errors") < wrong.index("<label")
    assert '<a href="#id_goal">Skriv, hvad du gerne vil.</a>' in wrong
    assert '<a href="#id_reply_0">' in wrong
    assert "Der er 2 ting at rette" in wrong


def test_a_form_without_errors_has_no_summary():
    assert "data-errors" not in str(SampleForm())


def test_hint_and_error_are_read_with_the_field(wrong):
    assert 'aria-describedby="id_goal_helptext id_goal_error"' in wrong
    assert 'id="id_goal_helptext"' in wrong
    assert 'id="id_goal_error"' in wrong
    assert 'aria-invalid="true"' in wrong


def test_the_error_of_choices_belongs_to_the_group(wrong):
    assert '<fieldset aria-describedby="id_reply_error">' in wrong


def test_what_was_typed_is_kept(wrong):
    assert 'value="31-12-2026"' in wrong
    assert 'value="mon"' in wrong
    assert "checked" in wrong


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = SampleForm({"goal": "Ro", "reply": "post"})
    form.add_error(None, "Prøv igen om lidt.")

    assert "<li>Prøv igen om lidt.</li>" in str(form)


def test_a_box_to_tick_shows_its_error_too():
    class Promise(forms.Form):
        read = forms.BooleanField(label="Jeg har læst det", error_messages={"required": "Sæt hak."})

    page = str(Promise({}))

    assert "Sæt hak." in page
    assert '<a href="#id_read">' in page


def test_two_forms_on_one_page_keep_their_fields_apart():
    assert 'id="id_to-goal"' in str(SampleForm(prefix="to"))


def test_an_error_in_a_hidden_field_is_told_without_a_link():
    form = SampleForm({"goal": "Ro", "reply": "post"})
    form.add_error("key", "Hent siden igen.")

    assert "<li>Hent siden igen.</li>" in str(form)


@pytest.mark.parametrize(
    ("widget", "look"),
    [
        (forms.TextInput(), "form-input"),
        (forms.Select(), "form-select"),
        (forms.RadioSelect(), "form-radio"),
        (forms.CheckboxSelectMultiple(), "form-checkbox"),
        (forms.DateInput(), "form-input m-short"),
        (forms.ClearableFileInput(), "m-file"),
        (forms.HiddenInput(), ""),
    ],
)
def test_every_kind_of_field_has_its_look(widget, look):
    assert look_of(widget) == look
