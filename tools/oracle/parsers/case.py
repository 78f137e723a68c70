"""One row of a golden file."""


def case(name, prompt, text, reasoning=None, content="", calls=(), malformed=False, tools=True):
    """text: the completion, or a list of texts that are tokenized each on its own, so that a marker in two of them is typed out.

    calls: (name, arguments) and, where they differ from false and null, whether the arguments are malformed and the id.
    """
    return {
        "name": name,
        "prompt": prompt,
        "text": [text] if isinstance(text, str) else text,
        "tools": tools,
        "reasoning": reasoning,
        "content": content,
        "calls": [
            {"name": call[0], "arguments": call[1], "malformed": len(call) > 2 and call[2], "id": call[3] if len(call) > 3 else None}
            for call in calls
        ],
        "malformed": malformed,
    }
