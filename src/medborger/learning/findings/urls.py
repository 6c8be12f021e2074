"""/viden/"""

from __future__ import annotations

from django.urls import path

from medborger.learning.findings import views

app_name = "findings"
urlpatterns = [
    path("", views.known, name="known"),
    path("svar/", views.desk, name="desk"),
    path("svar/<uuid:public_id>/", views.work, name="work"),
    path("<uuid:public_id>/", views.finding, name="finding"),
    path("<uuid:public_id>/tal.csv", views.numbers, name="numbers"),
]
