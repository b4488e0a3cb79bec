from .fixtures import elsewhere, elsewhere_host, provider, provider_host

__all__ = ["elsewhere", "elsewhere_host", "provider", "provider_host"]
