using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;
using Tito.Engines.Vllm;

namespace Tito.Engines.VllmCompletions;

/// <summary>
/// Reads a completion: <c>choices[0].token_ids</c> with <c>logprobs.{tokens,token_logprobs}</c>, whole or as the deltas of a stream.
/// </summary>
internal sealed class VllmCompletionsReader(string name, InferenceRequest request, ReadOnlyMemory<byte> fields) : IAnswerReader
{
    private const string IdsPath = "choices[0].token_ids";
    private const string LogprobsPath = "choices[0].logprobs.token_logprobs";
    private const string TokensPath = "choices[0].logprobs.tokens";

    private readonly VllmAnswer _answer = new(request);

    /// <inheritdoc/>
    public TokenSegment Take(JsonElement frame)
    {
        var held = _answer.Rows.Count;
        if (_answer.Take(frame) is { } choice)
        {
            Read(choice);
        }

        return _answer.Rows.Since(held);
    }

    /// <inheritdoc/>
    public InferenceOutcome End() => new InferenceOutcome.Completed(_answer.End(name, needsUsage: true, fields));

    private void Read(JsonElement choice)
    {
        var hasIds = choice.TryGetProperty("token_ids", out var ids) && ids.ValueKind != JsonValueKind.Null;
        var hasText = AnswerField.OptionalText(choice, "text") is { Length: > 0 };
        var hasLogprobs = choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind != JsonValueKind.Null;
        if (!hasIds && (hasText || hasLogprobs))
        {
            throw new InvalidDataException($"{IdsPath} is missing.");
        }

        var count = hasIds ? AnswerField.Array(choice, "token_ids", IdsPath).GetArrayLength() : 0;
        if (count == 0 && !hasLogprobs)
        {
            return;
        }

        var values = AnswerField.Array(AnswerField.Object(choice, "logprobs", "choices[0].logprobs"), "token_logprobs", LogprobsPath);
        var tokens = AnswerField.Array(logprobs, "tokens", TokensPath);
        if (values.GetArrayLength() != count || tokens.GetArrayLength() != count)
        {
            throw new InvalidDataException(
                $"{IdsPath} has {count} entries, but {LogprobsPath} {values.GetArrayLength()} and {TokensPath} {tokens.GetArrayLength()}.");
        }

        for (var i = 0; i < count; i++)
        {
            var id = SampledRows.Id(ids[i], $"{IdsPath}[{i}]");
            VllmToken.RequireId(tokens[i], id, $"{TokensPath}[{i}]");
            _answer.Rows.Add(id, VllmToken.Logprob(values[i], $"{LogprobsPath}[{i}]"));
        }
    }
}
