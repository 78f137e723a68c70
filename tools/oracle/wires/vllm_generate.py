"""vLLM's /inference/v1/generate: the older form (chat-shaped logprobs) and the newest, as reference texts quote them."""
from kit import *
from sglang import change
from vllm import usage

WIRE = "vllm-generate"
ALL = len(TOKENS)
ID = f"generate-tokens-{RID}"


def newest(start, end):
    return {"content": [{"token_id": token, "logprob": logprob, "rank": 1, "top_logprobs": []} for token, logprob, _ in TOKENS[start:end]]}


def older(start, end):
    return {"content": [{"token": f"token_id:{token}", "bytes": None, "logprob": logprob, "top_logprobs": []}
                        for token, logprob, _ in TOKENS[start:end]]}


def choice(start, end, finish=None, logprobs=newest, **more):
    return {"index": 0, "logprobs": logprobs(start, end), "finish_reason": finish, "token_ids": IDS[start:end], **more}


def new(count=ALL, finish="stop", **more):
    return {"request_id": ID, "model": "m", "created": 1764374400, "usage": usage(count),
            "choices": [choice(0, count, finish, routed_experts=more.pop("routed_experts", None), **more)],
            "prompt_logprobs": None, "prompt_token_ids": PROMPT, "kv_transfer_params": None}


def old(count=ALL, finish="stop", stop=None):
    return {"request_id": ID, "choices": [choice(0, count, finish, older, stop_reason=stop)], "prompt_logprobs": None, "kv_transfer_params": None}


def frame(start, end, finish=None, first=False, logprobs=newest, **more):
    return {"request_id": ID, "choices": [choice(start, end, finish, logprobs, **more)], **({"prompt_token_ids": PROMPT} if first else {})}


def answers():
    good = completed(answer_id=ID)
    of_old = {"answer_id": ID, "prompt_tokens": None}
    answer(WIRE, "newest.json", new(), good)
    answer(WIRE, "older.json", old(), completed(**of_old))
    answer(WIRE, "older-stop.json", old(3, stop="\n\nObs:"), completed(3, stop={"text": "\n\nObs:"}, **of_old))
    answer(WIRE, "older-stop-token.json", old(stop=151645), completed(stop={"token": 151645}, **of_old))
    answer(WIRE, "length.json", new(4, "length"), completed(4, "length", answer_id=ID))
    answer(WIRE, "abort.json", new(2, "abort"), completed(2, "abort", answer_id=ID))
    spans = [{"version": "default", "start": 0, "end": 2}, {"version": "v8", "start": 2, "end": ALL}]
    of_spans = dict(weight_version="v8", spans=[["default", 0, 2], ["v8", 2, ALL]])
    answer(WIRE, "spans.json", new(weight_versions=spans), {**good, **of_spans})
    rows = experts(0, 2, 2)
    answer(WIRE, "experts.json", new(routed_experts=npy_base64(rows, 2, 2, "<u2")),
           good | {"experts": {"start": 0, "values": rows}}, wanted=[0, 2, 2])
    each = [[token] for token in IDS]
    counts = {"request_id": ID, "choices": [], "usage": usage()}
    answer(WIRE, "newest.sse", sse(
        *(frame(n, n + 1, first=n == 0) for n in range(ALL)), frame(ALL, ALL, "stop"), counts), good, deltas=each)
    answer(WIRE, "older.sse", sse(
        *(frame(n, n + 1, "stop" if n + 1 == ALL else None, logprobs=older) for n in range(ALL)), counts), good, deltas=each)
    answer(WIRE, "spans.sse", sse(frame(0, 4, first=True), frame(4, ALL, "stop", weight_versions=spans), counts), {**good, **of_spans},
           deltas=[IDS[:4], IDS[4:]])
    answer(WIRE, "abort.sse", sse(frame(0, 2, first=True), frame(2, 2, "abort"), {**counts, "usage": usage(2)}),
           completed(2, "abort", answer_id=ID), deltas=[IDS[:2]])
    answer(WIRE, "abort-that-was-skipped.sse", sse(frame(0, 2, first=True, logprobs=older), {**counts, "usage": usage(2)}),
           completed(2, "abort", answer_id=ID), deltas=[IDS[:2]])
    answer(WIRE, "abort-before-tokens.sse", sse({**counts, "usage": usage(0)}), completed(0, "abort", answer_id=ID), deltas=[])
    answer(WIRE, "error.sse", sse(frame(0, 2), {"error": {"message": "dead", "type": "InternalServerError", "code": 500}}),
           rejected(500, "InternalServerError"), deltas=[IDS[:2]])


