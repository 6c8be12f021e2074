"""/refleksion/."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.reflection import views

app_name = "reflection"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:reflection_id>/slet/", views.throw_away, name="throw_away"),
]
