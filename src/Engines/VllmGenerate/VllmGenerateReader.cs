using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;
using Tito.Engines.Vllm;

namespace Tito.Engines.VllmGenerate;

/// <summary>
/// Reads an answer: <c>choices[0].token_ids</c> with <c>logprobs.content</c>, whose items have <c>token_id</c> in the newest release and
/// <c>token:"token_id:N"</c> in older ones; whole or as the deltas of a stream.
/// </summary>
internal sealed class VllmGenerateReader(string name, InferenceRequest request, ReadOnlyMemory<byte> fields) : IAnswerReader
{
    private const string IdsPath = "choices[0].token_ids";
    private const string ContentPath = "choices[0].logprobs.content";

    private readonly VllmAnswer _answer = new(request);
    private int _frames;

    /// <inheritdoc/>
    public TokenSegment Take(JsonElement frame)
    {
        _frames++;
        var held = _answer.Rows.Count;
        if (_answer.Take(frame) is { } choice)
        {
            Read(choice);
        }

        return _answer.Rows.Since(held);
    }

    /// <inheritdoc/>
    public InferenceOutcome End()
    {
        // Older releases skipped frames without tokens, and with them the reason of a request that was given up: that stream just ends. One
        // of no tokens at all is the answer's own matter.
        var wasCut = _frames > 1 && _answer.FinishReason is null;
        return new InferenceOutcome.Completed(_answer.End(name, needsUsage: false, fields, wasCut ? "abort" : null));
    }

    private void Read(JsonElement choice)
    {
        var hasIds = choice.TryGetProperty("token_ids", out var ids) && ids.ValueKind != JsonValueKind.Null;
        var hasLogprobs = choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind != JsonValueKind.Null;
        if (!hasIds && hasLogprobs)
        {
            throw new InvalidDataException($"{IdsPath} is missing.");
        }

        var count = hasIds ? AnswerField.Array(choice, "token_ids", IdsPath).GetArrayLength() : 0;
        if (count == 0 && !hasLogprobs)
        {
            return;
        }

        var content = AnswerField.Array(AnswerField.Object(choice, "logprobs", "choices[0].logprobs"), "content", ContentPath);
        if (content.GetArrayLength() != count)
        {
            throw new InvalidDataException($"{IdsPath} has {count} entries, but {ContentPath} {content.GetArrayLength()}.");
        }

        for (var i = 0; i < count; i++)
        {
            var id = SampledRows.Id(ids[i], $"{IdsPath}[{i}]");
            var entry = AnswerField.Object(content[i], $"{ContentPath}[{i}]");
            RequireId(entry, id, $"{ContentPath}[{i}]");
            var path = $"{ContentPath}[{i}].logprob";
            _answer.Rows.Add(id, VllmToken.Logprob(AnswerField.Any(entry, "logprob", path), path));
        }
    }

    private static void RequireId(JsonElement entry, int id, string path)
    {
        if (!entry.TryGetProperty("token_id", out var value))
        {
            VllmToken.RequireId(AnswerField.Any(entry, "token", $"{path}.token"), id, $"{path}.token");
        }
        else if (SampledRows.Id(value, $"{path}.token_id") is var said && said != id)
        {
            throw new InvalidDataException($"{path}.token_id is {said}, but the list of ids has {id}.");
        }
    }
}
