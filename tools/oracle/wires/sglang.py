"""SGLang's /generate: io_struct.py, tokenizer_manager.py and sampling_params.py as reference texts quote them."""
from kit import *

WIRE = "sglang"


def meta(count, start=0, finish=None, **more):
    triples = [[logprob, token, None] for token, logprob, _ in TOKENS[start:count]]
    return {"id": RID, "finish_reason": finish, "prompt_tokens": len(PROMPT), "weight_version": "v7", "completion_tokens": count,
            "cached_tokens": 4, "output_token_logprobs": triples, **more}


def frame(count, start=0, finish=None, ids_start=None, **more):
    ids_start = start if ids_start is None else ids_start
    return {"text": text(start, count), "output_ids": IDS[ids_start:count], "meta_info": meta(count, start, finish, **more)}


def queued(count, reason):
    """tokenizer_manager.py, _handle_abort_req, of a stream: what the state kept, the last id alone, and no prompt_tokens."""
    kept = meta(count, finish=reason)
    return {"text": text(0, count), "output_ids": IDS[:count][-1:], "meta_info": {
        key: kept[key] for key in ["id", "finish_reason", "weight_version"]} | {"e2e_latency": 0.5} | {
        key: kept[key] for key in ["output_token_logprobs", "completion_tokens"]}}


def unfilled(reason, **counts):
    """tokenizer_manager.py, _handle_abort_req, in releases of 2025: no tokens, no weights, and counts of 0 or none."""
    return {"text": "", "meta_info": {"id": RID, "finish_reason": reason, **counts}}


STOP = {"type": "stop", "matched": 151645}
ALL = len(TOKENS)
GOOD = dict(answer_id=RID, cached_tokens=4, weight_version="v7")


def change(body, path, value):
    """A copy with one value changed; a value of ... removes the field."""
    body = json.loads(json.dumps(body))
    at = body
    for key in path[:-1]:
        at = at[key]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return body


def wholes():
    answer(WIRE, "plain.json", frame(ALL, finish=STOP), completed(stop={"token": 151645}, **GOOD))
    answer(WIRE, "stop-string.json", frame(3, finish={"type": "stop", "matched": "\n\nObs:"}),
           completed(3, stop={"text": "\n\nObs:"}, **GOOD))
    answer(WIRE, "length.json", frame(4, finish={"type": "length", "length": 4}), completed(4, "length", **GOOD))
    answer(WIRE, "nothing.json", frame(0, finish={"type": "length", "length": 0}), completed(0, "length", **GOOD))
    answer(WIRE, "without-tokenizer.json", change(frame(ALL, finish=STOP), ["text"], ...), completed(stop={"token": 151645}, **GOOD))
    spans = [{"version": "v7", "start": 0, "end": 2}, {"version": "v8", "start": 2, "end": ALL}]
    answer(WIRE, "spans.json", frame(ALL, finish=STOP, weight_versions=spans) , completed(
        stop={"token": 151645}, **GOOD, spans=[["v7", 0, 2], ["v8", 2, ALL]]))
    answer(WIRE, "echo.json", {**frame(ALL, finish=STOP), "prompt_token_ids": PROMPT}, completed(stop={"token": 151645}, **GOOD))
    rows = experts(9)
    answer(WIRE, "experts.json", frame(ALL, finish=STOP, routed_experts=int32_base64(rows)),
           completed(stop={"token": 151645}, **GOOD) | {"experts": {"start": 9, "values": rows}}, wanted=[9, 2, 1])
    answer(WIRE, "experts-of-all-rows.json", frame(ALL, finish=STOP, routed_experts=int32_base64(experts(0))),
           completed(stop={"token": 151645}, **GOOD) | {"experts": {"start": 9, "values": rows}}, wanted=[9, 2, 1])
    # scheduler.py: an abort's frame names the weights that the server has by then; spans (srt/utils/weight_versions.py) what sampled.
    aborted = {"type": "abort", "message": "Aborted"}
    answer(WIRE, "abort.json", frame(3, finish=aborted), completed(3, "abort", **{**GOOD, "weight_version": None}))
    answer(WIRE, "abort-spans.json", frame(3, finish=aborted, weight_versions=[{"version": "v7", "start": 0, "end": 3}]),
           completed(3, "abort", **GOOD, spans=[["v7", 0, 3]]))
    for status in (400, 503):
        answer(WIRE, f"abort-{status}.json",
               frame(0, finish={"type": "abort", "message": "no", "status_code": status, "err_type": "ServiceUnavailable"}),
               rejected(status, "ServiceUnavailable"))


