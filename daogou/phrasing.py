"""The language model that the settings name, if they name one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.chat import Chat, Endpoint
from assistant.language_model import LanguageModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from daogou.settings import Settings


def make_language_model(settings: Settings, counted: Callable[[str, int], None]) -> LanguageModel | None:
    """Return the language model, which whoever asked for it closes; None where the settings name none."""
    if not settings.language_model_url or not settings.language_model_name:
        return None
    endpoint = Endpoint(
        settings.language_model_url,
        settings.language_model_name,
        settings.language_model_key.get_secret_value(),
        settings.language_model_seconds,
    )
    return LanguageModel(Chat(endpoint), counted=counted)
