"""What every call shares: HTTP, authentication, retries, errors, pages. Nothing in it knows a particular API."""
