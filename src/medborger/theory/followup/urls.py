"""/maaned/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.followup.views import reviews, routines, signs, trials

app_name = "followup"
urlpatterns = [
    path("", reviews.index, name="index"),
    path("maalinger/", signs.catalogue, name="catalogue"),
    path("rutiner/", routines.index, name="routines"),
    path("rutiner/peg-paa/", routines.point_out, name="point_out"),
    path("rutiner/nyt-trin/", routines.add, name="add_routine"),
    path("rutiner/fjernet/", routines.removed, name="removed"),
    path("rutiner/<uuid:public_id>/", routines.decide, name="routine"),
    path("<slug:slug>/", reviews.review, name="review"),
    path("<slug:slug>/tegn/", reviews.signs, name="signs"),
    path("<slug:slug>/tegn/<str:key>/", signs.sign, name="sign"),
    path("<slug:slug>/tegn/<str:key>/indstil/", signs.tune, name="tune"),
    path("<slug:slug>/tegn/<str:key>/tal/", signs.enter, name="enter"),
    path("<slug:slug>/tegn/<str:key>/basis/", signs.baseline, name="baseline"),
    path("<slug:slug>/proevehandlinger/", trials.trials, name="trials"),
    path("<slug:slug>/proevehandlinger/ny/", trials.new, name="new_trial"),
    path("<slug:slug>/proevehandlinger/<int:number>/", trials.trial, name="trial"),
    path("<slug:slug>/proevehandlinger/<int:number>/ret/", trials.change, name="change_trial"),
    path("<slug:slug>/proevehandlinger/<int:number>/start/", trials.start, name="start_trial"),
    path("<slug:slug>/proevehandlinger/<int:number>/lever/", trials.deliver, name="deliver"),
    path("<slug:slug>/proevehandlinger/<int:number>/beslut/", trials.decide, name="end_trial"),
    path("<slug:slug>/beslutninger/", reviews.log, name="log"),
    path("<slug:slug>/beslutninger.csv", reviews.log_csv, name="log_csv"),
    path("<slug:slug>/beslutninger/<int:number>/", reviews.look_again, name="look_again"),
    path("<slug:slug>/beslutninger/<int:number>/igen/", reviews.reopen, name="reopen"),
]
