using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Lists of token ids in an answer, held against what is known.</summary>
internal static class AnswerIds
{
    /// <summary>Refuses an echo of the prompt that is not the prompt: an engine that changed it continued another one.</summary>
    /// <param name="list">The list, a JSON value.</param>
    /// <param name="path">Its place.</param>
    /// <param name="prompt">What was sent.</param>
    /// <exception cref="InvalidDataException">It is no list, of another length, or differs.</exception>
    public static void RequirePrompt(JsonElement list, string path, TokenBuffer prompt)
    {
        RequireList(list, path);
        RequireCount(list.GetArrayLength(), path + " has", prompt.Count);
        var ids = list.EnumerateArray();
        var index = 0;
        foreach (var segment in prompt.Segments)
        {
            foreach (var id in segment.Ids)
            {
                ids.MoveNext();
                var said = SampledRows.Id(ids.Current, $"{path}[{index}]");
                if (said != id)
                {
                    throw new InvalidDataException($"{path}[{index}] is {said}, but {id} was sent.");
                }

                index++;
            }
        }
    }

    /// <summary>Refuses another count of prompt tokens than were sent.</summary>
    /// <param name="counted">What the engine counted; null when it does not say.</param>
    /// <param name="what">Its place with a verb, as <c>usage.prompt_tokens is</c>.</param>
    /// <param name="sent">How many were sent.</param>
    /// <exception cref="InvalidDataException">The two differ.</exception>
    public static void RequireCount(int? counted, string what, int sent)
    {
        // An engine that counted other tokens than it was sent (truncation, a template of its own) continued another prompt.
        if (counted is { } count && count != sent)
        {
            throw new InvalidDataException($"{what} {count}, but {sent} ids were sent.");
        }
    }

    /// <summary>Refuses what is no list.</summary>
    /// <exception cref="InvalidDataException">It is no list.</exception>
    public static void RequireList(JsonElement list, string path)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{path} is not a list.");
        }
    }
}
