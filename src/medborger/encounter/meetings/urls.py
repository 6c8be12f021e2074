"""/samtaler/."""

from __future__ import annotations

from django.urls import path

from medborger.encounter.meetings.views import after, bylink, inviting, talks

app_name = "meetings"
urlpatterns = [
    path("", talks.mine, name="mine"),
    path("kode/", bylink.code, name="code"),
    path("tid/<str:token>/", bylink.choose, name="choose"),
    path("tid/<str:token>/aflys/", bylink.cancel, name="cancel_by_link"),
    path("kalender/<str:token>.ics", bylink.calendar, name="calendar"),
    path("tider/", inviting.times, name="times"),
    path("tider/<uuid:slot_id>/ud/", inviting.withdraw, name="withdraw"),
    path("inviter/", inviting.invite_many, name="invite_many"),
    path("svar/", after.team_feedback, name="team_feedback"),
    path("med/<uuid:person_id>/", inviting.of_citizen, name="of_citizen"),
    path("med/<uuid:person_id>/inviter/", inviting.invite, name="invite"),
    path("med/<uuid:person_id>/skriv/", inviting.register, name="register"),
    path("invitation/<uuid:invitation_id>/tid/", inviting.book, name="book"),
    path("invitation/<uuid:invitation_id>/brev/", inviting.letter, name="letter"),
    path("invitation/<uuid:invitation_id>/pause/", inviting.pause, name="pause"),
    path("invitation/<uuid:invitation_id>/luk/", inviting.close, name="close"),
    path("punkt/<uuid:point_id>/", talks.settle, name="settle"),
    path("<uuid:talk_id>/", talks.talk, name="talk"),
    path("<uuid:talk_id>/punkt/", talks.point, name="point"),
    path("<uuid:talk_id>/spoerg/<slug:key>/<int:number>/", talks.question, name="question"),
    path("<uuid:talk_id>/forvent/", talks.expect, name="expect"),
    path("<uuid:talk_id>/enige/", talks.agree, name="agree"),
    path("<uuid:talk_id>/aflys/", talks.cancel, name="cancel"),
    path("<uuid:talk_id>/referat/", after.draft, name="draft"),
    path("<uuid:talk_id>/faerdig/", after.complete, name="complete"),
    path("<uuid:talk_id>/holdt/", after.hold, name="hold"),
    path("<uuid:talk_id>/del/", after.publish, name="publish"),
    path("<uuid:talk_id>/kommentar/", after.comment, name="comment"),
    path("<uuid:talk_id>/svar/", after.feedback, name="feedback"),
]
