"""The files of a package's `tests` folder."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Template

from specloom import names
from specloom.encode import Code, environment, literal
from specloom.error_codes import exceptions_by_status
from specloom.operations.views import OperationView, ResourceView
from specloom.operations.webhooks import WebhookView
from specloom.stubs.answers import Answers
from specloom.stubs.cases import cases
from specloom.stubs.material import Material
from specloom.stubs.models import model_stubs
from specloom.stubs.sends import Sends
from specloom.stubs.sharing import share
from specloom.stubs.views import OperationStub

HEADER = Code(
    "# Written by specloom, and rewritten whenever the package is; "
    "your own tests belong into other files of this folder."
)


def render_shared_tests(
    material: Material, webhooks: Sequence[WebhookView], templates: Path
) -> Iterator[tuple[str, str]]:
    """Write the tests of what all operations share, such as models: one file after another.

    Args:
        material: the package.
        webhooks: what the API sends.
        templates: the folder of `templates`.

    Yields:
        The path of each file in the package's folder, and its text.
    """
    jinja, shown = environment(templates / "tests"), _shown(material)
    answers = Answers(material, exceptions_by_status(templates))
    yield (
        "tests/conftest.py",
        jinja.get_template("conftest.py.jinja").render(
            shown, arguments=material.arguments(), variables=_variables(material)
        ),
    )
    operations = [operation for resource in material.resources for operation in material.callable_operations(resource)]
    asking = [operation for operation in operations if operation.asks_for_items]

    def answered(operation: OperationView, given: Code) -> dict[str, Any]:
        path = _path_of(material.called_at(operation)) + operation.plain_path
        return {"method": operation.method, "path": path, "given": given}

    yield (
        "tests/examples.py",
        jinja.get_template("examples.py.jinja").render(
            shown,
            constants={
                material.constants[name]: written for name in material.classes if (written := material.payloads(name))
            },
            answers=[
                answered(each, Code(material.recall("answers", each, partial(answers.some_answer, each, ""))))
                for each in operations
            ],
            streamed=[answered(each, answers.streamed(each)) for each in asking],
        ),
    )
    models = model_stubs(material)
    yield "tests/test_models.py", jinja.get_template("test_models.py.jinja").render(shown, **_fields(models))
    # Without an operation there is no example to run; but pytest takes it for a failure if there is no test at all.
    if operations or not models.groups:
        yield (
            "tests/test_pages.py",
            jinja.get_template("test_pages.py.jinja").render(
                shown, credentials=_environment(material), streamed=literal(True) if asking else None
            ),
        )
    webhooks = [each for each in webhooks if material.examples.variants(each.schema)]
    if webhooks:
        received = [
            {"function": each.function, "cases": cases(material, each.schema, {}, "full", received=True)}
            for each in webhooks
        ]
        template = jinja.get_template("test_webhooks.py.jinja")
        yield "tests/test_webhooks.py", template.render(shown, webhooks=received)


def render_resource_tests(material: Material, templates: Path) -> Iterator[tuple[str, str]]:
    """Write the tests of operations: a file for each group of them.

    Args:
        material: the package.
        templates: the folder of `templates`.

    Yields:
        The path of each file in the package's folder, and its text.
    """
    jinja, shown = environment(templates / "tests"), _shown(material)
    sends, answers = Sends(material), Answers(material, exceptions_by_status(templates))
    wanted: dict[str, str] = {each.attribute: f"test_{each.attribute}" for each in material.resources}
    modules = names.settle(wanted, {"test_models", "test_pages", "test_webhooks"})
    for resource in material.resources:
        if material.callable_operations(resource):
            write = partial(
                _render_resource, jinja.get_template("test_resource.py.jinja"), shown, sends, answers, resource
            )
            yield f"tests/{modules[resource.attribute]}.py", material.recall("tests", resource, write)


def _shown(material: Material) -> dict[str, Any]:
    return {
        "header": HEADER,
        "import_name": Code(material.config.import_name),
        "client": Code(material.config.client),
    }


def _render_resource(
    template: Template, shown: Mapping[str, Any], sends: Sends, answers: Answers, resource: ResourceView
) -> str:
    material = sends.material
    operations = material.callable_operations(resource)
    classes = names.settle({each.operation_id: f"Test{names.pascal(each.name)}" for each in operations})
    made = [
        OperationStub(
            class_name=Code(classes[operation.operation_id]),
            title=f"{operation.method} {operation.path}",
            method=operation.method,
            call=sends.plain_call(operation),
            answer=answers.some_answer(operation),
            sends=sends.of(operation),
            answers=answers.successes(operation),
            errors=answers.errors(operation),
        )
        for operation in operations
    ]
    exceptions = {error.exception for stub in made for error in stub.errors}
    shared, made = share(made)
    return template.render(
        shown,
        resource=resource,
        stubs=made,
        exceptions=sorted(exceptions),
        shared=shared,
    )


def _fields(stubs: Any) -> Mapping[str, Any]:
    return {name: getattr(stubs, name) for name in stubs.__slots__}


def _environment(material: Material) -> dict[str, Code]:
    """Credentials for examples, which take them from the environment."""
    values = material.credentials()
    settings = [setting for scheme in material.schemes for setting in material.chosen_option(scheme).settings]
    return {setting.env: literal(values[setting.name]) for setting in settings}


def _variables(material: Material) -> list[str]:
    return sorted(
        {setting.env for scheme in material.schemes for option in scheme.options for setting in option.settings}
    )


def _path_of(url: str) -> str:
    return "/".join(["", *url.split("/")[3:]]).rstrip("/")
