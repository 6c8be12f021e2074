"""/udbakke/ – only with DEMO=1."""

from __future__ import annotations

from django.urls import path

from medborger.foundation.outbox import views

app_name = "outbox"
urlpatterns = [path("", views.sent, name="sent")]
