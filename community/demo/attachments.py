"""Files of the demo threads, drawn when they are loaded: a page to print and a chart."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid5

from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from community.demo.content import read
from community.demo.forum import NAMESPACE
from community.uploads.actions import accept_upload
from community.uploads.bundle import Bundle
from forum.attachments.actions import attach_files
from forum.models import Post

COLOURS = ("#1f4e79", "#c98a1b")
INK, LINES = "#20242c", "#d5d9e0"
WIDTH, HEIGHT, LEFT, FOOT, HEAD = 1120, 620, 70, 90, 110


def attach_demo_files() -> int:
    """Attach the files that are not there yet; returns how many."""
    content = read("attachments")
    wanted = [(item, page_to_print) for item in content["document"]]
    wanted += [(item, bar_chart) for item in content["chart"]]
    return sum(_attach(item, draw(item)) for item, draw in wanted)


def _attach(item: dict[str, Any], content: bytes) -> bool:
    name = f"{item['thread']}/{item['post']}"
    post = Post.objects.select_related("author").get(key=uuid5(NAMESPACE, name))
    if post.attachments.exists():
        return False
    with transaction.atomic():
        key = uuid5(NAMESPACE, f"{name}/{item['name']}")
        upload = accept_upload(post.author, content, name=item["name"], key=key)
        bundle = Bundle((upload,), alt_text=item.get("alt_text", ""), reuse=item["reuse"])
        return attach_files(post.author, post, bundle)


def page_to_print(item: dict[str, Any]) -> bytes:
    """A PDF of one page: a title and lines under it, in a typeface every reader has."""
    text = [f"BT /F2 20 Tf 60 770 Td ({_escaped(item['title'])}) Tj ET", "BT /F1 12 Tf 17 TL 60 735 Td"]
    text += [f"({_escaped(line)}) Tj T*" for line in item["lines"]]
    stream = "\n".join([*text, "ET"]).encode("cp1252")
    font = "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(de-DE)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    return _bound(objects)


def _bound(objects: list[bytes]) -> bytes:
    """Numbered objects as a PDF, with the table that says where each begins."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def bar_chart(item: dict[str, Any]) -> bytes:
    """A PNG with groups of bars, the values written above them."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(30), ImageFont.load_default(20)
    draw.text((LEFT, 24), item["title"], fill=INK, font=large)
    for number, name in enumerate(item["series"]):
        x = LEFT + number * 160
        draw.rectangle((x, 72, x + 20, 92), fill=COLOURS[number])
        draw.text((x + 30, 70), name, fill=INK, font=small)
    floor, room = HEIGHT - FOOT, HEIGHT - FOOT - HEAD - 40
    highest = max(value for group in item["groups"] for value in group["values"])
    step = (WIDTH - 2 * LEFT) // len(item["groups"])
    for place, group in enumerate(item["groups"]):
        x = LEFT + place * step
        for number, value in enumerate(group["values"]):
            left, top = x + number * 110, floor - int(room * value / highest)
            draw.rectangle((left, top, left + 96, floor), fill=COLOURS[number])
            label = f"{value:.2f}".replace(".", ",")
            draw.text((left + 48, top - 8), label, fill=INK, font=small, anchor="mb")
        draw.text((x, floor + 16), group["name"], fill=INK, font=small)
    draw.line((LEFT, floor, WIDTH - LEFT, floor), fill=LINES, width=2)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
