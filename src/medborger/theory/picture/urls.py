"""/teori/…/billede/ and /teori/…/bidrag/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.picture import public, views

app_name = "picture"
urlpatterns = [
    path("offentlig/<slug:municipality>/<slug:slug>/", public.read, name="public"),
    path("<slug:slug>/billede/", views.picture, name="picture"),
    path("<slug:slug>/billede.svg", views.as_svg, name="svg"),
    path("<slug:slug>/bidrag/", views.story, name="story"),
    path("<slug:slug>/teori.jsonld", views.as_json_ld, name="json_ld"),
    path("<slug:slug>/teori.dot", views.as_dot, name="dot"),
    path("<slug:slug>/offentliggoer/", public.publish, name="publish"),
]
