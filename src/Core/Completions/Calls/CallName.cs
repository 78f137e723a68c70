using System.Buffers;

namespace Tito.Core.Completions.Calls;

/// <summary>Names of tools where a format writes them without quotes.</summary>
internal static class CallName
{
    private static readonly SearchValues<char> Foreign = SearchValues.Create("<>{}\"'` \t\r\n");

    /// <summary>Whether a text may be a tool's name.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAny(Foreign);
}
