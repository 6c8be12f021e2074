"""/styrker/"""

from __future__ import annotations

from django.urls import path

from medborger.encounter.strengths import views

app_name = "strengths"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("kort/", views.add, name="resource"),
    path("kort/<uuid:resource_id>/ret/", views.edit, name="edit_resource"),
    path("kort/<uuid:resource_id>/fjern/", views.remove, name="remove_resource"),
    path("kort/<uuid:resource_id>/skridt/", views.use, name="use_resource"),
    path("skalaer/", views.mark, name="mark"),
    path("tanker/<slug:about>/", views.thought, name="thought"),
    path("<uuid:plan_id>/", views.of, name="of"),
]
