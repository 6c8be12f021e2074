"""/kladde/"""

from __future__ import annotations

from django.urls import path

from medborger.foundation.posts import views

app_name = "posts"
urlpatterns = [path("", views.save, name="draft")]
