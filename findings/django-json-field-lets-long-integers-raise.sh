#!/bin/sh
# Django's forms.JSONField does not turn every failure of json.loads into a message for the person.
#
# Expected: text that cannot be read gives a ValidationError ("Enter a valid JSON."), as the docs of the field promise.
# True: since Python 3.11 (and the security releases of 3.7 to 3.10) int() refuses more than 4,300 digits with a plain
#   ValueError. json.loads passes it on; it is no JSONDecodeError, which is all that the field catches. The text is valid
#   JSON by RFC 8259, section 6, which sets no limit. So a page that asks form.is_valid()
#   answers 500.
# Why here: passkeys arrive in such a field, before anybody has signed in.
# Source: django/forms/fields.py, JSONField.to_python; docs.python.org, "Integer string conversion length
#   limitation".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "asgiref==3.13.0" "django==5.2.19" "sqlparse==0.6.1"

"$folder/venv/bin/python" - <<'PYTHON'
import sys

import django
from django import forms
from django.conf import settings

settings.configure()
django.setup()
print("Python", sys.version.split()[0], "Django", django.__version__)


class Answer(forms.Form):
    answer = forms.JSONField()


def outcome(text):
    try:
        return "valid" if Answer({"answer": text}).is_valid() else "a message at the field"
    except Exception as error:
        return f"raises {type(error).__name__}: {str(error)[:48]}"


seen = {
    "an integer of 4,300 digits": outcome("1" * 4300),
    "an integer of 4,301 digits": outcome("1" * 4301),
    "no JSON": outcome("{"),
}
for name, happened in seen.items():
    print(f"{name}: {happened}")
if list(seen.values())[0] != "valid" or seen["no JSON"] != "a message at the field":
    sys.exit("The control has changed: what was valid, or was refused with a message, is no longer.")
if not seen["an integer of 4,301 digits"].startswith("raises ValueError"):
    sys.exit("It has changed: the long integer no longer raises a plain ValueError.")
PYTHON
