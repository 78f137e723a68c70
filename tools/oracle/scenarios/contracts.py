"""What the oracle must know of each family, typed by hand from docs/families.md and the published formats."""
from dataclasses import dataclass

import paths
from ends import FORMATS as ENDS
from goldens import FAMILIES as TEMPLATES

_ALL, _NO_SYSTEM = ("tool", "user", "system", "assistant"), ("tool", "user", "assistant")
_NEMOTRON_FOREIGN, _KIMI_FOREIGN = ("</s>", "<|endoftext|>"), ("[EOS]", "[EOT]", "<|endoftext|>")
_MINIMAX_TOKENS = ("]~!b[", "]~b]", "[e~[", "<minimax:tool_call>", "</minimax:tool_call>")
_DEEPSEEK_TOKENS = ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>", "｜DSML｜")
_KIMI_TOKENS = (
    "<|im_system|>", "<|im_user|>", "<|im_assistant|>", "<|im_middle|>", "<|im_end|>", "[EOS]", "[EOT]", "<|tool_calls_section_begin|>",
    "<|tool_calls_section_end|>", "<|tool_call_begin|>", "<|tool_call_argument_begin|>", "<|tool_call_end|>")
_ROLES = ("<|message_system|>", "<|message_user|>", "<|message_model|>", "<|message_tool|>")


@dataclass(frozen=True)
class Contract:
    name: str
    start: str                # what a segment of the model's own begins with
    parts: str = "joined"     # content that is a list of texts: "joined" by spaces, or "listed"
    roles: tuple = _ALL       # the roles that may follow a generated turn
    rule: str = "none"        # the boundary: none, filler, opener (ReplaceTrailing), history (DiffHistory)
    only: tuple = ()          # the only tokens that part segments
    within: tuple = ()        # special tokens that part none
    trim: tuple = ()          # tokens that the comparator cuts from both ends
    tokens: tuple = ()        # what the extended vocabulary has besides Qwen3's
    foreign: tuple | None = None
    levels: tuple | None = None  # the levels of effort that the format takes; None for any
    group: tuple = ()         # arguments that say the same thing

    @property
    def ends(self):
        return ENDS[self.name]

    @property
    def foreign_stops(self):
        return self.ends.foreign if self.foreign is None else self.foreign

    @property
    def fixed(self):
        """The template arguments that nobody may contradict."""
        given = TEMPLATES[self.name][1] if self.name in TEMPLATES else self.ends.arguments
        return {"drop_thinking": False} if self.is_encoder else {name: value for name, value in given.items() if name != "model_name"}

    @property
    def is_encoder(self):
        return self.name.startswith("deepseek")

    @property
    def template(self):
        """The text of the template, or of an encoder its name and version."""
        if self.is_encoder:
            return f"{self.name} encoder, version 1"
        if self.name in TEMPLATES:
            file, given = TEMPLATES[self.name][:2]
            text = (paths.ROOT / "src/Core/Families" / file).read_text("utf-8")
            return f"{{%- set model_name = '{given['model_name']}' %}}\n{text}" if "model_name" in given else text
        return (paths.ROOT / "tests/Support/Families" / self.ends.template).read_text("utf-8")

    @property
    def is_stand_in(self):
        return not self.is_encoder and self.name not in TEMPLATES


_QWEN = dict(start="<|im_start|>assistant", rule="filler", trim=("\n",))
_MINIMAX = dict(start="]~b]ai", parts="listed", roles=_NO_SYSTEM, rule="filler", trim=("\n",), tokens=_MINIMAX_TOKENS)
_DEEPSEEK = dict(
    start="<｜Assistant｜>", only=("<｜User｜>", "<｜Assistant｜>"), tokens=_DEEPSEEK_TOKENS, group=("thinking_mode", "enable_thinking", "thinking"))
_KIMI = dict(start="<|im_assistant|>", within=("<|im_middle|>",), tokens=_KIMI_TOKENS, foreign=_KIMI_FOREIGN)
CONTRACTS = {contract.name: contract for contract in (
    Contract("qwen3", **_QWEN),
    Contract("qwennext", **_QWEN),
    Contract("qwen35", **_QWEN | dict(parts="listed", roles=_NO_SYSTEM)),
    Contract("nemotron3", **_QWEN | dict(start="<|im_start|>assistant\n", tokens=("<SPECIAL_10>",), foreign=_NEMOTRON_FOREIGN)),
    Contract("glm47", start="<|assistant|>", rule="opener", trim=("<|observation|>", "<|user|>"), tokens=(
        "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>")),
    Contract("kimi25", **_KIMI | dict(parts="listed")),
    Contract("kimi26", **_KIMI),
    Contract("minimax_m25", **_MINIMAX),
    Contract("minimax_m27", **_MINIMAX),
    Contract("deepseekv32", **_DEEPSEEK),
    Contract("deepseekv4", **_DEEPSEEK | dict(
        rule="history", roles=(*_NO_SYSTEM, "developer"), trim=("<｜Assistant｜>", "<think>", "</think>"), levels=("high", "max"))),
    Contract("llama3", start="<|start_header_id|>assistant", within=("<|end_header_id|>",), tokens=(
        "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|python_tag|>")),
    Contract("gptoss", start="<|start|>assistant", within=("<|channel|>", "<|message|>", "<|constrain|>"), tokens=(
        "<|start|>", "<|channel|>", "<|message|>", "<|end|>", "<|return|>", "<|call|>", "<|constrain|>")),
    Contract("inkling", start="<|message_model|>", parts="listed", only=_ROLES, tokens=(
        *_ROLES, "<|content_text|>", "<|content_thinking|>", "<|content_xml|>", "<|content_invoke_tool_json|>",
        "<|content_model_end_sampling|>", "<|end_message|>")),
)}
