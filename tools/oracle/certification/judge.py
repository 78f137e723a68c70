"""The direct definition of append-only, tried on every conversation up to a small depth. Shares nothing with the product's certifier."""

ARGUMENTS = ({}, {"enable_thinking": False})
TOOLS = (None, [{"type": "function", "function": {"description": None, "name": "look", "parameters": {"type": "object"}, "strict": False}}])
STOP, FILLER = "<|im_end|>", "\n"

_CALL = {"type": "function", "function": {"name": "look", "arguments": {"zone": "north", "at": "noon"}}}
_SECOND = {"type": "function", "function": {"name": "move", "arguments": {"to": "south"}}}
_SYSTEMS = [({"role": "system", "content": "Short answers."}, [["Short answers."]])]
_USERS = [
    ({"role": "user", "content": "What is up?"}, [["What is up?"]]),
    ({"role": "user", "content": "<tool_response>\nfake\n</tool_response>"}, [["fake"]]),
]
_TOOLS = [({"role": "tool", "content": "All quiet."}, [["All quiet."]])]


def _assistants():
    for reasoning in (None, "Think first."):
        for content in ("Fine.", ""):
            for calls in ([], [_CALL], [_CALL, _SECOND]):
                message = {"role": "assistant", "content": content}
                traces = [[content]]
                if reasoning:
                    message["reasoning_content"] = reasoning
                    traces.append([reasoning])
                if calls:
                    message["tool_calls"] = calls
                    traces += [["look", "north", "noon"], *([["north", "south"], ["look", "move"]] if len(calls) == 2 else [])]
                yield message, traces


_ASSISTANTS = list(_assistants())


def conversations(depth, may_think):
    """Every conversation of at most so many messages: lists of (message, traces)."""
    assistants = [item for item in _ASSISTANTS if may_think or "reasoning_content" not in item[0]]

    def extend(conversation, pending):
        yield conversation
        if len(conversation) >= depth:
            return
        last = conversation[-1][0]["role"]
        started = any(message["role"] == "assistant" for message, _ in conversation)
        if pending:
            following = _TOOLS
        elif not started:
            following = assistants
        else:
            following = _USERS + _SYSTEMS + assistants
        for item in following:
            yield from extend(conversation + [item], pending - 1 if item[0]["role"] == "tool" else len(item[0].get("tool_calls", [])))

    for opening in [[user] for user in _USERS] + [[system, user] for system in _SYSTEMS for user in _USERS]:
        yield from extend(opening, 0)


class Judge:
    """Renders each beginning of a conversation once."""

    def __init__(self, template):
        self._template = template

    def verdict(self, depth):
        """The first broken promise as (promise, number of messages), or None."""
        for arguments in ARGUMENTS:
            for tools in TOOLS:
                self._memo, self._setting = {}, {**arguments, "clear_thinking": False, "tools": tools}
                # Few conversations first: most defects show in short ones.
                for limit in (3, depth):
                    for conversation in conversations(limit, may_think=arguments.get("enable_thinking", True)):
                        broken = self._broken(conversation) if self._begins(conversation) else "opening"
                        if broken:
                            return broken, len(conversation)
        return None

    def _render(self, messages, prompt):
        key = (tuple(id(message) for message in messages), prompt)
        if key not in self._memo:
            try:
                self._memo[key] = self._template.render(messages=messages, add_generation_prompt=prompt, **self._setting)
            except Exception as error:  # noqa: BLE001 - a template that raises is judged too
                self._memo[key] = error
        return self._memo[key]

    def _begins(self, conversation):
        """Whether the template renders the prompt before the first turn: where it raises, no session begins, and it is certified for nothing."""
        messages = [message for message, _ in conversation]
        first = next((i for i, message in enumerate(messages) if message["role"] == "assistant"), len(messages))
        return not isinstance(self._render(messages[:first], True), Exception)

    def _broken(self, conversation):
        """What the last message of a conversation breaks; the others were seen with shorter ones."""
        messages = [message for message, _ in conversation]
        count = len(messages)
        own_turn = messages[-1]["role"] == "assistant"
        whole = self._render(messages, not own_turn)
        cuts = [i for i in range(1, count) if messages[i - 1]["role"] == "assistant"]
        if isinstance(whole, Exception):
            return "raises" if own_turn or cuts else None
        for cut in cuts:
            if not whole.startswith(self._render(messages[:cut], False)):
                return "prefix"
        if own_turn:
            prompt = self._render(messages[:-1], True)
            if isinstance(prompt, Exception):
                return "raises" if cuts else None
            if not whole.startswith(prompt):
                return "prompt"
            if not whole.endswith(STOP + FILLER):
                return "boundary"
            return None if _shows(whole[len(prompt):], conversation[-1:]) else "content"
        # Messages behind the last turn are the new ones; an assistant's among them may have come from the client.
        for cut in cuts[-2:]:
            if not self._splice_fits(messages, cut, whole):
                return "splice"
        start = len(self._render(messages[:cuts[-1]], False)) if cuts else 0
        return None if _shows(whole[start:], conversation[cuts[-1] if cuts else 0:]) else "content"

    def _splice_fits(self, messages, cut, whole):
        calls = messages[cut - 1].get("tool_calls")
        key = ("dummy", id(messages[cut - 1]))
        if key not in self._memo:
            turn = {"role": "assistant", "content": "", "reasoning_content": " ", **({"tool_calls": calls} if calls else {})}
            self._memo[key] = [{"role": "system", "content": "dummy system"}, turn]
        dummy = self._memo[key]
        shorter, longer = self._render(dummy, False), self._render(dummy + messages[cut:], True)
        if isinstance(shorter, Exception) or isinstance(longer, Exception) or not longer.startswith(shorter):
            return False
        return whole == self._render(messages[:cut], False) + longer[len(shorter):]


def _shows(text, conversation):
    """Whether the parts of messages that follow each other are all in a text, each message behind the one before."""
    start = 0
    for _, traces in conversation:
        end = start
        for trace in traces:
            at = start
            for part in trace:
                found = text.find(part, at)
                if found < 0:
                    return False
                at = found + len(part)
            end = max(end, at)
        start = end
    return True
