"""/maaned/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.followup import views

app_name = "followup"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.review, name="review"),
    path("<slug:slug>/tegn/", views.signs, name="signs"),
    path("<slug:slug>/beslutninger/", views.log, name="log"),
    path("<slug:slug>/beslutninger.csv", views.log_csv, name="log_csv"),
    path("<slug:slug>/beslutninger/<int:number>/", views.look_again, name="look_again"),
]