def streams():
    each = [[token] for token in IDS]
    good = completed(stop={"token": 151645}, **GOOD)
    end = lambda count: STOP if count == ALL else None
    answer(WIRE, "cumulative.sse", sse(*(frame(n, finish=end(n)) for n in range(1, ALL + 1))), good, deltas=each)
    answer(WIRE, "incremental.sse", sse(*(frame(n, n - 1, end(n)) for n in range(1, ALL + 1))), good, deltas=each)
    answer(WIRE, "incremental-merged.sse", sse(frame(1, 0), frame(4, 1), frame(ALL, 4, STOP)), good,
           deltas=[IDS[:1], IDS[1:4], IDS[4:]])
    answer(WIRE, "incremental-ids.sse", sse(*(frame(n, 0, end(n), ids_start=n - 1) for n in range(1, ALL + 1))), good, deltas=each)
    answer(WIRE, "finish-without-tokens.sse", sse(frame(0), frame(ALL), frame(ALL, ALL, STOP)), good, deltas=[IDS])
    answer(WIRE, "line-ends.sse", "\ufeff: hello\r\n\r\n" + sse(frame(2), frame(ALL, finish=STOP), end="\r\n\r\n"), good,
           deltas=[IDS[:2], IDS[2:]])
    answer(WIRE, "comments.sse", "event: message\rid: 1\r" + sse(frame(2), end="\r\r", done=False) + ": ping\n\n\n"
           + dump(frame(ALL, finish=STOP)).join(["data:", "\n\ndata: [DONE]\n\nignored after"]), good, deltas=[IDS[:2], IDS[2:]])
    split = json.dumps(frame(ALL, finish=STOP), ensure_ascii=False, indent=1).replace("\n", "\ndata: ")
    answer(WIRE, "several-lines.sse", sse(split), good, deltas=[IDS])
    spans = [{"version": "v7", "start": 0, "end": 2}, {"version": "v8", "start": 2, "end": ALL}]
    answer(WIRE, "spans.sse", sse(frame(2), frame(ALL, finish=STOP, weight_versions=spans)),
           completed(stop={"token": 151645}, **GOOD, spans=[["v7", 0, 2], ["v8", 2, ALL]]), deltas=[IDS[:2], IDS[2:]])
    # Before spans, a frame names the weights that the server has when it goes out.
    renamed = [change(last, ["meta_info", "weight_version"], "v8") for last in (frame(4), frame(ALL, finish=STOP))]
    answer(WIRE, "versions.sse", sse(frame(2), *renamed), completed(stop={"token": 151645}, **{**GOOD, "weight_version": "v8"}),
           deltas=[IDS[:2], IDS[2:4], IDS[4:]], versions=["v7", "v8", "v8"])
    aborted = {"type": "abort", "message": "Aborted"}
    answer(WIRE, "abort-spans.sse", sse(frame(2), change(frame(3, finish=aborted, weight_versions=[
        {"version": "v7", "start": 0, "end": 2}, {"version": "v8", "start": 2, "end": 3}]), ["meta_info", "weight_version"], "v8")),
           completed(3, "abort", **{**GOOD, "weight_version": "v8"}, spans=[["v7", 0, 2], ["v8", 2, 3]]),
           deltas=[IDS[:2], IDS[2:3]], versions=["v7", "v8"])
    answer(WIRE, "abort.sse", sse(frame(2), frame(3, finish=aborted)), completed(3, "abort", **GOOD), deltas=[IDS[:2], IDS[2:3]])
    answer(WIRE, "abort-of-nothing-kept.sse", sse(frame(2), frame(0, finish=aborted)), completed(2, "abort", **GOOD), deltas=[IDS[:2]])
    waiting = {"type": "abort", "message": "Abort in waiting queue"}
    kept = dict(answer_id=RID, weight_version="v7", prompt_tokens=None)
    answer(WIRE, "abort-in-queue.sse", sse(frame(2), frame(3), queued(3, waiting)), completed(3, "abort", **kept),
           deltas=[IDS[:2], IDS[2:3]])
    answer(WIRE, "abort-in-queue-incremental.sse", sse(frame(2), frame(3, 2), queued(4, waiting)), completed(4, "abort", **kept),
           deltas=[IDS[:2], IDS[2:3], IDS[3:4]])
    # scheduler.py: /update_weight_version names the new weights while the aborts that it asked for are on their way.
    named = [change(last, ["meta_info", "weight_version"], "v8") for last in (frame(3, finish=aborted), queued(3, waiting))]
    answer(WIRE, "abort-for-new-weights.sse", sse(frame(2), named[0]), completed(3, "abort", **GOOD), deltas=[IDS[:2], IDS[2:3]])
    answer(WIRE, "abort-in-queue-for-new-weights.sse", sse(frame(3), named[1]), completed(3, "abort", **kept), deltas=[IDS[:3]])
    answer(WIRE, "abort-in-queue-first.sse", sse(queued(0, waiting)), completed(0, "abort", **{**kept, "weight_version": None}), deltas=[])
    answer(WIRE, "abort-in-queue-experts.sse", sse(frame(2), queued(2, waiting)), completed(2, "abort", **kept), wanted=[0, 2, 1],
           deltas=[IDS[:2]])
    other = change(queued(3, waiting), ["output_ids"], [7])
    answer(WIRE, "fault-abort-in-queue.sse", sse(frame(3), other), nonsense("output_ids[0] is 7"), deltas=[IDS[:3]])
    more = change(queued(3, waiting), ["output_ids"], [7, *IDS[:3]])
    answer(WIRE, "fault-abort-in-queue-long.sse", sse(frame(3), more), nonsense("output_ids has 4 ids"), deltas=[IDS[:3]])
    early = {"type": "abort", "message": "Abort before prefill"}
    none = {**kept, "weight_version": None}
    for name, counts in {"": {"prompt_tokens": 0, "completion_tokens": 0}, "-without-counts": {}}.items():
        answer(WIRE, f"abort-before-prefill{name}.sse", sse(unfilled(early, **counts)), completed(0, "abort", **none), deltas=[])
        answer(WIRE, f"abort-before-prefill{name}.json", unfilled(early, **counts), completed(0, "abort", **none))
        answer(WIRE, f"abort-before-prefill-again{name}.sse", sse(frame(2), unfilled(early, **counts)), completed(2, "abort", **kept),
               deltas=[IDS[:2]])
    other = change(frame(3, finish=aborted), ["meta_info", "prompt_tokens"], 8)
    answer(WIRE, "fault-abort-of-another-prompt.sse", sse(frame(2), other), nonsense("meta_info.prompt_tokens is 8"), deltas=[IDS[:2]])
    # schedule_batch.py, set_finish_with_abort: it runs with another prompt, of one token, and without logprobs.
    refused = change(frame(1, 1, {**aborted, "status_code": 400, "err_type": "BadRequestError"}), ["meta_info", "prompt_tokens"], 1)
    answer(WIRE, "abort-400.sse", sse({**refused, "output_ids": [7]}), rejected(400, "BadRequestError"), deltas=[])
    answer(WIRE, "abort-503.sse", sse(frame(2), frame(2, finish={**aborted, "status_code": 503})), rejected(503), deltas=[IDS[:2]])
    answer(WIRE, "error.sse", sse(frame(2), {"error": {"message": "out of memory", "type": "server_error", "code": 503}}),
           rejected(503, "server_error"), deltas=[IDS[:2]])
    answer(WIRE, "error-without-code.sse", sse({"error": {"message": "too long"}}), rejected(500), deltas=[])


