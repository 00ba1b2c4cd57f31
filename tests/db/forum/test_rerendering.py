"""Stored HTML follows the renderer."""

import pytest
from django.core.management import call_command

from community.text import RENDERER_VERSION
from forum.models import Post
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def test_outdated_posts_are_rendered_anew_and_others_left_alone(capsys):
    anna = MemberFactory()
    thread = make_thread(anna, text="Alt und **fett**")
    make_reply(thread, anna, text="Schon neu")
    Post.objects.filter(number=1).update(html="<p>von früher</p>", renderer=0)
    Post.objects.filter(number=2).update(html="<p>unberührt</p>")
    call_command("render_posts")
    first, second = Post.objects.order_by("number")
    assert "<strong>fett</strong>" in first.html and first.renderer == RENDERER_VERSION
    assert second.html == "<p>unberührt</p>"
    assert "1 posts rendered, 1 look different now" in capsys.readouterr().out


def test_all_renders_everything_and_reaches_every_batch(monkeypatch):
    monkeypatch.setattr("forum.posts.rerendering.BATCH", 2)
    thread = make_thread(MemberFactory(), replies=4)
    Post.objects.update(html="")
    call_command("render_posts", "--all", verbosity=0)
    assert Post.objects.in_thread(thread).exclude(html="").count() == 5
