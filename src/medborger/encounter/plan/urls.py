"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.plan.models import Goal, Note, Step
from medborger.encounter.plan.views import goals, items, notes, plans, promises, steps, suggestions

app_name = "plan"
urlpatterns = [
    path("", plans.mine, name="mine"),
    path("tidligere/", plans.earlier, name="earlier"),
    path("loefter/", promises.mine, name="promises"),
    path("borgere/", plans.citizens, name="citizens"),
    path("maal/", goals.add, name="goal"),
    path("maal/<uuid:goal_id>/ret/", goals.edit, name="edit_goal"),
    path("maal/<uuid:goal_id>/afslut/", goals.close, name="close_goal"),
    path("maal/<uuid:goal_id>/genoptag/", goals.reopen, name="reopen_goal"),
    path("maal/<uuid:goal_id>/skridt/", steps.add, name="step"),
    path("maal/<uuid:goal_id>/kommunen/", steps.promise, name="promise"),
    path("maal/<uuid:goal_id>/foreslaa/", suggestions.step, name="suggest"),
    path("maal/<uuid:goal_id>/ord/", suggestions.goal_words, name="suggest_goal_words"),
    *items.pages_for(Goal),
    path("skridt/<uuid:step_id>/", steps.finish, name="finish"),
    path("skridt/<uuid:step_id>/ret/", steps.edit, name="edit_step"),
    path("skridt/<uuid:step_id>/flyt/", steps.move, name="move_step"),
    path("skridt/<uuid:step_id>/spring-over/", steps.skip, name="skip_step"),
    path("skridt/<uuid:step_id>/op/", steps.earlier, name="step_earlier"),
    path("skridt/<uuid:step_id>/ned/", steps.later, name="step_later"),
    path("skridt/<uuid:step_id>/ord/", suggestions.step_words, name="suggest_step_words"),
    *items.pages_for(Step),
    path("noter/", notes.add, name="note"),
    path("noter/<uuid:note_id>/ret/", notes.edit, name="edit_note"),
    *items.pages_for(Note),
    path("deling/<uuid:share_id>/", items.unshare, name="unshare"),
    path("forslag/<uuid:suggestion_id>/", suggestions.answer, name="answer"),
    path("forslag/<uuid:suggestion_id>/uenig/", suggestions.disagree, name="disagree_suggestion"),
    path("uenighed/<uuid:disagreement_id>/", suggestions.agree, name="agree"),
    path("<uuid:plan_id>/", plans.detail, name="plan"),
    path("<uuid:plan_id>/loefter/", promises.of, name="promises_of"),
    path("<uuid:plan_id>/tidligere/", plans.earlier_of, name="earlier_of"),
]
