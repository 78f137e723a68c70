using System.Globalization;
using System.Text.Json;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>A sampled token as vLLM writes it.</summary>
internal static class VllmToken
{
    private const string Prefix = "token_id:";

    /// <summary>vLLM's floor, which also stands where it has no logprob. No token of so small a probability is ever sampled.</summary>
    private const float NoLogprob = -9999;

    /// <summary>The id in <c>token_id:N</c>; null for any other text.</summary>
    public static int? Id(JsonElement value) =>
        AnswerField.Text(value) is { } text
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>Refuses a token that is another one.</summary>
    /// <exception cref="InvalidDataException">It is not <c>token_id:N</c> with this id.</exception>
    public static void RequireId(JsonElement value, int id, string path)
    {
        var said = Id(value) ?? throw new InvalidDataException($"{path} is not of the form {Prefix}N.");
        if (said != id)
        {
            throw new InvalidDataException($"{path} is {said}, but the list of ids has {id}.");
        }
    }

    /// <summary>The logprob of a sampled token.</summary>
    /// <exception cref="InvalidDataException">It is no logprob, or the number that stands for none.</exception>
    public static float Logprob(JsonElement value, string path) =>
        SampledRows.Logprob(value, path) is var logprob and > NoLogprob
            ? logprob
            : throw new InvalidDataException($"{path} is {NoLogprob}, by which the engine says that it has none.");
}
