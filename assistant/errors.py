"""What can be wrong with what the assistant is given."""


class AssistantError(Exception):
    """Base of the room's errors."""


class SlotError(AssistantError):
    """A slot that a client corrected cannot be."""


class ConversationError(AssistantError):
    """A conversation that there is not, not of this shopper, or no more."""
