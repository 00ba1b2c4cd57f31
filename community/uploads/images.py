"""Images are never kept as they came: decoded, turned upright, made smaller, written anew without what they carried."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from community.uploads.errors import file_refused

LONGEST_SIDE = 1600
MOST_PIXELS = 40_000_000
QUALITY = 82
MEDIA_TYPE = "image/webp"
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}


class Picture(NamedTuple):
    content: bytes
    width: int
    height: int


def shrink(content: bytes, media_type: str) -> Picture:
    """The first frame as WebP, upright, at most 1600 pixels a side, with nothing but its pixels.

    Raises `ValidationError` for what cannot be decoded to its end or would unfold to more than 40 million pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=(FORMATS[media_type],)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise file_refused(
                    "pixels", _("„%(name)s“ hat zu viele Bildpunkte. Bitte verkleinern Sie das Bild.")
                )
            return _written(_upright(image))
    except Image.DecompressionBombError as bomb:
        raise file_refused(
            "pixels", _("„%(name)s“ hat zu viele Bildpunkte. Bitte verkleinern Sie das Bild.")
        ) from bomb
    except ValidationError:
        raise
    # Decoders fail on hostile bytes with whatever error comes to hand; each of them means the same.
    except Exception as failure:
        raise file_refused(
            "broken", _("„%(name)s“ lässt sich nicht öffnen. Ist die Datei vollständig?")
        ) from failure


def _upright(image: Image.Image) -> Image.Image:
    image.seek(0)
    image.load()
    image = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = image.convert("RGBA" if clear else "RGB") if image.mode not in ("RGB", "RGBA") else image
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _in_common_colours(image, profile)


def _in_common_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours of a camera's own space in sRGB, because the profile is not kept; as they are where it is unusable."""
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _written(image: Image.Image) -> Picture:
    out = BytesIO()
    image.info.clear()
    image.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return Picture(out.getvalue(), image.width, image.height)
