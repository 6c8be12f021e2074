"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("maal/", views.goal, name="goal"),
    path("maal/<uuid:goal_id>/skridt/", views.step, name="step"),
    path("maal/<uuid:goal_id>/foreslaa/", views.suggest, name="suggest"),
    path("skridt/<uuid:step_id>/", views.finish, name="finish"),
    path("forslag/<uuid:suggestion_id>/", views.answer, name="answer"),
    path("borgere/", views.citizens, name="citizens"),
    path("<uuid:plan_id>/", views.detail, name="plan"),
]
