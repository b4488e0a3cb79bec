"""Normalising: from a slice to its normal form, which every later stage builds on.

The normal form is OpenAPI 3.1 without `allOf`, cycles of composition or unnamed unions: each discriminated union is a
named `oneOf` of concrete objects with the tag of each as a required constant; every inline object and enum has a name;
read-only and write-only are resolved into request and response schemas where they differ. Normalising it again changes
nothing.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from specloom.diagnostics import Diagnostic, Pointer
from specloom.keeping import Keeper
from specloom.normalise.aliases import without_aliases
from specloom.normalise.compose import Composer
from specloom.normalise.dialect import one_dialect, supported_version
from specloom.normalise.directions import split_directions
from specloom.normalise.discriminators import COMPLETE_MAPPING, DEFAULT_MAPPING, INFERRED, read_discriminator
from specloom.normalise.dynamic_references import without_dynamic_refs
from specloom.normalise.event_data import with_data_read
from specloom.normalise.events import EVENT_DATA
from specloom.normalise.fields import Findings
from specloom.normalise.files import holds_file, text_in_json
from specloom.normalise.heirs import with_inherited_discriminators
from specloom.normalise.inferred import with_inferred_discriminators
from specloom.normalise.library import Library, is_settled
from specloom.normalise.media_types import MediaTypeRule, is_json, named_json, wire_media_types
from specloom.normalise.nulls import null_where_used
from specloom.normalise.operations import uniform_operations
from specloom.normalise.references import PlainReferences, plain_references
from specloom.normalise.simplify import simplify
from specloom.normalise.sites import site_names
from specloom.normalise.structure import checked
from specloom.normalise.tagged_objects import held_to_tags
from specloom.normalise.tags import tagged
from specloom.normalise.variants import union_members
from specloom.references import reachable
from specloom.schemas import Document, Schema, Schemas, ref_name, schemas_of, with_schemas


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A document in normal form, and what was noticed on the way.

    Attributes:
        document: in normal form.
        diagnostics: what was noticed, with places of the document before.
        places: of each component schema that was made of a part of that document, that part.
    """

    document: Document
    diagnostics: list[Diagnostic]
    places: Mapping[str, Pointer]


def normalise(
    document: Document,
    media_types: MediaTypeRule | None = None,
    keep_extensions: Collection[str] = (),
    keeper: Keeper | None = None,
    *,
    mending: bool = False,
) -> NormalForm:
    """Bring a document of one API version date to its normal form.

    Args:
        document: OpenAPI 3.0 to 3.2 with local references only.
        media_types: how media types become those of the wire; None leaves them as they are.
        keep_extensions: extensions that later stages need, such as the one that names methods.
        keeper: knows the names that are to be kept; None for a document that nobody has names of yet.
        mending: whether schemas that no value fits are read in some way, with a warning, instead of being errors.

    Raises:
        SpecError: for whatever can't be brought to the form; nothing is left out in silence.

    """
    supported_version(document)
    found = Findings(mending=mending)
    keeper = keeper or Keeper()
    sound, found.diagnostics = checked(document)
    keeper.documents["components"] = sound
    keeper.documents["components"] = sound = without_dynamic_refs(sound, keeper)
    plain = plain_references(sound, keeper)
    found.diagnostics += plain.diagnostics
    document = with_data_read(plain.document)
    own = {DEFAULT_MAPPING, COMPLETE_MAPPING, INFERRED, EVENT_DATA}
    document = one_dialect(document, {*keep_extensions, *own}, found)
    document = uniform_operations(document, found, keeper.lock)
    document = wire_media_types(named_json(document), media_types)
    document = _pruned(document)
    schemas = with_inherited_discriminators(without_aliases(null_where_used(schemas_of(document))))
    library = Library(schemas.components, keeper)
    schemas = _composed(document, schemas, plain, library, found)
    schemas = split_directions(simplify(schemas, found), keeper)
    schemas = held_to_tags(with_inferred_discriminators(held_to_tags(schemas), keeper))
    schemas = text_in_json(schemas)
    keeper.forget("components", schemas.components)
    places = {name: source.at for name, source in library.sources.items() if source.made}
    diagnostics = list(dict.fromkeys(placed(found.diagnostics, places)))
    return NormalForm(_finished(with_schemas(document, schemas)), diagnostics, places)


