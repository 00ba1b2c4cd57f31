"""A picture made smaller. Run as a program of its own, bounded in time and memory:

    python -m community.uploads.reduction image/jpeg < photo.jpg > measures-and-webp

It writes a line with width and height, then the WebP; or nothing, and its exit code says why.
"""

from __future__ import annotations

import contextlib
import sys
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from community.programs.bounds import bound

LONGEST_SIDE = 1600
MOST_PIXELS = 40_000_000
# The decoder of WebP keeps four copies of what it has decoded.
MOST_PIXELS_OF = {"image/webp": 20_000_000}
QUALITY = 82
MEMORY = 448 * 1024 * 1024
SECONDS = 15
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
TOO_MANY_PIXELS, BROKEN, TOO_HEAVY = 3, 4, 5


class TooManyPixels(Exception):
    """It would unfold to more than we decode."""


def main() -> int:
    bound(memory=MEMORY, seconds=SECONDS)
    try:
        width, height, content = reduce(sys.stdin.buffer.read(), sys.argv[1])
    except (TooManyPixels, Image.DecompressionBombError):
        return TOO_MANY_PIXELS
    except MemoryError:
        return TOO_HEAVY
    # Decoders fail on hostile bytes with whatever error comes to hand; each of them means the same.
    except Exception:
        return BROKEN
    sys.stdout.buffer.write(f"{width} {height}\n".encode() + content)
    return 0


def reduce(content: bytes, media_type: str) -> tuple[int, int, bytes]:
    """The first frame as WebP, upright, at most `LONGEST_SIDE` pixels a side, with nothing but its pixels.

    One name for all steps, so that of the large ones no more than two are in memory: the others are copies of little.
    """
    image = _opened(content, media_type)
    profile = image.info.get("icc_profile")
    image = _in_full_colours(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    image = ImageOps.exif_transpose(image)
    return _written(_in_common_colours(image, profile) if profile else image)


def _opened(content: bytes, media_type: str) -> Image.Image:
    with Image.open(BytesIO(content), formats=(FORMATS[media_type],)) as image:
        if image.width * image.height > MOST_PIXELS_OF.get(media_type, MOST_PIXELS):
            raise TooManyPixels
        # JPEG can be decoded smaller at once; other formats take no notice.
        image.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        image.seek(0)
        image.load()
    return image


def _in_full_colours(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "RGBA"):
        return image
    clear = image.mode in ("LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _in_common_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours of a camera's own space in sRGB, because the profile is not kept; as they are where it is unusable."""
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    return image


def _written(image: Image.Image) -> tuple[int, int, bytes]:
    out = BytesIO()
    image.info.clear()
    image.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return image.width, image.height, out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
