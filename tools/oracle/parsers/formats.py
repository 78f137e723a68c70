"""How each family writes an assistant's turn, from the published templates and encoders. Nothing here reads one."""
import json

IM_END = "<|im_end|>"


def dumps(value):
    """What transformers' tojson filter and json.dumps(ensure_ascii=False) write."""
    return json.dumps(value, ensure_ascii=False)


class Thinking:
    """Formats with <think> tags; edges are the line breaks that the template writes around reasoning and before content and calls."""

    open_edge, close_edge, after, before_call, between = "", "", "", "", ""
    opens_in_prompt = True
    block = ("<tool_call>", "</tool_call>")
    stop = IM_END
    prompt = "<|im_start|>assistant\n"
    prompt_thinks = "<|im_start|>assistant\n<think>\n"
    prompt_closed = "<|im_start|>assistant\n<think>\n\n</think>\n\n"
    has_ids = False
    keeps_think = True
    keeps_reasoning = True

    def think(self, text):
        return f"<think>{self.open_edge}{text}{self.close_edge}</think>{self.after}"

    def thought(self, text):
        """What follows a prompt that has opened the reasoning."""
        return f"{text}{self.close_edge}</think>{self.after}"

    def calls(self, calls, content):
        return (self.before_call if content else "") + self.between.join(self.call(*call) for call in calls)

    def turn(self, reasoning, content, calls):
        """The prompt's end and the completion of a message."""
        if reasoning is None:
            prompt, text = self.prompt_closed, ""
        elif self.opens_in_prompt:
            prompt, text = self.prompt_thinks, self.thought(reasoning)
        else:
            prompt, text = self.prompt, self.think(reasoning)
        return prompt, text + content + (self.calls(calls, content) if calls else "") + self.stop

    def arguments(self, arguments):
        """The text of the arguments that a client gets."""
        return dumps(arguments)


class Qwen(Thinking):
    """Qwen3's chat_template.jinja: <tool_call>\\n{"name": …, "arguments": …}\\n</tool_call>."""

    open_edge, close_edge, after, before_call, between = "\n", "\n", "\n\n", "\n", "\n"
    opens_in_prompt = False

    def call(self, name, arguments, _=None):
        return f'<tool_call>\n{{"name": "{name}", "arguments": {dumps(arguments)}}}\n</tool_call>'


class QwenNext(Qwen):
    """Qwen3-Thinking-2507 and Qwen3-Next-Thinking: the prompt opens the reasoning."""

    opens_in_prompt = True


def python_text(value):
    """Jinja's string filter is Python's str()."""
    return value if isinstance(value, str) else dumps(value) if isinstance(value, (dict, list)) else str(value)


class QwenCoder(Thinking):
    """Qwen3.5's and Qwen3-Coder's templates: values on lines of their own, str() for scalars."""

    open_edge, close_edge, after, before_call, between = "\n", "\n", "\n\n", "\n\n", "\n"

    def call(self, name, arguments, _=None):
        values = "".join(f"<parameter={key}>\n{python_text(value)}\n</parameter>\n" for key, value in arguments.items())
        return f"<tool_call>\n<function={name}>\n{values}</function>\n</tool_call>"


class Nemotron(QwenCoder):
    """Nemotron 3's template: one line break after the thinking and before calls, one after each call."""

    after, before_call, between = "\n", "\n", "\n"
    prompt_closed = "<|im_start|>assistant\n<think></think>"


class Glm(Thinking):
    """GLM-4.7's template: <tool_call>NAME<arg_key>K</arg_key><arg_value>V</arg_value></tool_call>, no line breaks."""

    stop = "<|observation|>"
    prompt = "<|assistant|>"
    prompt_thinks = "<|assistant|><think>"
    prompt_closed = "<|assistant|></think>"

    def call(self, name, arguments, _=None):
        pairs = "".join(
            f"<arg_key>{key}</arg_key><arg_value>{value if isinstance(value, str) else dumps(value)}</arg_value>"
            for key, value in arguments.items()
        )
        return f"<tool_call>{name}{pairs}</tool_call>"


class Kimi(Thinking):
    """Moonshot's template and docs/tool_call_guidance.md: ids functions.NAME:INDEX, JSON arguments."""

    block = ("<|tool_calls_section_begin|>", "<|tool_calls_section_end|>")
    prompt = "<|im_assistant|>assistant<|im_middle|>"
    prompt_thinks = prompt + "<think>"
    prompt_closed = prompt + "<think></think>"
    has_ids = True

    def one(self, name, arguments, id):
        return f"<|tool_call_begin|>{id}<|tool_call_argument_begin|>{dumps(arguments)}<|tool_call_end|>"

    def call(self, name, arguments, id="functions.f:0"):
        return f"{self.block[0]}{self.one(name, arguments, id)}{self.block[1]}"

    def calls(self, calls, content):
        return self.block[0] + "".join(self.one(*call) for call in calls) + self.block[1]


