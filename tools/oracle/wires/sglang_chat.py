"""SGLang's /v1/chat/completions with input_ids: protocol.py and serving_chat.py as reference texts quote them."""
from kit import *
from sglang import GOOD, STOP, change, meta

WIRE = "sglang-chat"
ALL = len(TOKENS)
ID = "c1"


def whole(count=ALL, finish="stop", reason=STOP, matched=151645, choice=None, **top):
    return {"id": ID, "object": "chat.completion", "created": 1764374400, "model": "m", "choices": [{
        "index": 0, "message": {"role": "assistant", "content": "", "reasoning_content": text(1, 4), "tool_calls": None},
        "logprobs": None, "finish_reason": finish, "matched_stop": matched,
        "meta_info": change(meta(count, finish=reason), ["weight_version"], ...), **(choice or {})}], **top}


def write():
    good = completed(**{**GOOD, "answer_id": ID, "weight_version": None, "stop": {"token": 151645}})
    answer(WIRE, "version-in-meta.json", change(whole(), ["choices", 0, "meta_info", "weight_version"], "v7"), {**good, "weight_version": "v7"})
    answer(WIRE, "version-in-metadata.json", whole(metadata={"weight_version": "v7"}), {**good, "weight_version": "v7"})
    spans = [{"version": "v7", "start": 0, "end": 2}, {"version": "v8", "start": 2, "end": ALL}]
    listed = [["v7", 0, 2], ["v8", 2, ALL]]
    answer(WIRE, "version-in-sglext.json", whole(sglext={"weight_version": "v8", "weight_versions": spans}),
           {**good, "weight_version": "v8", "spans": listed})
    answer(WIRE, "spans-in-meta.json", change(whole(), ["choices", 0, "meta_info", "weight_versions"], spans), {**good, "spans": listed})
    answer(WIRE, "tool-calls.json", whole(finish="tool_calls", reason={"type": "tool_calls", "matched": None}, matched=None),
           {**good, "finish": "tool_calls", "stop": None})
    answer(WIRE, "token-ids.json", whole(choice={"token_ids": IDS}), good)
    aborted = {"type": "abort", "message": "Aborted"}
    answer(WIRE, "abort.json", whole(3, "abort", aborted, None), {**completed(3, "abort"), "answer_id": ID, "cached_tokens": 4})
    # What an abort names without spans are the weights that the server has by then.
    short = {**completed(3, "abort"), "answer_id": ID, "cached_tokens": 4}
    answer(WIRE, "abort-version-in-meta.json", change(whole(3, "abort", aborted, None), ["choices", 0, "meta_info", "weight_version"], "v8"), short)
    answer(WIRE, "abort-version-in-metadata.json", whole(3, "abort", aborted, None, metadata={"weight_version": "v8"}), short)
    answer(WIRE, "abort-spans.json", whole(3, "abort", aborted, None, sglext={
        "weight_version": "v7", "weight_versions": [{"version": "v7", "start": 0, "end": 3}]}), {**short, "weight_version": "v7", "spans": [["v7", 0, 3]]})
    answer(WIRE, "abort-experts.json", whole(3, "abort", aborted, None),
           {**completed(3, "abort"), "answer_id": ID, "cached_tokens": 4}, wanted=[0, 2, 1])
    answer(WIRE, "fault-experts-missing.json", whole(), nonsense("routed_experts is missing"), wanted=[0, 2, 1])
    answer(WIRE, "abort-503.json", whole(0, "abort", {**aborted, "status_code": 503}, None), rejected(503))
    early = change(whole(0, "abort", aborted, None), ["choices", 0, "meta_info", "prompt_tokens"], 0)
    early = change(early, ["choices", 0, "meta_info", "completion_tokens"], ...)
    answer(WIRE, "abort-before-prefill.json", early, {**short, "ids": [], "logprobs": [], "prompt_tokens": None})
    refused = change(whole(1, "abort", {**aborted, "status_code": 400}, None), ["choices", 0, "meta_info", "prompt_tokens"], 1)
    answer(WIRE, "abort-400.json", change(refused, ["choices", 0, "meta_info", "output_token_logprobs"], []), rejected(400))
    answer(WIRE, "fault-token-ids.json", whole(choice={"token_ids": [1] + IDS[1:]}), nonsense("choices[0].token_ids[0] is 1"))
    answer(WIRE, "fault-half-body.json", dump(whole())[:200], nonsense("not JSON"))
    answer(WIRE, "fault-count.json", change(whole(), ["choices", 0, "meta_info", "completion_tokens"], 5), nonsense("completion_tokens is 5"))
    answer(WIRE, "fault-prompt-count.json", change(whole(), ["choices", 0, "meta_info", "prompt_tokens"], 8), nonsense("prompt_tokens is 8"))
    ids = dump(PROMPT)
    ours = '"logprobs":true,"return_meta_info":true,"no_stop_trim":false'
    own = '"rid":"test/attempt/"'
    request(WIRE, "nothing", {}, f'{{"messages":[],{ours},{own},"input_ids":{ids}}}', context=None)
    request(WIRE, "no-stream", {"temperature": 0.5}, f'{{"messages":[],"temperature":0.5,{ours},{own},"input_ids":{ids}}}', stream=True)
    request(WIRE, "limit-of-the-request", {"max_tokens": 9, "seed": 1, "max_completion_tokens": 7},
            f'{{"messages":[],"seed":1,"max_completion_tokens":5,{ours},{own},"input_ids":{ids}}}', limit=5)
    request(WIRE, "least-of-the-request", {"min_tokens": 9, "seed": 1, "max_tokens": 7},
            f'{{"messages":[],"seed":1,"min_tokens":0,"max_completion_tokens":5,{ours},{own},"input_ids":{ids}}}', limit=5, least=0)
    elsewhere = {"allowed-ids": {"allowed_token_ids": [1]}, "bad-words": {"bad_words": ["x"]},
                 "structured-outputs": {"structured_outputs": {"json": {}}}, "vllm-xargs": {"vllm_xargs": {"a": 1}},
                 "guided": {"guided_json": {}}, "json-schema": {"json_schema": "{}"}, "structural-tag": {"structural_tag": "{}"}}
    for name, fields in {"several": {"n": 2}, "best-of": {"best_of": 2}, **elsewhere}.items():
        request(WIRE, f"refused-{name}", fields, refused=list(fields)[0])
