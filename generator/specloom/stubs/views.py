"""What templates show of the tests of operations."""

from collections.abc import Sequence
from dataclasses import dataclass

from specloom.encode import Code

NOTHING = Code("")
NO_BYTES = Code('b""')


@dataclass(frozen=True, slots=True)
class SendStub:
    """A test of what is sent.

    Attributes:
        name: of the test.
        call: in Python; the body is `build(model, payload)` where there are cases, `payload` where there are forms.
        url, headers: expected, as literals.
        about: the name of the body's type, for names.
        cases: models and payloads to send as JSON, as the parameters of a test; or "".
        forms: payloads and what they look like on the wire, likewise.
        items: whether that is several values of JSON, one after another.
        body: what is sent where there are neither, as a literal.
    """

    name: Code
    call: Code
    url: Code
    headers: Code
    about: Code = NOTHING
    cases: Code = NOTHING
    forms: Code = NOTHING
    items: bool = False
    body: Code = NO_BYTES


@dataclass(frozen=True, slots=True)
class AnswerStub:
    """A test of one documented success.

    Attributes:
        name: of the test.
        kind: json, page, no page (where one is expected, but there is no content), stream, items, list (items all at
            once, or a value that is sent as text), nothing, or plain for text and bytes.
        given: what the server answers, as arguments; `payload` stands for a case.
        about: the name of its type, for names.
        cases: models and payloads, or "".
        content: what is expected where there are none.
        items: those of a page, as they stand in the payload: `payload["results"]`.
    """

    name: Code
    kind: str
    given: Code
    about: Code = NOTHING
    cases: Code = NOTHING
    content: Code = NOTHING
    items: Code = NOTHING


@dataclass(frozen=True, slots=True)
class ErrorStub:
    """One documented error.

    Attributes:
        status: that the server answers with.
        exception: the class of what is raised.
        row: the parameters of the test.
    """

    status: int
    exception: Code
    row: Code


@dataclass(frozen=True, slots=True)
class OperationStub:
    """The tests of one operation.

    Attributes:
        class_name: of the class that holds them.
        title: method and path, as the document has them.
        method: of the request.
        call: with no more than it needs, for tests of answers.
        answer: a success, as arguments, for tests of what is sent.
        sends: the tests of what is sent: when everything is given, and when nothing is that may be left out.
        answers: the documented successes.
        errors: the documented errors.
    """

    class_name: Code
    title: str
    method: str
    call: Code
    answer: Code
    sends: Sequence[SendStub]
    answers: Sequence[AnswerStub]
    errors: Sequence[ErrorStub]
