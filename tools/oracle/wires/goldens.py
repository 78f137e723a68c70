"""Writes tests/Golden/corpus/wires: what each wire's engine is sent, and what it answers, by release and by fault."""
import shutil

import kit
import refusals
import sglang
import sglang_chat
import vllm
import vllm_generate

for wire in (sglang, sglang_chat, vllm, vllm_generate):
    shutil.rmtree(kit.CORPUS / wire.WIRE, ignore_errors=True)
    wire.write()
refusals.write(sglang.WIRE)
refusals.write(vllm.WIRE, without=["two-grammars", "format"])  # The engine itself reads response_format there.
refusals.write(vllm_generate.WIRE)
