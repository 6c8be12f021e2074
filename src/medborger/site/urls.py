"""The front door: one line per room."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from medborger.design import views as design
from medborger.foundation.access.declare import public
from medborger.site import views
from medborger.site.front import views as front

gallery = public("Galleriet viser kun opdigtede mennesker.")(design.gallery)

handler400 = "medborger.site.errors.bad_request"
handler403 = "medborger.site.errors.forbidden"
handler404 = "medborger.site.errors.not_found"
handler500 = "medborger.site.errors.broken"

urlpatterns = [
    path("", views.home, name="home"),
    path("sundhed", views.health, name="health"),
    path("forside/", front.front, name="front"),
    path("was", views.accessibility, name="accessibility"),
    path("sprog/", views.language, name="language"),
    path("forbliv/", views.stay, name="stay"),
    path("galleri/", gallery, name="gallery"),
    path("galleri/<slug:state>/", gallery, name="gallery_state"),
    path("kladde/", include("medborger.foundation.posts.urls")),
    path("huset/", include("medborger.foundation.people.urls")),
    path("spor/", include("medborger.foundation.access.urls")),
    path("regler/", include("medborger.encounter.rules.urls")),
    path("i-dag/", include("medborger.encounter.today.urls")),
    path("min-side/", include("medborger.encounter.start.urls")),
    path("plan/", include("medborger.encounter.plan.urls")),
    path("stoette/", include("medborger.encounter.support.urls")),
    path("styrker/", include("medborger.encounter.strengths.urls")),
    path("indsigt/", include("medborger.encounter.insight.urls")),
    path("teori/", include("medborger.theory.chain.urls")),
    path("teori/", include("medborger.theory.picture.urls")),
    path("maaned/", include("medborger.theory.followup.urls")),
    path("viden/", include("medborger.learning.findings.urls")),
    path("samtaler/", include("medborger.encounter.meetings.urls")),
    path("skoen/", include("medborger.encounter.judgement.urls")),
    path("sparring/", include("medborger.encounter.sparring.urls")),
    path("refleksion/", include("medborger.encounter.reflection.urls")),
    path("konto/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/", include("medborger.demo.urls")),
        path("udbakke/", include("medborger.foundation.outbox.urls")),
    ]