def faults():
    good = new()
    first = ["choices", 0]
    content = first + ["logprobs", "content"]
    for name, path, value, names in [
        ("choices-missing", ["choices"], ..., "choices is missing"),
        ("two-choices", ["choices"], good["choices"] * 2, "choices has 2"),
        ("ids-missing", first + ["token_ids"], None, "token_ids is missing"),
        ("ids-short", first + ["token_ids"], IDS[:3], "token_ids has 3"),
        ("id-beyond-int32", first + ["token_ids", 1], 2147483648, "token_ids[1]"),
        ("id-negative", first + ["token_ids", 1], -1, "token_ids[1]"),
        ("id-of-other-view", content + [2, "token_id"], 7, "content[2].token_id is 7"),
        ("logprobs-missing", first + ["logprobs"], None, "choices[0].logprobs"),
        ("logprob-null", content + [0, "logprob"], None, "content[0].logprob"),
        ("logprob-positive", content + [0, "logprob"], 0.5, "content[0].logprob"),
        ("logprob-of-none", content + [0, "logprob"], -9999.0, "content[0].logprob is -9999"),
        ("count", ["usage", "completion_tokens"], 5, "usage.completion_tokens is 5"),
        ("prompt-count", ["usage", "prompt_tokens"], 8, "usage.prompt_tokens is 8"),
        ("prompt-echo", ["prompt_token_ids", 3], 1, "prompt_token_ids[3] is 1"),
        ("not-finished", first + ["finish_reason"], None, "finish_reason"),
        ("span-too-long", first + ["weight_versions"], [{"version": "v7", "start": 0, "end": 7}], "weight_versions[0]"),
    ]:
        answer(WIRE, f"fault-{name}.json", change(good, path, value), nonsense(names))
    answer(WIRE, "fault-token-as-text.json", change(old(), content + [2, "token"], "x"), nonsense("content[2].token"))
    answer(WIRE, "fault-nan.json", dump(change(good, content + [0, "logprob"], float("nan"))), nonsense("not JSON"))
    answer(WIRE, "fault-half-body.json", dump(good)[:200], nonsense("not JSON"))
    answer(WIRE, "fault-no-done.sse", sse(frame(0, ALL, "stop", first=True), done=False), nonsense("[DONE]"), deltas=[IDS])
    answer(WIRE, "fault-counts-alone.sse", sse({"choices": [], "usage": usage(3)}), nonsense("usage.completion_tokens is 3"), deltas=[])
    answer(WIRE, "fault-nothing.sse", sse(), nonsense("finish_reason"), deltas=[])
    answer(WIRE, "fault-count.sse", sse(frame(0, 3, "stop"), {"choices": [], "usage": usage(4)}), nonsense("usage.completion_tokens is 4"),
           deltas=[IDS[:3]])


def requests():
    ids = dump(PROMPT)
    own = '"request_id":"test/attempt/"'
    limit = 4096 - len(PROMPT)
    tail = '"logprobs":0,"skip_special_tokens":false},"return_token_ids":true'
    request(WIRE, "nothing", {}, f'{{"sampling_params":{{"max_tokens":{limit},{tail},{own},"token_ids":{ids}}}')
    request(WIRE, "stream", {}, f'{{"sampling_params":{{"max_tokens":{limit},{tail},{own},"stream":true,'
            f'"stream_options":{{"include_usage":true}},"token_ids":{ids}}}', stream=True)
    request(WIRE, "limit-of-the-request", {"max_tokens": 9},
            f'{{"sampling_params":{{"max_tokens":5,{tail},{own},"token_ids":{ids}}}', limit=5)
    request(WIRE, "least-of-the-request", {"min_tokens": 9, "max_tokens": 9},
            f'{{"sampling_params":{{"max_tokens":5,"min_tokens":3,{tail},{own},"token_ids":{ids}}}', limit=5, least=3)
    request(WIRE, "every-field", {
        "max_tokens": 7, "min_tokens": 1, "temperature": 0.7, "stop": ["x"], "logit_bias": {"5": -100}, "priority": 3, "vllm_xargs": {"a": 1},
        "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "array"}}},
    }, '{"sampling_params":{"max_tokens":7,"min_tokens":1,"temperature":0.7,"stop":["x"],"logit_bias":{"5":-100},"extra_args":{"a":1},'
       '"structured_outputs":{"json":{"type":"array"}},"logprobs":0,"skip_special_tokens":false},"priority":3,"return_token_ids":true,'
       f'{own},"token_ids":{ids}}}')
    request(WIRE, "json-object", {"max_tokens": 7, "response_format": {"type": "json_object"}},
            f'{{"sampling_params":{{"max_tokens":7,"structured_outputs":{{"json_object":true}},{tail},{own},"token_ids":{ids}}}')
    request(WIRE, "experts", {"max_tokens": 7}, f'{{"sampling_params":{{"max_tokens":7,{tail},{own},"token_ids":{ids}}}',
            stream=True, wanted=[0, 2, 2])


def write():
    answers()
    faults()
    requests()
