"""Holds the oracle against Jinja2: what a family's template writes alike is alike, and what is alike and not dropped is written alike."""
import json
from itertools import product

from exact_json import plain, read
from families_of_templates import FAMILIES, ROOT
from jinja_environment import NOW, make_environment
from rendered import _CLIENT_SPACE, FORMS, _readings, _thought, alike

_ASKED, _FOLLOWS = {"role": "user", "content": "before"}, {"role": "user", "content": "after"}
_CALLER = {"role": "assistant", "content": "", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": {}}}]}


def check(groups):
    """How many pairs were compared; raises on the first that the oracle judges otherwise."""
    environment, count = make_environment(NOW), 0
    for family, (file, given) in FAMILIES.items():
        template = environment.from_string((ROOT / "src/Core/Families" / file).read_text("utf-8"))

        def written(message):
            if not isinstance(message["content"], (str, list)) or not isinstance(message.get("reasoning_content", ""), str):
                return None  # the server refuses such content, and templates take such reasoning for anything
            try:
                # A template may write less of a system message that is not the first.
                around = [message, _ASKED, _CALLER, _FOLLOWS] if message["role"] == "system" else [_ASKED, _CALLER, message, _FOLLOWS]
                return template.render(messages=around, tools=None, add_generation_prompt=False, **given)
            except Exception:  # noqa: BLE001 - a template may refuse a message in any way
                return None

        for name, texts in groups.items():
            if name.endswith(("content", "fields")) or name == "reasoning":
                messages = [read(text) for text in texts]
                texts = [written(_normal(message, FORMS[family])) for message in messages]
                for (stored, text), (sent, other) in product(zip(messages, texts), repeat=2):
                    if text is not None and other is not None:
                        _judge(family, stored, sent, text == other, lambda: text_of(written, stored, sent, FORMS[family]))
                        count += 1
    return count


def _judge(family, stored, sent, is_same_text, without_drops):
    verdict = alike(stored, sent, FORMS[family])
    if is_same_text:
        # Ids and names are compared where both are given, whether the template shows them or not.
        assert verdict or _tells_apart(stored, sent, FORMS[family]), (family, "written alike", stored, sent)
    elif verdict:
        assert any(ours == theirs for ours, theirs in without_drops()), (family, "alike but not written so", stored, sent)


def text_of(written, stored, sent, form):
    """What both write once that is put back which clients drop: reasoning, white space at its ends, blank text, empty parts, a result's name."""
    for ours, theirs in product(_apart(_tidy(stored, form), form), _apart(_tidy(sent, form), form)):
        if ours.get("reasoning_content") and not theirs.get("reasoning_content"):
            theirs = theirs | {"reasoning_content": ours["reasoning_content"]}
        either = [name for name in ("tool_call_id", "name") if name not in ours or name not in theirs]
        yield tuple(written({name: value for name, value in message.items() if name not in either}) for message in (ours, theirs))


def _apart(message, form):
    """The message as it is, and with the reasoning in its text taken out where the template does so."""
    yield message
    if message["role"] == "assistant" and form.split and "reasoning_content" not in message:
        for text, reasoning in _readings(message, form)[1:]:
            yield message | {"content": text} | ({"reasoning_content": reasoning} if reasoning else {})


def _tidy(message, form):
    message = {name: value for name, value in _normal(message, form).items() if value not in (None, "")}
    message.setdefault("content", "")
    if isinstance(message["content"], list) and len(message["content"]) == 1:
        message["content"] = message["content"][0]["text"]  # Clients make a part of a text, and a text of a part.
    if message["role"] == "assistant":
        texts = message["content"] if isinstance(message["content"], str) else "".join(part["text"] for part in message["content"] or [])
        message["content"] = message["content"] if message["content"] is None or texts.strip(_CLIENT_SPACE) else ""
        reasoning = message.pop("reasoning_content", None)
        if isinstance(reasoning, str) and _thought(reasoning):
            message["reasoning_content"] = _thought(reasoning)
    return message


def _tells_apart(stored, sent, form):
    """Ids and names that are given and differ; where templates read ids, any difference, though a template shows nothing of an id that no call has."""
    if stored["role"] in form.apart and isinstance(stored.get("content"), list) != isinstance(sent.get("content"), list):
        return True  # Parts written apart have line ends that a text would need to have itself.
    return (form.reads_ids and stored.get("tool_call_id") != sent.get("tool_call_id")) or any(
        stored.get(name) and sent.get(name) and stored[name] != sent[name] for name in ("tool_call_id", "name"))


def _normal(message, form):
    """As the server gives a message to a template: its reasoning under one name, and parts as one text where the family joins them; empty ones left out."""
    message = json.loads(json.dumps(plain(message)))
    content = message.get("content")
    if content is None:
        message["content"] = ""
    if isinstance(content, list):
        texts = [part["text"] if isinstance(part, dict) and part.get("type") == "text" else None for part in content]
        parts = [{"type": "text", "text": text} for text in texts if text]
        message["content"] = None if None in texts else " ".join(filter(None, texts)) if form.joint == " " and message["role"] not in form.apart else parts or ""
    if message["role"] == "assistant" and message.get("reasoning_content") in (None, "", []):
        message.pop("reasoning_content", None)
        if isinstance(message.get("reasoning"), str) and message["reasoning"]:
            message["reasoning_content"] = message["reasoning"]
    return message
