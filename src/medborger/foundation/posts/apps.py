"""App."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Posts."""

    name = "medborger.foundation.posts"
    label = "posts"
    verbose_name = "Det, der sendes ind"
