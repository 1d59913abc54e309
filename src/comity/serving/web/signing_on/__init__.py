"""Signing on of a team at its own provider (OpenID Connect Core 1.0, authorization code with PKCE)."""
