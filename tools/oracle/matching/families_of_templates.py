"""The families whose templates are this repository's, with what a template is given besides messages."""
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FAMILIES = {
    "qwen3": ("qwen3.jinja", {"clear_thinking": False}),
    "qwen35": ("qwen35.jinja", {"clear_thinking": False}),
    "qwennext": ("qwennext.jinja", {"clear_thinking": False}),
    "kimi25": ("kimi25.jinja", {"preserve_thinking": True}),
    "minimax_m25": ("minimax.jinja", {"clear_thinking": False, "model_name": "MiniMax-M2.5"}),
    "inkling": ("inkling.jinja", {}),
    "gptoss": ("gptoss.jinja", {}),
    "llama3": ("llama3.jinja", {}),
}
