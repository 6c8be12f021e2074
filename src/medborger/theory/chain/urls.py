"""/teori/"""

from __future__ import annotations

from django.urls import path

from medborger.theory.chain.views import reading, versions, writing

app_name = "chain"
urlpatterns = [
    path("", reading.index, name="index"),
    path("indlaes/", versions.import_page, name="import"),
    path("<slug:slug>/", reading.table, name="table"),
    path("<slug:slug>/teori.yaml", reading.as_yaml, name="yaml"),
    path("<slug:slug>/tabel.csv", reading.as_csv, name="csv"),
    path("<slug:slug>/vedtag/", versions.adopt, name="adopt"),
    path("<slug:slug>/ny-version/", versions.begin, name="begin"),
    path("<slug:slug>/versioner/", versions.versions, name="versions"),
    path("<slug:slug>/versioner/<int:number>/", versions.version, name="version"),
    path("<slug:slug>/versioner/<int:number>/hent/", versions.restore, name="restore"),
    path("<slug:slug>/ret/", writing.edit, name="edit"),
    path("<slug:slug>/ret/<str:key>/", writing.cell, name="cell"),
    path("<slug:slug>/ret/<str:key>/fjern/", writing.remove, name="remove"),
    path("<slug:slug>/nyt/<str:level>/<str:audience>/<int:row>/", writing.blank, name="blank"),
    path("<slug:slug>/pil/", writing.new_arrow, name="new_arrow"),
    path("<slug:slug>/pil/<str:key>/", writing.arrow, name="arrow"),
]
