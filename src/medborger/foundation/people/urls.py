"""/huset/"""

from __future__ import annotations

from django.urls import path

from medborger.foundation.people import views

app_name = "people"
urlpatterns = [
    path("medarbejdere/", views.staff, name="staff"),
    path("medarbejdere/ny/", views.hire, name="hire"),
    path("medarbejdere/<uuid:person_id>/", views.member, name="member"),
    path("roller/<int:engagement>/slut/", views.end_role, name="end_role"),
    path("team/", views.teams, name="teams"),
    path("kommunen/", views.municipality, name="municipality"),
]
