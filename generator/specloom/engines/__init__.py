"""The engines, each behind one module; nothing else knows how they are called.

Both are slow to import, so what others have to know of them stands in `asked` and here.
"""


class EngineError(RuntimeError):
    """An engine did not do what its adapter relies on: a defect of the toolkit, not of the document."""
