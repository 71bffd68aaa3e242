"""The words of the tests' made-up plan, in two languages, and text as attackers write it."""

from __future__ import annotations

# Each of these would set window.__xss, or call another host, if it were rendered instead of shown.
HOSTILE = (
    '<img src=x onerror="window.__xss=1"> <script>window.__xss=2</script> ${window.__xss=3} {{constructor}} '
    "![x](https://attacker.example/p.png) [link](javascript:window.__xss=4) <svg/onload=window.__xss=5>"
)

TITLES = {
    "plan": {"en": "Plan for community cooperatives", "fr": "Plan pour les coopératives de proximité"},
    "letter": {"en": "Letter to the federations", "fr": "Lettre aux fédérations"},
}
HEADINGS = {"en": ("Part II", "Statistics"), "fr": ("Partie II", "Statistiques")}
TEXTS = {
    "12": {
        "en": "The secretariat keeps a register of every cooperative, renewed each spring.",
        "fr": "Le secrétariat tient un registre de toutes les coopératives, renouvelé chaque printemps.",
    },
    "13": {
        "en": "Three goals are set: better figures on cooperatives, fair finance, and training for young members.",
        "fr": "Trois buts sont fixés : de meilleures statistiques sur les coopératives, un financement équitable et la "
        "formation des jeunes membres.",
    },
    "13(a)": {
        "en": "Figures are published by sex and by age, at a cost of 4.2 million dollars.",
        "fr": "Les chiffres sont publiés par sexe et par âge, pour un coût de 4,2 millions de dollars.",
    },
    "14": {
        "en": "A review takes place after four years, with the employers and the workers.",
        "fr": "Un bilan a lieu après quatre ans, avec les employeurs et les travailleurs.",
    },
}


def reference(locator: str, language: str) -> str:
    """Write a reference in the reader's language."""
    return f"Plan, para. {locator}" if language == "en" else f"Plan, paragr. {locator.replace('(', ' ')}"
