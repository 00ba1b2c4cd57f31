"""The few words the search brings along: those that say nothing, those that mean the same, and frequent parts.

Everything else it learns from what members write.
"""

from __future__ import annotations

from functools import cache

from community.search.words import term_of, terms

# Words nobody searches for; they count between quotation marks.
_SILENT = """
aber als am an auch auf aus bei beim bin bis bitte da dafür damit dann das dass dazu dem den denn der des die dies
diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas für gegen gibt habe
haben hat hatte hätte hier ich ihr ihre ihrem ihren ihrer im in ins ist ja jemand kann kein keine können könnte man
mehr mein meine mich mir mit muss nach nicht noch nur ob oder ohne schon sehr sein seine seit sich sie sind so soll
sollte über um und uns unser unsere unserem unseren unserer unter vom von vor wann war waren warum was weil welche
welchem welchen welcher welches wenn wer werden wie wieder wir wird wo wozu wurde würde zu zum zur zwischen
"""

# Each line: different words for one thing.
_SAME = """
Kita, Kindertagesstätte, Kindergarten, Kindertageseinrichtung, Krippe
ÖPNV, Nahverkehr, öffentlicher Personennahverkehr
MGH, Mehrgenerationenhaus
AG, Arbeitsgruppe
Azubi, Auszubildende, Auszubildender, Lehrling
ehrenamtlich, Ehrenamt, Freiwillige, freiwillig, Freiwilligenarbeit, bürgerschaftliches Engagement
Senioren, Ältere, alte Menschen
Jugendliche, junge Menschen
Rufbus, Anruf-Sammeltaxi, AST
Glasfaser, Breitband, schnelles Internet
Zugewanderte, Geflüchtete, Migranten, Neuzugewanderte
Förderung, Zuschuss, Fördermittel
Homeoffice, Telearbeit, mobiles Arbeiten
Coworking, Gemeinschaftsbüro
Bürgermeister, Bürgermeisterin
PV, Photovoltaik, Solaranlage
ISEK, Stadtentwicklungskonzept
VHS, Volkshochschule
"""

# Short and frequent parts of compounds. Longer ones are learnt.
_PARTS = """
Amt Antrag Arzt Bad Bahn Bank Bau Beirat Berg Betreuung Bild Bürger Büro Bus Café Chor Daten Dienst Dorf Ehren Ende
Fahrt Feld Feuer Forum Frau Gast Garten Geld Gemeinde Generation Gesundheit Gruppe Gut Haus Heim Hilfe Hof Jahr Jugend
Kasse Kauf Kind Kirche Klima Kommune Konzept Kraft Kreis Kultur Kunst Laden Land Leben Lehr Leitung Lotse Mann Markt
Mittel Müll Nach Nachbarschaft Netz Ort Park Pflege Plan Planung Platz Post Praxis Preis Projekt Quartier Rad Rat Raum
Recht Saal Schule Schwester Senioren Spiel Sport Sprache Staat Stadt Stand Stelle Steuer Stiftung Strasse Tag Tal Tisch
Tausch Treff Tür Umwelt Verband Verein Verkehr Versorgung Vertrag Verwaltung Wahl Wald Wasser Weg Werk Werkstatt Wirt
Wohn Wohnung Zahl Zeit Zentrum Zukunft
"""


@cache
def synonyms() -> dict[str, list[tuple[str, ...]]]:
    """For a term: the other ways to say it, each one term or several in a row."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in filter(None, map(str.strip, _SAME.splitlines())):
        ways = list(dict.fromkeys(tuple(_ways(item)) for item in line.split(",")))
        for way in ways:
            if len(way) == 1:
                found.setdefault(way[0], []).extend(other for other in ways if other != way)
    return found


@cache
def parts() -> frozenset[str]:
    """Terms that may stand in a compound although they are short."""
    return frozenset(term_of(word) for word in _PARTS.split())


@cache
def silent() -> frozenset[str]:
    """The terms of words that say nothing."""
    return frozenset(term_of(word) for word in _SILENT.split())


def _ways(item: str) -> list[str]:
    return [term_of(item.strip().replace("-", ""))] if "-" in item else terms(item)
