using System.Buffers;

namespace Tito.Core.Trajectories;

/// <summary>The name that a harness gives to a conversation of a session, as <c>main</c> or <c>title</c>.</summary>
public static class AgentTag
{
    /// <summary>The longest tag, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a tag is, for errors.</summary>
    public const string Rule = "1 to 64 characters out of A-Z, a-z, 0-9 and ._:/@+-";

    private static readonly SearchValues<char> Signs = SearchValues.Create("._:/@+-");

    /// <summary>Whether a text is a tag by <see cref="Rule"/>.</summary>
    public static bool IsTag(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(sign => char.IsAsciiLetterOrDigit(sign) || Signs.Contains(sign));
}
