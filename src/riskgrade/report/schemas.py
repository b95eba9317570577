"""JSON Schemas of a pack's files, for editors, and of the documents that are written; made from the models themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..calibration.artefact_model import KIND as CALIBRATION
from ..calibration.artefact_model import Artefact
from ..cases.case_model import CaseModel
from ..dishonesty.content import KIND as LISTING
from ..dishonesty.content import ListingDraft
from ..dishonesty.documents_model import DocumentsModel
from ..dishonesty.listing_model import ListingModel
from ..explain.content import KIND as TRACE_KIND
from ..grading.record import KIND as DECISION
from ..grading.record_model import DecisionDocument
from ..pack.calibration_model import CalibrationModel
from ..pack.part_models import FactModel, GradeModel, PackModel, Parameters, RuleModel, Stretch
from ..pack.register_model import RegisterModel
from ..publicity.feed_schema import feed_schema
from ..publicity.layout_model import PublicityModel
from ..publicity.layouts import load_layouts
from .credit_file_document import KIND as CREDIT_FILE
from .credit_file_document import CreditFileDocument
from .json_text import json_text
from .trace_document import TRACE

_MODELS: Mapping[str, TypeAdapter[Any]] = {
    "pack": TypeAdapter(PackModel),
    "registers": TypeAdapter(dict[str, RegisterModel]),
    "facts": TypeAdapter(dict[str, FactModel]),
    "parameters": TypeAdapter(dict[str, Parameters]),
    "rules": TypeAdapter(list[RuleModel]),
    "grades": TypeAdapter(dict[str, GradeModel]),
    "calibration": TypeAdapter(dict[str, CalibrationModel]),
    "listing": TypeAdapter(ListingModel),
    "documents": TypeAdapter(DocumentsModel),
    "publicity": TypeAdapter(PublicityModel),
    "cases": TypeAdapter(list[CaseModel]),
}

KINDS = tuple(_MODELS)
"""The files of a pack."""

_DOCUMENTS: Mapping[str, tuple[str, TypeAdapter[Any]]] = {
    "calibration_artefact": (CALIBRATION, TypeAdapter(Artefact)),
    "credit_file": (CREDIT_FILE, TypeAdapter(CreditFileDocument)),
    "decision": (DECISION, TypeAdapter(DecisionDocument)),
    "listing_draft": (LISTING, TypeAdapter(ListingDraft)),
    "trace": (TRACE_KIND, TRACE),
}

DOCUMENTS = tuple(_DOCUMENTS)
"""The documents that commands write."""

WORD = ["string", "number", "boolean"]
"""What an editor may take a plain YAML word for; the loader reads each as text and types it itself."""

_LOOSER = {
    "string": WORD,
    "integer": ["integer", "string"],
    "number": ["number", "string"],
    "boolean": ["boolean", "string"],
}


class _Schema(GenerateJsonSchema):
    """Schemas of what may be written, where pydantic describes what is held."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        held = super().function_before_schema(schema)
        match getattr(schema["function"]["function"], "__name__", ""):
            case "_as_list" | "_as_label" | "_as_personal":
                return {"anyOf": [{"type": WORD}, held]}
            case "_each" | "_each_if_any":
                return {"anyOf": [_item(held), held]}
            case "_as_per":
                return {"anyOf": [{"enum": [str(one) for one in Stretch]}, held]}
            case "_as_visits":
                ends = {"type": "array", "items": {"type": ["integer", "string", "null"]}, "minItems": 2, "maxItems": 2}
                return {"anyOf": [ends, held]}
            case "_as_labels":
                return {"anyOf": [{"type": "array", "items": {"type": WORD}}, *_members(held)]}
            case _:
                return held


def _item(held: JsonSchemaValue) -> JsonSchemaValue:
    for one in held.get("anyOf", [held]):
        if "items" in one:
            item: JsonSchemaValue = one["items"]
            return item
    return held


def _members(held: JsonSchemaValue) -> list[JsonSchemaValue]:
    """The forms of coded values, each label also as a plain word."""
    found = []
    for one in held.get("anyOf", [held]):
        if "additionalProperties" in one:
            one = one | {"additionalProperties": {"anyOf": [{"type": WORD}, one["additionalProperties"]]}}
        found.append(one)
    return found


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one file of a pack.

    Args:
        kind: one of `KINDS`.

    Examples:
        >>> schema("rules")["title"]
        'riskgrade rules.yaml'
    """
    made = _MODELS[kind].json_schema(mode="validation", schema_generator=_Schema)
    name = "cases/*.yaml" if kind == "cases" else f"{kind}.yaml"
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"riskgrade {name}"}
    loosened: dict[str, Any] = _loosened(made)
    return head | {key: value for key, value in loosened.items() if key != "title"}


def document_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a document that a command writes, exactly as it is written.

    Args:
        name: one of `DOCUMENTS`.

    Examples:
        >>> document_schema("credit_file")["title"]
        'riskgrade.credit_file/1'
    """
    title, model = _DOCUMENTS[name]
    made = model.json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made | {"title": title}


def _loosened(part: Any) -> Any:
    """A schema that takes a word for a text whatever an editor thinks it is, and knows no Python defaults."""
    if isinstance(part, list):
        return [_loosened(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _loosened(value) for key, value in part.items() if key != "default"}
    if isinstance(part.get("properties"), dict):
        # Here `default` is the name of a key of the pack.
        found["properties"] = {name: _loosened(one) for name, one in part["properties"].items()}
    kind = found.get("type")
    if isinstance(kind, str) and kind in _LOOSER and "enum" not in found:
        found["type"] = _LOOSER[kind]
    return found


def schema_texts() -> dict[str, str]:
    """The name of each schema file, and its text."""
    made = {kind: schema(kind) for kind in KINDS} | {name: document_schema(name) for name in DOCUMENTS}
    layouts = load_layouts()
    made |= {f"feed_{name}": feed_schema(name, layouts) for name in layouts.model.feeds}
    return {f"{name}.schema.json": json_text(one) for name, one in made.items()}


def stale(folder: Path) -> list[str]:
    """The schema files of a folder that are missing or not as the models have them.

    Args:
        folder: where the files are.
    """
    found = []
    for name, text in schema_texts().items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            found.append(name)
    return found


def write_schemas(folder: Path) -> None:
    """Write all schema files into a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_bytes(text.encode())
