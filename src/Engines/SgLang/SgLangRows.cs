using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.SgLang;

/// <summary>
/// The sampled tokens of <c>meta_info.output_token_logprobs</c>: a list of <c>[logprob, token id, text or null]</c>, one for each. A stream
/// repeats all tokens in each frame, or has the new ones alone where the server runs with <c>--incremental-streaming-output</c>; the
/// number of <c>completion_tokens</c> says which.
/// </summary>
/// <remarks>For one thread and one answer.</remarks>
/// <param name="metaPath">The place of <c>meta_info</c> in the answer.</param>
internal sealed class SgLangRows(string metaPath)
{
    private readonly string _path = metaPath + ".output_token_logprobs";

    /// <summary>What came so far.</summary>
    public SampledRows Rows { get; } = new();

    /// <summary>Takes the tokens of an answer or a frame, and returns those that are new.</summary>
    /// <param name="meta">The object <c>meta_info</c>.</param>
    /// <param name="isAborted">
    /// Whether the request was given up: one of which nothing was kept by then is said to have no tokens, or nothing of how many, though
    /// some were sent.
    /// </param>
    /// <exception cref="InvalidDataException">The list is of another form, or its length does not fit.</exception>
    public TokenSegment Take(JsonElement meta, bool isAborted)
    {
        var held = Rows.Count;
        var count = AnswerField.Count(meta, "completion_tokens", metaPath + ".completion_tokens")
            ?? (isAborted ? held : throw new InvalidDataException($"{metaPath}.completion_tokens is missing."));
        var hasList = meta.TryGetProperty("output_token_logprobs", out var value) && value.ValueKind != JsonValueKind.Null;
        if (!hasList && (isAborted || count == held))
        {
            return Rows.Since(held);
        }

        var list = AnswerField.Array(meta, "output_token_logprobs", _path);
        var length = list.GetArrayLength();
        if (isAborted && length == 0)
        {
            return Rows.Since(held);
        }

        if (length != count && held + length != count)
        {
            throw new InvalidDataException(held == 0
                ? $"{_path} has {length} entries, but {metaPath}.completion_tokens is {count}."
                : $"{_path} has {length} entries after {held} tokens, but {metaPath}.completion_tokens is {count}.");
        }

        if (length == count && count < held)
        {
            throw new InvalidDataException($"{metaPath}.completion_tokens is {count}, but was {held} before.");
        }

        Read(list, known: length == count ? held : 0);
        return Rows.Since(held);
    }

    /// <summary>Holds another list of the sampled ids, whole or of this frame alone, against the tokens.</summary>
    /// <remarks>
    /// SGLang, <c>tokenizer_manager.py</c> (_handle_abort_req): of a request that was waiting again when it was given up, a stream has all
    /// counts and logprobs, and its last id alone.
    /// </remarks>
    /// <param name="ids">The list.</param>
    /// <param name="path">Its place.</param>
    /// <param name="held">How many tokens came before this frame.</param>
    /// <param name="isAborted">Whether the request was given up: the list may be of any of the last tokens then.</param>
    /// <exception cref="InvalidDataException">It is no list, has another length, or differs.</exception>
    public void RequireIds(JsonElement ids, string path, int held, bool isAborted)
    {
        AnswerIds.RequireList(ids, path);
        var length = ids.GetArrayLength();
        if (length != Rows.Count && length != Rows.Count - held && !(isAborted && length < Rows.Count))
        {
            throw new InvalidDataException($"{path} has {length} ids, but {metaPath}.completion_tokens is {Rows.Count}.");
        }

        foreach (var (index, item) in ids.EnumerateArray().Index())
        {
            var id = SampledRows.Id(item, $"{path}[{index}]");
            var other = Rows.IdAt(Rows.Count - length + index);
            if (id != other)
            {
                throw new InvalidDataException($"{path}[{index}] is {id}, but {_path} has {other}.");
            }
        }
    }

    private void Read(JsonElement list, int known)
    {
        foreach (var (index, entry) in list.EnumerateArray().Index())
        {
            var path = $"{_path}[{index}]";
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 3)
            {
                throw new InvalidDataException($"{path} is no list of logprob, token id and text.");
            }

            var logprob = SampledRows.Logprob(entry[0], path + "[0]");
            var id = SampledRows.Id(entry[1], path + "[1]");
            if (entry[2].ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                throw new InvalidDataException($"{path}[2] is neither text nor null.");
            }

            if (index >= known)
            {
                Rows.Add(id, logprob);
            }
            else if (id != Rows.IdAt(index) || !logprob.Equals(Rows.LogprobAt(index)))
            {
                throw new InvalidDataException($"{path} is another token than in the frame before.");
            }
        }
    }
}