def faults():
    whole = frame(ALL, finish=STOP)
    triples = ["meta_info", "output_token_logprobs"]
    for name, path, value, names in [
        ("count-low", ["meta_info", "completion_tokens"], 5, "completion_tokens"),
        ("count-high", ["meta_info", "completion_tokens"], 7, "completion_tokens"),
        ("count-missing", ["meta_info", "completion_tokens"], ..., "meta_info.completion_tokens"),
        ("id-beyond-int32", triples + [1, 1], 2147483648, "output_token_logprobs[1][1]"),
        ("id-negative", triples + [1, 1], -1, "output_token_logprobs[1][1]"),
        ("id-of-other-view", ["output_ids", 2], 7, "output_ids[2]"),
        ("ids-missing", ["output_ids"], ..., "output_ids is missing"),
        ("ids-short", ["output_ids"], IDS[:3], "output_ids has 3"),
        ("logprobs-missing", triples, ..., "output_token_logprobs"),
        ("logprob-null", triples + [0, 0], None, "output_token_logprobs[0][0]"),
        ("logprob-positive", triples + [0, 0], 0.5, "output_token_logprobs[0][0]"),
        ("prompt-count", ["meta_info", "prompt_tokens"], 8, "meta_info.prompt_tokens is 8, but 9"),
        ("prompt-count-missing", ["meta_info", "prompt_tokens"], ..., "meta_info.prompt_tokens"),
        ("prompt-echo", ["prompt_token_ids"], [1] + PROMPT[1:], "prompt_token_ids[0] is 1"),
        ("prompt-echo-short", ["prompt_token_ids"], PROMPT[:-1], "prompt_token_ids has 8"),
        ("not-finished", ["meta_info", "finish_reason"], None, "finish_reason"),
        ("span-too-long", ["meta_info", "weight_versions"], [{"version": "v7", "start": 0, "end": 7}], "weight_versions[0]"),
        ("meta-missing", ["meta_info"], ..., "meta_info is missing"),
    ]:
        answer(WIRE, f"fault-{name}.json", change(whole, path, value), nonsense(names))
    answer(WIRE, "fault-experts-rows.json", frame(ALL, finish=STOP, routed_experts=int32_base64(experts(10))),
           nonsense("routed_experts"), wanted=[9, 2, 1])
    answer(WIRE, "fault-nan.json", dump(change(whole, triples + [0, 0], float("nan"))), nonsense("not JSON"))
    answer(WIRE, "fault-half-body.json", dump(whole)[:200], nonsense("not JSON"))
    answer(WIRE, "fault-list.json", [whole], nonsense("not an object"))
    answer(WIRE, "fault-no-done.sse", sse(frame(2), whole, done=False), nonsense("[DONE]"), deltas=[IDS[:2], IDS[2:]])
    answer(WIRE, "fault-nothing-before-done.sse", sse(), nonsense("finish_reason"), deltas=[])
    answer(WIRE, "fault-changed.sse", sse(frame(3), change(whole, triples + [1, 1], 5)), nonsense("[1]"), deltas=[IDS[:3]])
    answer(WIRE, "fault-taken-back.sse", sse(frame(3), frame(2), whole), nonsense("completion_tokens is 2"), deltas=[IDS[:3]])
    answer(WIRE, "fault-gap.sse", sse(frame(1, 0), frame(4, 2), frame(ALL, 4, STOP)), nonsense("completion_tokens is 4"),
           deltas=[IDS[:1]])
    answer(WIRE, "fault-utf8.sse", sse(frame(2)).encode().replace("日".encode(), b"\xff"), nonsense("not UTF-8"), deltas=[])
    answer(WIRE, "fault-half-frame.sse", sse(frame(2), dump(whole)[:150]), nonsense("not JSON"), deltas=[IDS[:2]])


