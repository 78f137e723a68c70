"""vLLM's /v1/completions with a token prompt: completion/protocol.py and completion/serving.py as reference texts quote them."""
from kit import *
from sglang import change

WIRE = "vllm"
ALL = len(TOKENS)
ID = f"cmpl-{RID}"
GOOD = dict(answer_id=ID)


def usage(count=ALL, **more):
    return {"prompt_tokens": len(PROMPT), "total_tokens": len(PROMPT) + count, "completion_tokens": count, **more}


def choice(start, end, finish=None, stop=None, **more):
    return {"index": 0, "text": text(start, end), "logprobs": {
        "text_offset": [0] * (end - start), "token_logprobs": LOGPROBS[start:end],
        "tokens": [f"token_id:{token}" for token in IDS[start:end]], "top_logprobs": [None] * (end - start)},
        "finish_reason": finish, "stop_reason": stop, "token_ids": IDS[start:end], **more}


def whole(count=ALL, finish="stop", stop=None, counts=None, **more):
    return {"id": ID, "object": "text_completion", "created": 1764374400, "model": "m",
            "choices": [choice(0, count, finish, stop, prompt_token_ids=PROMPT, **more)], "usage": counts or usage(count)}


def chunk(start, end, finish=None, stop=None, first=False, **more):
    return {"id": ID, "object": "text_completion", "created": 1764374400, "model": "m",
            "choices": [choice(start, end, finish, stop, **({"prompt_token_ids": PROMPT} if first else {}), **more)]}


def counts(count=ALL):
    return {"id": ID, "object": "text_completion", "created": 1764374400, "model": "m", "choices": [], "usage": usage(count)}


def answers():
    answer(WIRE, "plain.json", whole(), completed(**GOOD))
    answer(WIRE, "stop-token.json", whole(stop=151645), completed(stop={"token": 151645}, **GOOD))
    answer(WIRE, "stop-string.json", whole(3, stop="\n\nObs:"), completed(3, stop={"text": "\n\nObs:"}, **GOOD))
    answer(WIRE, "length.json", whole(4, "length"), completed(4, "length", **GOOD))
    answer(WIRE, "abort.json", whole(2, "abort"), completed(2, "abort", **GOOD))
    answer(WIRE, "cached.json", whole(counts=usage(prompt_tokens_details={"cached_tokens": 4})), completed(**{**GOOD, "cached_tokens": 4}))
    rows = experts(0, 2, 2)
    for name, kind in (("uint8", "|u1"), ("uint16", "<u2"), ("int32", "<i4")):
        answer(WIRE, f"experts-{name}.json", whole(routed_experts=npy_base64(rows, 2, 2, kind)),
               completed(**GOOD) | {"experts": {"start": 3, "values": experts(3, 2, 2)}}, wanted=[3, 2, 2])
    each = [[token] for token in IDS]
    answer(WIRE, "deltas.sse", sse(
        *(chunk(n, n + 1, "stop" if n + 1 == ALL else None, first=n == 0) for n in range(ALL)), counts()), completed(**GOOD), deltas=each)
    answer(WIRE, "finish-without-tokens.sse", sse(chunk(0, 4, first=True), chunk(4, ALL), chunk(ALL, ALL, "stop", 151645), counts()),
           completed(stop={"token": 151645}, **GOOD), deltas=[IDS[:4], IDS[4:]])
    bare = chunk(ALL, ALL, "stop")
    for field in ("logprobs", "token_ids"):
        del bare["choices"][0][field]
    answer(WIRE, "finish-with-fields-unset.sse", sse(chunk(0, ALL, first=True), bare, counts()), completed(**GOOD), deltas=[IDS])
    answer(WIRE, "abort.sse", sse(chunk(0, 2, first=True), chunk(2, 2, "abort"), counts(2)), completed(2, "abort", **GOOD), deltas=[IDS[:2]])
    # completion/serving.py: before the first token a chunk without text and ids is passed over, also the one that has finish_reason "abort".
    answer(WIRE, "abort-before-tokens.sse", sse(counts(0)), completed(0, "abort", **GOOD), deltas=[])
    answer(WIRE, "error.sse", sse(chunk(0, 2, first=True), {"error": {"message": "dead", "type": "InternalServerError", "code": 500}}),
           rejected(500, "InternalServerError"), deltas=[IDS[:2]])
    answer(WIRE, "error-of-old.sse", sse({"object": "error", "message": "bad", "type": "BadRequestError", "code": 400}),
           rejected(400, "BadRequestError"), deltas=[])


