"""/i-dag/"""

from __future__ import annotations

from django.urls import path

from medborger.encounter.today import views

app_name = "today"
urlpatterns = [path("", views.mine, name="mine")]
