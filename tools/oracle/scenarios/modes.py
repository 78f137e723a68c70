"""Whether a family's generation prompt has opened the model's thinking, by the published templates: the end of the prompt says it."""

OFF = {"enable_thinking": False, "thinking": False}  # each family reads one of them, or none
_THINK = {"qwennext": ("opened", "opened"), "minimax_m25": ("opened", "opened"), "minimax_m27": ("opened", "opened"), "qwen3": (None, "closed"),
          "llama3": (None, None), "gptoss": (None, None), "inkling": (None, None)}


def thinks(family, is_off):
    return _THINK.get(family, ("opened", "closed"))[bool(is_off)]


def of_prompt(model, ids):
    """The same, read off the last tokens of a prompt."""
    tail = model.decode(ids[-6:]).rstrip("\n")
    return "opened" if tail.endswith("<think>") else "closed" if tail.endswith("</think>") else None
