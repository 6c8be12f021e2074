"""/stoette/"""

from __future__ import annotations

from django.urls import path

from medborger.encounter.support import views

app_name = "support"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:plan_id>/", views.of, name="of"),
    path("<uuid:plan_id>/foreslaa/", views.change, name="change"),
    path("aftal/<uuid:support_id>/", views.agree, name="agree"),
]
