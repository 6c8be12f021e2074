"""/teori/…/billede/ and /teori/…/bidrag/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.picture import views

app_name = "picture"
urlpatterns = [
    path("<slug:slug>/billede/", views.picture, name="picture"),
    path("<slug:slug>/billede.svg", views.as_svg, name="svg"),
    path("<slug:slug>/bidrag/", views.story, name="story"),
]
