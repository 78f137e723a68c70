using System.Buffers;
using System.Collections.Immutable;

namespace Tito.Core.Journals;

/// <summary>The id of a session: one that this server made, or one that a client chose.</summary>
public static class SessionId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What an id is, for errors.</summary>
    public const string Rule = "1 to 64 characters out of A-Z, a-z, 0-9 and ._-, the first one a letter or digit";

    private static readonly SearchValues<char> Signs = SearchValues.Create("._-");

    /// <summary>How the names of partitions begin that a shared table has beside its sessions.</summary>
    private static readonly ImmutableArray<string> Reserved = ["index-", "waiting-", "verification-"];

    /// <summary>Whether a text is an id by <see cref="Rule"/>, and none of the names that stores use themselves.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(sign => char.IsAsciiLetterOrDigit(sign) || Signs.Contains(sign))
        && !Reserved.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal));
}
