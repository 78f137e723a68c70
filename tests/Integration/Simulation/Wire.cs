using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tito.Tests.Integration.Simulation;

/// <summary>How a client of each wire asks for ids and logprobs, and where it finds them, as wires.md has it.</summary>
internal static class Wire
{
    public static TheoryData<string> All => ["sglang", "sglang-chat", "vllm", "vllm-generate"];

    public static string Path(string wire) => wire switch
    {
        "sglang" => "/generate",
        "sglang-chat" => "/v1/chat/completions",
        "vllm" => "/v1/completions",
        _ => "/inference/v1/generate",
    };

    /// <summary>A request.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="ids">The prompt.</param>
    /// <param name="limit">The most tokens.</param>
    /// <param name="id">The request's name.</param>
    /// <param name="sampling">More fields, where the wire has those of sampling, each with a comma before it.</param>
    /// <param name="top">More fields of the body itself.</param>
    public static string Body(string wire, ImmutableArray<int> ids, int limit = 4096, string id = "a/1/", string sampling = "", string top = "")
    {
        var list = "[" + string.Join(',', ids) + "]";
        return wire switch
        {
            "sglang" => $$"""{"rid":"{{id}}","input_ids":{{list}},"return_logprob":true,"sampling_params":{"max_new_tokens":{{limit}}{{sampling}}}{{top}}}""",
            "sglang-chat" => $$"""{"rid":"{{id}}","messages":[{}],"input_ids":{{list}},"logprobs":true,"return_meta_info":true,"max_tokens":{{limit}}{{sampling}}{{top}}}""",
            "vllm" => $$"""{"request_id":"{{id}}","prompt":{{list}},"logprobs":0,"return_token_ids":true,"max_tokens":{{limit}}{{sampling}}{{top}}}""",
            _ => $$"""{"request_id":"{{id}}","token_ids":{{list}},"sampling_params":{"max_tokens":{{limit}},"logprobs":0{{sampling}}}{{top}}}""",
        };
    }

    public static ImmutableArray<int> Ids(string wire, JsonElement answer) => wire switch
    {
        "sglang" => Numbers(answer.GetProperty("output_ids")),
        "sglang-chat" => [.. Triples(Choice(answer)).Select(triple => triple[1].GetInt32())],
        _ => Numbers(Choice(answer).GetProperty("token_ids")),
    };

    public static ImmutableArray<double> Logprobs(string wire, JsonElement answer) => wire switch
    {
        "sglang" => [.. Triples(answer).Select(triple => triple[0].GetDouble())],
        "sglang-chat" => [.. Triples(Choice(answer)).Select(triple => triple[0].GetDouble())],
        "vllm" => [.. Choice(answer).GetProperty("logprobs").GetProperty("token_logprobs").EnumerateArray().Select(number => number.GetDouble())],
        _ => [.. Choice(answer).GetProperty("logprobs").GetProperty("content").EnumerateArray().Select(item => item.GetProperty("logprob").GetDouble())],
    };

    /// <summary>The word for the end, and the JSON of what stopped it, where the wire tells it.</summary>
    public static (string? Word, string? Stop) End(string wire, JsonElement answer) => wire switch
    {
        "sglang" => Reason(answer.GetProperty("meta_info").GetProperty("finish_reason")),
        "sglang-chat" => (Choice(answer).GetProperty("finish_reason").GetString(), Choice(answer).GetProperty("matched_stop").GetRawText()),
        "vllm" => (Choice(answer).GetProperty("finish_reason").GetString(), Choice(answer).GetProperty("stop_reason").GetRawText()),
        _ => (Choice(answer).GetProperty("finish_reason").GetString(), null),
    };

    public static JsonElement Choice(JsonElement answer) => answer.GetProperty("choices")[0];

    public static ImmutableArray<int> Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];

    public static string Names(JsonElement json) =>
        string.Join(' ', json.EnumerateObject().Select(field => field.Name));

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static (string? Word, string? Stop) Reason(JsonElement reason) => reason.ValueKind == JsonValueKind.Null
        ? (null, null)
        : (reason.GetProperty("type").GetString(), reason.TryGetProperty("matched", out var matched) ? matched.GetRawText() : null);

    private static JsonElement.ArrayEnumerator Triples(JsonElement answer) =>
        answer.GetProperty("meta_info").GetProperty("output_token_logprobs").EnumerateArray();
}
