"""/maaned/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.followup.views import reviews, signs

app_name = "followup"
urlpatterns = [
    path("", reviews.index, name="index"),
    path("maalinger/", signs.catalogue, name="catalogue"),
    path("<slug:slug>/", reviews.review, name="review"),
    path("<slug:slug>/tegn/", reviews.signs, name="signs"),
    path("<slug:slug>/tegn/<str:key>/", signs.sign, name="sign"),
    path("<slug:slug>/tegn/<str:key>/tal/", signs.enter, name="enter"),
    path("<slug:slug>/tegn/<str:key>/basis/", signs.baseline, name="baseline"),
    path("<slug:slug>/beslutninger/", reviews.log, name="log"),
    path("<slug:slug>/beslutninger.csv", reviews.log_csv, name="log_csv"),
    path("<slug:slug>/beslutninger/<int:number>/", reviews.look_again, name="look_again"),
]
