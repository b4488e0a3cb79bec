"""Names of all kinds: those that authors give, and those that Python, packages and pages have trouble with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dice import Dice

_COMPONENTS = (
    "Animal", "Cat", "Dog", "Order", "OrderItem", "Address", "Status", "Money", "Event", "EventList", "User", "user",
    "Meta_Data", "HTTPConfig", "Tree", "Node", "PaymentMethod", "Card", "Bank", "Error", "Kind2", "v1.Pet", "List",
    "Any",
)  # fmt: skip
_PROPERTIES = (
    "id", "name", "type", "kind", "createdAt", "tags", "items", "parent", "children", "value", "count", "status",
    "meta-data", "class", "from", "model_config", "json", "copy", "self", "x", "URL", "snake_case", "camelCase", "ID",
    "2nd", "is_active", "@type", "links", "schema", "fields", "description", "price", "größe",
)  # fmt: skip
_OPERATIONS = (
    "listThings", "get-thing", "Do_It", "create", "update", "search", "import", "run", "things/list", "close",
)  # fmt: skip
_TAGS = ("alpha", "Beta gamma", "orders")
_VALUES = ("a", "b", "A", "in-progress", "1", "true", "none", "é", "b c", "d,e", "")
_TEXTS = ("About it.", "Two\n\nparagraphs.", "*bold* `code` [x](https://example.com)", "")
_ODD = (
    "größe", "名前", "😀", "1st", "-",
    "a-b", "a_b", "aB", "a.b", "a b", "A", "a", "class", "def", "None", "True", "self", "cls", "args", "kwargs",
    "client", "httpx2", "models", "model", "Any", "Literal", "Annotated", "Operation", "annotations", "TYPE_CHECKING",
    "json", "copy", "dict", "list", "str", "int", "bytes", "type", "id", "format", "__init__", "__class__",
    "_private", "model_config", "model_dump", "model_fields", "schema", "validate", "construct", "body", "options",
    "headers", "timeout", "params", "query", "path", "content_type", "raw", "data", "files", "auth", "url",
    "base_url", "request", "response", "result", "value", "key", "item", "items", "page", "limit", "stream", "async",
    "await", "match", "case", "print", "property", "staticmethod", "overload", "Sequence", "Mapping", "Iterator",
    "BaseModel", "Field", "Unset", "UNSET", "datetime", "date", "UUID", "Decimal", "Optional", "Union", "Enum",
    "Status", "status", "STATUS", "Status_", "statusCode", "status-code", "status_code", "HTTPStatus", "html5",
    "OAuth2", "iOS", "$filter", "@type", "#", "+1", "-1", "a/b", "a\\b", "a'b", 'a"b', "a{b}", "a\nb", "<b>", "&amp;",
    "é" * 3, "x" * 120, "ＡＢ", "ﬁ", "ı", "İ", "ß", "ẞ", "Ünï", "тест", "عربي", "__dict__", "__slots__", "return",
    "lambda", "global", "Model", "Error", "APIError", "Client", "AsyncClient", "tests", "test", "conftest",
    "_runtime", "resources", "dicts", "errors", "core", "close", "aclose", "with_options", "default", "Secret",
    "Upload", "UnknownTag", "Code", "typing", "os", "sys", "re", "import", "from", "as",
)  # fmt: skip
_ODD_TEXTS = (
    '"""', "'''", "\\", "ends with \\", 'ends with "', "{{ x }}", "{% x %}", "${a}", "# head\n\n- li\n",
    "\\N{BULLET}", "a\u2028b\u0085c", "```py\nimport os\n```", "| a | b |\n|---|---|\n", "*/ --> ]]> # noqa: x",
    "\u202e rtl", ":param x: y\n:raises Foo: bar", "Args:\n    x: y\n", "x" * 400, "https://" + "a" * 200,
    "<script>x</script>", "%s %(a)s",
)  # fmt: skip
_TOKEN = re.compile(r"[^A-Za-z0-9_-]")
_NOT_OF_COMPONENTS = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True)
class Names:
    """The names of one document.

    Attributes:
        dice: decides which.
        odd: how many of them are odd, from 0 to 1.
    """

    dice: Dice
    odd: float

    def _name(self, usual: tuple[str, ...], odd: tuple[str, ...] = _ODD) -> str:
        return self.dice.choice(odd if self.dice.happens(self.odd) else usual)

    def components(self, number: int) -> list[str]:
        """Different names for components, of the letters that the specification allows."""
        found: dict[str, None] = {}
        while len(found) < number:
            name = _NOT_OF_COMPONENTS.sub("", self._name(_COMPONENTS))
            found |= {name: None} if name else {}
        return list(found)

    def properties(self, number: int) -> list[str]:
        """Different names for the properties of an object."""
        return list(dict.fromkeys(self._name(_PROPERTIES) for _ in range(number)))

    def values(self, number: int) -> list[str]:
        """Different texts for a list of values."""
        return list(dict.fromkeys(self._name(_VALUES) for _ in range(number)))

    def property(self) -> str:
        """A name for one property, or for a parameter in the query."""
        return self._name(_PROPERTIES)

    def token(self) -> str:
        """A name that goes into a header, a cookie or a path."""
        return _TOKEN.sub("", self._name(_PROPERTIES)) or "X-A"

    def operation(self) -> str:
        """A name for an operation, which need not be the only one of it."""
        return self._name(_OPERATIONS)

    def tag(self) -> str:
        """The name of a group of operations."""
        return self._name(_TAGS)

    def text(self) -> str:
        """Something to read."""
        return self._name(_TEXTS, _ODD_TEXTS)
