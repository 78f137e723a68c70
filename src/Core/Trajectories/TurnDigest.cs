using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>One link of a session's digest chain. docs/digests.md has the encoding for readers in other languages.</summary>
public static class TurnDigest
{
    /// <summary>The first field of every link; a change of the encoding changes it.</summary>
    public const string Version = "tito.turn.v1";

    /// <summary>The digest of a turn: it binds its parent's digest, so it binds the whole path.</summary>
    /// <param name="parent">The parent turn's digest, or the session's first link.</param>
    /// <param name="content">What the turn adds.</param>
    public static Digest Of(Digest parent, TurnContent content) => Of(parent, content, CanonicalMessages.Of(content.Messages));

    /// <summary>The digest of a turn whose messages are written already.</summary>
    internal static Digest Of(Digest parent, TurnContent content, CanonicalMessages messages)
    {
        using var digest = new DigestBuilder();
        digest.Add(Version).Add(parent).Add(LittleEndian.FromInt32([content.ReplacedCount]));
        foreach (var message in messages.Each)
        {
            digest.Add(message.Span);
        }

        foreach (var segment in content.PromptSegments.Append(content.Completion))
        {
            digest.Add([(byte)segment.Origin]).Add(LittleEndian.FromInt32(segment.Ids.AsSpan()));
        }

        digest
            .Add(LittleEndian.FromSingle(content.Completion.Logprobs.AsSpan()))
            .Add(content.FinishReason)
            .Add(content.Exchange.WeightVersion ?? "");
        if (content.RoutedExperts is { } rows)
        {
            digest.Add(LittleEndian.FromInt32([rows.StartRow, rows.Layers, rows.TopK])).Add(rows.Bytes.Span);
        }

        return digest.Build();
    }
}