class MiniMax(Thinking):
    """MiniMax-M2's template and docs/tool_calling_guide.md."""

    open_edge, close_edge, after, before_call, between = "\n", "\n", "\n\n", "\n", "\n"
    block = ("<minimax:tool_call>", "</minimax:tool_call>")
    stop = "[e~["
    prompt = "]~b]ai\n"
    prompt_thinks = "]~b]ai\n<think>\n"
    prompt_closed = "]~b]ai\n<think>\n\n</think>\n\n"

    def one(self, name, arguments):
        values = "".join(
            f'<parameter name="{key}">{value if isinstance(value, str) else dumps(value)}</parameter>\n' for key, value in arguments.items()
        )
        return f'<invoke name="{name}">\n{values}</invoke>\n'

    def call(self, name, arguments, _=None):
        return f"{self.block[0]}\n{self.one(name, arguments)}{self.block[1]}"

    def calls(self, calls, content):
        return "\n" + self.block[0] + "\n" + "".join(self.one(name, arguments) for name, arguments, _ in calls) + self.block[1]


class DeepSeek(Thinking):
    """DeepSeek's encoding_dsv32.py and encoding_dsv4.py: every value says whether it is a string."""

    stop = "<｜end▁of▁sentence｜>"
    prompt = "<｜Assistant｜>"
    prompt_thinks = "<｜Assistant｜><think>"
    prompt_closed = "<｜Assistant｜></think>"
    before_call = "\n\n"

    def __init__(self, name):
        self.block = (f"<｜DSML｜{name}>", f"</｜DSML｜{name}>")

    def one(self, name, arguments):
        values = "".join(
            f'<｜DSML｜parameter name="{key}" string="{"true" if isinstance(value, str) else "false"}">'
            f"{value if isinstance(value, str) else dumps(value)}</｜DSML｜parameter>\n"
            for key, value in arguments.items()
        )
        return f'<｜DSML｜invoke name="{name}">\n{values}</｜DSML｜invoke>\n'

    def call(self, name, arguments, _=None):
        return f"{self.block[0]}\n{self.one(name, arguments)}{self.block[1]}"

    def calls(self, calls, content):
        return "\n\n" + self.block[0] + "\n" + "".join(self.one(name, arguments) for name, arguments, _ in calls) + self.block[1]


class Llama:
    """Llama 3.1's template: {"name": …, "parameters": …}; no reasoning."""

    stop = "<|eot_id|>"
    prompt = prompt_closed = "<|start_header_id|>assistant<|end_header_id|>\n\n"
    has_ids = False
    keeps_reasoning = False

    def call(self, name, arguments, _=None):
        return f'{{"name": "{name}", "parameters": {dumps(arguments)}}}'

    def turn(self, reasoning, content, calls):
        return self.prompt, content + "; ".join(self.call(*call) for call in calls) + self.stop

    def arguments(self, arguments):
        return dumps(arguments)


class Harmony:
    """The harmony response format (cookbook.openai.com/articles/openai-harmony)."""

    stop = "<|return|>"
    prompt = prompt_closed = "<|start|>assistant"
    has_ids = False
    keeps_reasoning = True

    def analysis(self, text):
        return f"<|channel|>analysis<|message|>{text}<|end|>"

    def final(self, text):
        return f"<|channel|>final<|message|>{text}"

    def commentary(self, text):
        return f"<|channel|>commentary<|message|>{text}<|end|>"

    def call(self, name, arguments, _=None):
        return f"<|channel|>commentary to=functions.{name} <|constrain|>json<|message|>{dumps(arguments)}<|call|>"

    def turn(self, reasoning, content, calls):
        messages = [self.analysis(reasoning)] if reasoning else []
        if calls:
            messages += ([self.commentary(content)] if content else []) + [self.call(*call) for call in calls]
        elif content:
            messages.append(self.final(content) + self.stop)
        return self.prompt, "<|start|>assistant".join(messages) or self.stop

    def arguments(self, arguments):
        return dumps(arguments)


class Inkling:
    """Inkling's template: blocks that say what they hold; JSON compact with sorted keys."""

    stop = "<|content_model_end_sampling|>"
    prompt = prompt_closed = "<|message_model|>"
    has_ids = False
    keeps_reasoning = True

    def thinking(self, text):
        return f"<|content_thinking|>{text}<|end_message|>"

    def text(self, text):
        return f"<|content_text|>{text}<|end_message|>"

    def call(self, name, arguments, _=None):
        return f'{name}<|content_invoke_tool_json|>{{"name":"{name}","args":{self.arguments(arguments)}}}<|end_message|>'

    def turn(self, reasoning, content, calls):
        blocks = [self.thinking(reasoning)] if reasoning else []
        blocks += [self.text(content)] if content else []
        blocks += [self.call(*call) for call in calls]
        return self.prompt, "<|message_model|>".join(blocks) + self.stop

    def arguments(self, arguments):
        return json.dumps(arguments, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


FAMILIES = {
    "qwen3": Qwen(),
    "qwennext": QwenNext(),
    "qwen35": QwenCoder(),
    "nemotron3": Nemotron(),
    "glm47": Glm(),
    "kimi25": Kimi(),
    "kimi26": Kimi(),
    "minimax_m25": MiniMax(),
    "minimax_m27": MiniMax(),
    "deepseekv32": DeepSeek("function_calls"),
    "deepseekv4": DeepSeek("tool_calls"),
    "llama3": Llama(),
    "gptoss": Harmony(),
    "inkling": Inkling(),
}
