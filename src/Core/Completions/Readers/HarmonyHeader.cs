namespace Tito.Core.Completions.Readers;

/// <summary>Reads a message's header: role, recipient, channel and content type, parted by white space.</summary>
internal static class HarmonyHeader
{
    private const string Role = "assistant";
    private const string To = "to=";

    /// <summary>Whether a text may stand before the channel: the role, which the prompt may have written, and a recipient.</summary>
    public static bool MayBeRole(string text)
    {
        var rest = text.AsSpan().TrimStart();
        if (rest.StartsWith(Role) || Role.AsSpan().StartsWith(rest))
        {
            rest = rest[Math.Min(rest.Length, Role.Length)..].TrimStart();
        }

        return To.AsSpan().StartsWith(rest) || (rest.StartsWith(To) && !rest.TrimEnd().ContainsAny(' ', '\n', '\t'));
    }

    /// <summary>The channel, and the recipient if the message is a call.</summary>
    public static (string? Channel, string? Recipient) Read(string header)
    {
        string? channel = null;
        string? recipient = null;
        foreach (var word in header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith(To, StringComparison.Ordinal))
            {
                recipient ??= word[To.Length..];
            }
            else if (word != Role)
            {
                channel ??= word;
            }
        }

        return (channel, recipient is "" or Role ? null : recipient);
    }
}
