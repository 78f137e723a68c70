using Tito.Core.Tokens;

namespace Tito.Core.Turns;

/// <summary>The ids of tool calls to which the model gave none.</summary>
public static class CallId
{
    private const int HexCount = 24;

    /// <summary>
    /// The id of a call: known while it is sampled, the same at each retry of its turn, and the same in every session that has had the same
    /// turns.
    /// </summary>
    /// <param name="parent">The digest that the turn's own will continue.</param>
    /// <param name="prompt">What the turn's engine continues.</param>
    /// <param name="index">The call's place among the turn's calls, from 0.</param>
    /// <returns><c>call_</c> and 24 hexadecimal digits, as OpenAI's ids look.</returns>
    public static string Of(Digest parent, Prompt prompt, int index)
    {
        using var builder = new DigestBuilder();
        builder.Add("tito.call.v1").Add(parent);
        foreach (var segment in prompt.Segments)
        {
            builder.Add(segment.Ids.AsSpan());
        }

        return $"call_{builder.Add(LittleEndian.FromInt32([index])).Build().ToString()[..HexCount]}";
    }
}
