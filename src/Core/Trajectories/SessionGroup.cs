namespace Tito.Core.Trajectories;

/// <summary>The rule for the names of groups: the sessions that a trainer takes together, as the attempts at one task are.</summary>
public static class SessionGroup
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "1 to 128 characters of visible ASCII";

    private const int MaxLength = 128;

    /// <summary>Whether a text is a group's name.</summary>
    public static bool IsGroup(string text) => text.Length is >= 1 and <= MaxLength && text.All(c => c is > ' ' and <= '~');
}
