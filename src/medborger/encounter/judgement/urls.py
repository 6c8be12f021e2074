"""/skoen/."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.judgement import views

app_name = "judgement"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("spurgt/", views.asked, name="asked"),
    path("om/<uuid:person_id>/", views.of_citizen, name="of_citizen"),
    path("om/<uuid:person_id>/begynd/", views.begin, name="begin"),
    path("blik/<uuid:opinion_id>/", views.opinion, name="opinion"),
    path("klage/<uuid:complaint_id>/", views.reassess, name="reassess"),
    path("oplysning/<uuid:fact_id>/ud/", views.remove_fact, name="remove_fact"),
    path("vej/<uuid:alternative_id>/ud/", views.remove_alternative, name="remove_alternative"),
    path("<uuid:judgement_id>/", views.judgement, name="judgement"),
    path("<uuid:judgement_id>/brev.pdf", views.as_letter, name="letter"),
    path("<uuid:judgement_id>/lignende/", views.alike, name="alike"),
    path("<uuid:judgement_id>/skriv/", views.write, name="write"),
    path("<uuid:judgement_id>/oplysning/", views.fact, name="fact"),
    path("<uuid:judgement_id>/vej/", views.alternative, name="alternative"),
    path("<uuid:judgement_id>/spoerg/", views.ask, name="ask"),
    path("<uuid:judgement_id>/send/", views.send, name="send"),
    path("<uuid:judgement_id>/kommentar/", views.comment, name="comment"),
    path("<uuid:judgement_id>/afslut/", views.finish, name="finish"),
    path("<uuid:judgement_id>/klag/", views.complain, name="complain"),
]
