using Tito.Core.Tokens;

namespace Tito.Core.Turns;

/// <summary>The ids of tool calls to which the model gave none.</summary>
public static class CallId
{
    private const int HexCount = 24;

    /// <summary>The id of a call: known while it is sampled, and the same at each retry of its turn.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="turn">The turns that the session had when the attempt began, 0 or more.</param>
    /// <param name="index">The call's place among the turn's calls, from 0.</param>
    /// <returns><c>call_</c> and 24 hexadecimal digits, as OpenAI's ids look.</returns>
    public static string Of(string sessionId, int turn, int index)
    {
        using var builder = new DigestBuilder();
        var digest = builder.Add("tito.call.v1").Add(sessionId).Add(LittleEndian.FromInt32([turn, index])).Build();
        return $"call_{digest.ToString()[..HexCount]}";
    }
}