def requests():
    own = '"rid":"test/attempt/"'
    ids = dump(PROMPT)
    limit = 4096 - len(PROMPT) - 1
    tail = '"skip_special_tokens":false},"return_logprob":true,'
    request(WIRE, "nothing", {}, f'{{"sampling_params":{{"max_new_tokens":{limit},{tail}{own},"input_ids":{ids}}}')
    request(WIRE, "stream", {}, f'{{"sampling_params":{{"max_new_tokens":{limit},{tail}{own},"stream":true,"input_ids":{ids}}}', stream=True)
    request(WIRE, "limit-of-the-request", {"max_tokens": 9, "max_completion_tokens": 8},
            f'{{"sampling_params":{{"max_new_tokens":5,{tail}{own},"input_ids":{ids}}}', limit=5)
    request(WIRE, "least-of-the-request", {"min_tokens": 9, "seed": 1, "max_tokens": 8},
            f'{{"sampling_params":{{"max_new_tokens":5,"sampling_seed":1,"min_new_tokens":3,{tail}{own},"input_ids":{ids}}}', limit=5, least=3)
    request(WIRE, "limits", {"max_tokens": 9, "max_completion_tokens": 8},
            f'{{"sampling_params":{{"max_new_tokens":8,{tail}{own},"input_ids":{ids}}}', context=None)
    request(WIRE, "no-room", {}, f'{{"sampling_params":{{"max_new_tokens":1,{tail}{own},"input_ids":{ids}}}', context=5)
    request(WIRE, "every-field", {
        "model": "m", "max_tokens": 7, "min_tokens": 1, "temperature": 0.7, "top_p": 0.9, "top_k": 20, "min_p": 0.05, "seed": 42,
        "frequency_penalty": 0.1, "presence_penalty": 0.2, "repetition_penalty": 1.1, "stop": ["\n\nObs:"], "stop_token_ids": [1],
        "stop_regex": "a+", "ignore_eos": True, "logit_bias": {"5": -100}, "n": 1, "user": "u", "metadata": {}, "stream": True,
        "parallel_tool_calls": True, "tool_choice": "auto", "logprobs": False, "lora_path": "l", "priority": 2, "top_logprobs": None,
        "skip_special_tokens": True, "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "array"}}},
    }, '{"sampling_params":{"max_new_tokens":7,"min_new_tokens":1,"temperature":0.7,"top_p":0.9,"top_k":20,"min_p":0.05,'
       '"sampling_seed":42,"frequency_penalty":0.1,"presence_penalty":0.2,"repetition_penalty":1.1,"stop":["\\n\\nObs:"],'
       '"stop_token_ids":[1],"stop_regex":"a+","ignore_eos":true,"logit_bias":{"5":-100},"json_schema":"{\\"type\\":\\"array\\"}",'
       f'"skip_special_tokens":false}},"lora_path":"l","priority":2,"return_logprob":true,{own},"input_ids":{ids}}}')
    request(WIRE, "json-object", {"max_tokens": 7, "response_format": {"type": "json_object"}},
            '{"sampling_params":{"max_new_tokens":7,"json_schema":"{\\"type\\": \\"object\\"}",' + f'{tail}{own},"input_ids":{ids}}}')
    request(WIRE, "text", {"max_tokens": 7, "response_format": {"type": "text"}},
            '{"sampling_params":{"max_new_tokens":7,' + f'{tail}{own},"input_ids":{ids}}}')
    request(WIRE, "experts", {"max_tokens": 7}, f'{{"sampling_params":{{"max_new_tokens":7,"skip_special_tokens":false}},"return_logprob":true,'
            f'"return_routed_experts":true,"routed_experts_start_len":9,{own},"input_ids":{ids}}}', stream=True, wanted=[9, 2, 1])


def write():
    wholes()
    streams()
    faults()
    requests()
