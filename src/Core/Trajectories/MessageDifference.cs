using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Where a replayed message says something else than the stored one of its place.</summary>
/// <param name="Index">The message's place in the conversation, 0 or more.</param>
/// <param name="Field">The field, as <c>reasoning_content</c> or <c>tool_calls[0].function.arguments</c>.</param>
/// <param name="Stored">SHA-256 of the stored value's canonical JSON; null where the message has no such field.</param>
/// <param name="Sent">The same of the value that was sent.</param>
public sealed record MessageDifference(int Index, string Field, Digest? Stored, Digest? Sent)
{
    /// <summary>The difference as a sentence without any content.</summary>
    public string Describe() => $"Message {Index} differs in {Field}: stored {Name(Stored)}, sent {Name(Sent)}.";

    private static string Name(Digest? value) => value is { } digest ? $"sha256:{digest}" : "nothing";
}
