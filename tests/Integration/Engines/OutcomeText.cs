using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Integration.Engines;

/// <summary>Outcomes and their goldens as texts that can be compared.</summary>
internal static class OutcomeText
{
    /// <summary>All of an outcome that a golden says.</summary>
    public static string Of(InferenceOutcome outcome) => outcome switch
    {
        InferenceOutcome.Completed({ } sampled) => string.Join('\n',
            $"completed {sampled.FinishReason} at {Of(sampled.Stop)}",
            string.Join(' ', sampled.Completion.Ids),
            string.Join(' ', sampled.Completion.Logprobs.Select(logprob => BitConverter.SingleToInt32Bits(logprob))),
            $"{sampled.Facts.AnswerId} {sampled.Facts.PromptTokens} {sampled.Facts.CachedTokens} {sampled.Facts.WeightVersion}",
            string.Join(' ', sampled.Facts.WeightSpans.Select(span => $"{span.Version}:{span.Start}-{span.End}")),
            sampled.RoutedExperts is { } rows ? $"{rows.StartRow}: {string.Join(' ', LittleEndian.ToInt32(rows.Bytes.Span))}" : ""),
        InferenceOutcome.Rejected rejected => $"rejected {rejected.Status} {rejected.Code}",
        InferenceOutcome.Nonsense => "nonsense",
        _ => outcome.ToString(),
    };

    /// <summary>The same of a golden.</summary>
    public static string Of(JsonElement golden) => golden.GetProperty("outcome").GetString() switch
    {
        "completed" => string.Join('\n',
            $"completed {golden.GetProperty("finish")} at {Stop(golden.GetProperty("stop"))}",
            string.Join(' ', golden.GetProperty("ids").EnumerateArray()),
            string.Join(' ', golden.GetProperty("logprobs").EnumerateArray().Select(value => BitConverter.SingleToInt32Bits((float)value.GetDouble()))),
            string.Join(' ', new[] { "answer_id", "prompt_tokens", "cached_tokens", "weight_version" }.Select(name => golden.GetProperty(name).ToString())),
            string.Join(' ', golden.GetProperty("spans").EnumerateArray().Select(span => $"{span[0]}:{span[1]}-{span[2]}")),
            golden.GetProperty("experts") is { ValueKind: JsonValueKind.Object } rows
                ? $"{rows.GetProperty("start")}: {string.Join(' ', rows.GetProperty("values").EnumerateArray())}"
                : ""),
        "rejected" => $"rejected {golden.GetProperty("status")} {golden.GetProperty("code")}",
        var other => other!,
    };

    private static string Of(StopMatch? stop) => stop is null ? "" : stop.Text ?? $"{stop.TokenId}";

    private static string Stop(JsonElement stop) => stop.ValueKind != JsonValueKind.Object ? ""
        : stop.TryGetProperty("text", out var text) ? text.GetString()! : stop.GetProperty("token").ToString();
}