def faults():
    good = whole()
    first = ["choices", 0]
    logprobs = first + ["logprobs"]
    for name, path, value, names in [
        ("choices-missing", ["choices"], ..., "choices is missing"),
        ("two-choices", ["choices"], good["choices"] * 2, "choices has 2"),
        ("ids-missing", first + ["token_ids"], ..., "token_ids is missing"),
        ("ids-short", first + ["token_ids"], IDS[:3], "token_ids has 3"),
        ("id-beyond-int32", first + ["token_ids", 1], 2147483648, "token_ids[1]"),
        ("id-negative", first + ["token_ids", 1], -1, "token_ids[1]"),
        ("id-of-other-view", logprobs + ["tokens", 2], "token_id:7", "logprobs.tokens[2] is 7"),
        ("token-as-text", logprobs + ["tokens", 2], "x", "logprobs.tokens[2]"),
        ("logprobs-missing", logprobs, None, "choices[0].logprobs"),
        ("logprob-null", logprobs + ["token_logprobs", 0], None, "token_logprobs[0]"),
        ("logprob-positive", logprobs + ["token_logprobs", 0], 0.5, "token_logprobs[0]"),
        ("logprob-of-none", logprobs + ["token_logprobs", 0], -9999.0, "token_logprobs[0] is -9999"),
        ("count", ["usage", "completion_tokens"], 5, "usage.completion_tokens is 5"),
        ("prompt-count", ["usage", "prompt_tokens"], 8, "usage.prompt_tokens is 8"),
        ("prompt-echo", first + ["prompt_token_ids", 3], 1, "prompt_token_ids[3] is 1"),
        ("prompt-echo-short", first + ["prompt_token_ids"], PROMPT[:-1], "prompt_token_ids has 8"),
        ("not-finished", first + ["finish_reason"], None, "finish_reason"),
    ]:
        answer(WIRE, f"fault-{name}.json", change(good, path, value), nonsense(names))
    answer(WIRE, "fault-nan.json", dump(change(good, logprobs + ["token_logprobs", 0], float("nan"))), nonsense("not JSON"))
    answer(WIRE, "fault-half-body.json", dump(good)[:200], nonsense("not JSON"))
    for name, experts_text, names in [
        ("missing", None, "routed_experts is missing"),
        ("no-base64", "?", "no base64"),
        ("no-npy", int32_base64(experts(0, 2, 2)), "no array of NumPy"),
        ("rows", npy_base64(experts(1, 2, 2), 2, 2, "|u1"), "routed_experts"),
        ("shape", npy_base64(experts(0, 4, 1), 4, 1, "|u1"), "rows of 2 layers and 2 experts"),
    ]:
        answer(WIRE, f"fault-experts-{name}.json", whole(routed_experts=experts_text), nonsense(names), wanted=[3, 2, 2])
    answer(WIRE, "fault-no-done.sse", sse(chunk(0, ALL, "stop", first=True), done=False), nonsense("[DONE]"), deltas=[IDS])
    answer(WIRE, "fault-no-finish.sse", sse(chunk(0, 3, first=True), counts(3)), nonsense("finish_reason"), deltas=[IDS[:3]])
    answer(WIRE, "fault-counts-alone.sse", sse(counts(3)), nonsense("usage.completion_tokens is 3"), deltas=[])
    answer(WIRE, "fault-counts-of-another-prompt.sse", sse(change(counts(0), ["usage", "prompt_tokens"], 8)),
           nonsense("usage.prompt_tokens is 8"), deltas=[])
    answer(WIRE, "fault-nothing.sse", sse(), nonsense("usage is missing"), deltas=[])
    answer(WIRE, "fault-count.sse", sse(chunk(0, 3, "stop", first=True), counts(4)), nonsense("usage.completion_tokens is 4"), deltas=[IDS[:3]])
    answer(WIRE, "fault-no-echo.sse", sse(chunk(0, 3, "stop")), nonsense("usage is missing"), deltas=[IDS[:3]])


def requests():
    ids = dump(PROMPT)
    ours = '"logprobs":0,"return_token_ids":true,"return_tokens_as_token_ids":true,"skip_special_tokens":false'
    own = '"request_id":"test/attempt/"'
    limit = 4096 - len(PROMPT)
    request(WIRE, "nothing", {}, f'{{"max_tokens":{limit},{ours},{own},"prompt":{ids}}}')
    request(WIRE, "stream", {}, f'{{"max_tokens":{limit},{ours},{own},"stream":true,"stream_options":{{"include_usage":true}},"prompt":{ids}}}',
            stream=True)
    request(WIRE, "limit-of-the-request", {"max_tokens": 9}, f'{{"max_tokens":5,{ours},{own},"prompt":{ids}}}', limit=5)
    request(WIRE, "least-of-the-request", {"min_tokens": 9, "max_tokens": 9},
            f'{{"max_tokens":5,"min_tokens":3,{ours},{own},"prompt":{ids}}}', limit=5, least=3)
    request(WIRE, "every-field", {
        "max_completion_tokens": 7, "min_tokens": 1, "temperature": 0.7, "top_p": 0.9, "top_k": 20, "min_p": 0.05, "seed": 42,
        "frequency_penalty": 0.1, "presence_penalty": 0.2, "repetition_penalty": 1.1, "stop": "x", "stop_token_ids": [1],
        "ignore_eos": True, "logit_bias": {"5": -100}, "cache_salt": "s", "stream_options": {},
        "response_format": {"type": "json_object"},
    }, '{"max_tokens":7,"min_tokens":1,"temperature":0.7,"top_p":0.9,"top_k":20,"min_p":0.05,"seed":42,"frequency_penalty":0.1,'
       '"presence_penalty":0.2,"repetition_penalty":1.1,"stop":"x","stop_token_ids":[1],"ignore_eos":true,"logit_bias":{"5":-100},'
       f'"cache_salt":"s","response_format":{{"type":"json_object"}},{ours},{own},"prompt":{ids}}}')
    request(WIRE, "experts", {"max_tokens": 7}, f'{{"max_tokens":7,{ours},"routed_experts_prompt_start":3,{own},"prompt":{ids}}}',
            stream=True, wanted=[3, 2, 2])


def write():
    answers()
    faults()
    requests()
