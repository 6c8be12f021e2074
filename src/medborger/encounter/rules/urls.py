"""/regler/."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("tal/", views.population, name="population"),
    path("pakke/", views.packs, name="packs"),
    path("frist/", views.deadline, name="deadline"),
    path("frister/<slug:municipality>/", views.deadlines, name="deadlines"),
    path("krav/<uuid:requirement_id>/slut/", views.end_requirement, name="end_requirement"),
    path("undtagelse/<uuid:exemption_id>/slut/", views.end_exemption, name="end_exemption"),
    path("maalgruppe/<uuid:situation_id>/slut/", views.leave, name="leave"),
    path("<uuid:person_id>/", views.of_citizen, name="of_citizen"),
    path("<uuid:person_id>/krav/", views.require, name="require"),
    path("<uuid:person_id>/undtag/", views.exempt, name="exempt"),
    path("<uuid:person_id>/maalgruppe/", views.place, name="place"),
]
