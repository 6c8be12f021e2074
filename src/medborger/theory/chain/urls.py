"""/teori/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.chain import views

app_name = "chain"
urlpatterns = [
    path("", views.index, name="index"),
    path("indlaes/", views.import_page, name="import"),
    path("<slug:slug>/", views.table, name="table"),
    path("<slug:slug>/teori.yaml", views.as_yaml, name="yaml"),
    path("<slug:slug>/tabel.csv", views.as_csv, name="csv"),
    path("<slug:slug>/vedtag/", views.adopt, name="adopt"),
]
