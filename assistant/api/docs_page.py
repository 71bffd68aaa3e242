"""The page of the API at `/api/docs`: plain HTML made of the OpenAPI document, which loads nothing from anywhere."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

_STYLE = Markup(
    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{font-family:ui-monospace,monospace}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd}</style>"
)


def page_of(document: dict[str, Any]) -> str:
    """Return the page."""
    info = document["info"]
    sections = [_section(address, methods, document) for address, methods in document["paths"].items()]
    return str(
        Markup(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} API</title>{style}</head><body>'
            "<main><h1>{title} {version}: API</h1><p>{description}</p>"
            '<p>The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI {openapi}).</p>{sections}'
            "</main></body></html>"
        ).format(
            title=info["title"],
            version=info["version"],
            description=info["description"],
            openapi=document["openapi"],
            style=_STYLE,
            sections=Markup("").join(sections),
        )
    )


def _section(address: str, methods: dict[str, Any], document: dict[str, Any]) -> Markup:
    """Return an operation: its methods, what it does, what it takes."""
    first = next(iter(methods.values()))
    verbs = " or ".join(method.upper() for method in methods)
    rows = Markup("").join(
        Markup("<tr><td><code>{}</code>{}</td><td>{}</td></tr>").format(
            name, " (needed)" if needed else "", description
        )
        for name, description, needed in _arguments(first, document)
    )
    table = Markup("<table><thead><tr><th>argument</th><th>meaning</th></tr></thead><tbody>{}</tbody></table>")
    return Markup('<section id="{}"><h2><code>{} {}</code></h2>{}{}</section>').format(
        first["operationId"],
        verbs,
        address,
        Markup("").join(Markup("<p>{}</p>").format(part) for part in first["description"].split("\n\n")),
        table.format(rows) if rows else "",
    )


def _arguments(method: dict[str, Any], document: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Return the arguments of a method: name, meaning, whether it is needed."""
    if "parameters" in method:
        return [(each["name"], each.get("description", ""), each["required"]) for each in method["parameters"]]
    if "requestBody" not in method:
        return []
    ((_, body),) = method["requestBody"]["content"].items()
    schema = body["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    needed = schema.get("required", ())
    return [(name, each.get("description", ""), name in needed) for name, each in schema["properties"].items()]