def placed(diagnostics: Iterable[Diagnostic], places: Mapping[str, Pointer]) -> list[Diagnostic]:
    """Say of each diagnostic about a component that was made what it was made of.

    Args:
        diagnostics: of a document in normal form.
        places: what is known of it.
    """
    result = []
    for one in diagnostics:
        section, name, inside = one.pointer[:2], one.pointer[2:3], one.pointer[3:]
        if section == ("components", "schemas") and name and name[0] in places:
            one = replace(one, pointer=(*places[str(name[0])], *inside))
        result.append(one)
    return result


def _composed(
    document: Document, schemas: Schemas, plain: PlainReferences, library: Library, found: Findings
) -> Schemas:
    """Name everything, resolve composition, and settle the tags of unions."""
    composer = Composer(library, _uses(schemas), found)
    for name in sorted(schemas.components):
        library.add(name, schemas.components[name], ("components", "schemas", name), made=name in plain.made)
    composer.compose_waiting()
    leads = _leads({at: schema for at, schema in schemas.elsewhere.items() if not is_settled(schema)})
    placed = {
        at: library.place(schemas.elsewhere[at], site_names(document, at), at) for at in dict.fromkeys(leads.values())
    }
    elsewhere = {at: placed[leads[at]] if at in leads else schema for at, schema in schemas.elsewhere.items()}
    flat = composer.flat_schemas()
    original = _original_names(library, composer, plain.former)
    return Schemas(tagged(flat, original, found, library.keeper), elsewhere)


def _leads(schemas: Mapping[Pointer, Schema]) -> dict[Pointer, Pointer]:
    """By the place of each schema, the one that it is named after: JSON's, of equal ones in a body or an answer."""
    leads: dict[tuple[Pointer, str], Pointer] = {}
    keys: dict[Pointer, tuple[Pointer, str]] = {}
    for at, schema in schemas.items():
        # A file in a form is a text in JSON.
        is_content = at[-1:] == ("schema",) and at[-3:-2] == ("content",) and not holds_file(schema, ())
        keys[at] = (at[:-2], json.dumps(schema, sort_keys=True)) if is_content else (at, "")
        lead = leads.setdefault(keys[at], at)
        if is_content and is_json(str(at[-2])) and not is_json(str(lead[-2])):
            leads[keys[at]] = at
    return {at: leads[key] for at, key in keys.items()}


def _uses(schemas: Schemas) -> Counter[str]:
    """How often each component is used: by a reference, or by a mapping that names it without one."""
    uses: Counter[str] = Counter()
    for schema in schemas.within():
        if (name := ref_name(schema)) is not None:
            uses[name] += 1
        discriminator = read_discriminator(schema, ())
        if discriminator is not None:
            listed = {ref_name(member) for member in union_members(schema)}
            uses.update({*discriminator.mapping.values(), *filter(None, [discriminator.default])} - listed)
    return uses


def _original_names(library: Library, composer: Composer, former: Mapping[str, str]) -> dict[str, str]:
    """The name by which payloads may mean each component: its own, in the original document."""
    found: dict[str, str] = {}
    for name, source in library.sources.items():
        known = composer.originals.get(name, name)
        if not library.sources[known].made or not source.made:
            found[name] = former.get(known, known)
    return found


def _pruned(document: Document) -> Document:
    """Drop what no operation needs; of schemas, those that no other schema needs either."""
    kept = reachable(document)
    components = {
        section: {name: held for name, held in section_held.items() if ("components", section, name) in kept}
        for section, section_held in document.get("components", {}).items()
    }
    result = {**document, "components": components}
    if "tags" in document:
        result["tags"] = [tag for index, tag in enumerate(document["tags"]) if ("tags", index) in kept]
    return result


def _finished(document: Document) -> Document:
    """Components in the order of their names, and none of what is empty."""
    components = {
        section: {name: held[name] for name in sorted(held)} for section, held in document["components"].items() if held
    }
    return {**document, "components": components}
