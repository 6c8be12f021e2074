"""/sparring/."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.sparring import views

app_name = "sparring"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("om/<uuid:person_id>/", views.begin, name="begin"),
    path("<uuid:sparring_id>/", views.sparring, name="sparring"),
    path("<uuid:sparring_id>/se-efter/", views.look, name="look"),
    path("<uuid:sparring_id>/slet/", views.drop, name="drop"),
    path("<uuid:sparring_id>/svar/", views.answer, name="answer"),
]
