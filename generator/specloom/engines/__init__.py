"""The engines, each behind one module; nothing else knows how they are called."""
