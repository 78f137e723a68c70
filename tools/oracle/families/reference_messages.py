"""What the reference does to messages before a template sees them, and what is left to each family."""
import json


class Refused(Exception):
    """The reference has no text for the conversation: its template raises, or its own code does."""


class Rules:
    """Which side is wanted where we depart from the reference, and where that came up."""

    def __init__(self, ours):
        self._ours, self.rows = ours, set()

    def ours(self, row):
        self.rows.add(row)
        return self._ours


def prepared(rules, messages):
    """The messages in the roles that a template is given; a developer message is a system message where no template knows it."""
    return [message | {"role": "system"} if message["role"] == "developer" and rules.ours("developer") else message for message in messages]


def listed(message):
    """The texts of a content, for a template that loops over parts."""
    content = message.get("content")
    if content is None:
        return []
    return [content] if isinstance(content, str) else [part["text"] for part in content]


def plain(rules, message, starts=False):
    """The text of a content, for a template that does not loop over parts."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        if rules.ours("parts-of-text-templates"):
            return " ".join(part["text"] for part in content)
    if starts and not (content is None and rules.ours("null-system")):
        raise Refused("a list or None and a string do not add up")
    return ""


def reasoning_of(message, content, newline, both=False):
    """Reasoning and content; where the message has no reasoning of its own, a think block of its content is it."""
    given = message.get("reasoning_content")
    if isinstance(given, str):
        return given, content
    if "</think>" not in content:
        return "", content
    before, after = content.split("</think>")[0], content.split("</think>")[-1]
    if both:
        return before.strip(newline).split("<think>")[-1].strip(newline), after.strip(newline)
    return before.rstrip(newline).split("<think>")[-1].lstrip(newline), after.lstrip(newline)


def calls_of(message):
    if message["role"] != "assistant":
        return []
    return [call["function"] | {"id": call.get("id"), "has_id": "id" in call} for call in message.get("tool_calls") or []]


def arguments_of(rules, call):
    """The value that a call's arguments stand for; text that is not JSON is an error of the reference, and stays text here."""
    given = call["arguments"]
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError as unreadable:
        if rules.ours("arguments-without-json"):
            return given
        raise Refused("the arguments are no JSON") from unreadable


def wrapped(tools):
    """Tools as the engine dumps them; a bare function is wrapped."""
    functions = [tool.get("function") or tool for tool in tools or []]
    return [{"type": "function", "function": {
        "description": function.get("description"), "name": function["name"],
        "parameters": function.get("parameters"), "strict": function.get("strict") or False}} for function in functions]
