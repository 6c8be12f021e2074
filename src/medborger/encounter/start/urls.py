"""/min-side/"""

from __future__ import annotations

from django.urls import path

from medborger.encounter.start import views

app_name = "start"
urlpatterns = [path("", views.mine, name="mine")]
