"""/spor/"""

from __future__ import annotations

from django.urls import path

from medborger.foundation.access import views

app_name = "access"
urlpatterns = [
    path("", views.audit, name="audit"),
    path("opslag.csv", views.audit_csv, name="audit_csv"),
]
