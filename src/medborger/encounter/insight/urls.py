"""/indsigt/"""

from __future__ import annotations

from django.urls import path

from medborger.encounter.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("opslag/<int:look_id>/spoerg/", views.question, name="question"),
    path("spoergsmaal/", views.questions, name="questions"),
    path("spoergsmaal/<uuid:question_id>/", views.answer, name="answer"),
]
