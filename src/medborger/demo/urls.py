"""/demo/ – only with DEMO=1."""

from __future__ import annotations

from django.urls import path

from medborger.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("fremskridt/", views.progress, name="progress"),
    path("<slug:name>/", views.become, name="become"),
]
