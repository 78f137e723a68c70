using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>One link of a session's digest chain. docs/digests.md has the encoding for readers in other languages.</summary>
public static class TurnDigest
{
    /// <summary>The digest of a turn: it binds its parent's digest, so it binds the whole path.</summary>
    /// <param name="parent">The parent turn's digest, or the session's first link.</param>
    /// <param name="content">What the turn adds.</param>
    public static Digest Of(Digest parent, TurnContent content) => Of(parent, content, CanonicalMessages.Of(content.Messages));

    /// <summary>The digest of a turn whose messages are written already.</summary>
    internal static Digest Of(Digest parent, TurnContent content, CanonicalMessages messages)
    {
        using var digest = new DigestBuilder();
        digest.Add(WireName.Of(content.DigestVersion)).Add(parent).Add(LittleEndian.FromInt32([content.ReplacedCount]));
        if (content.DigestVersion >= TurnDigestVersion.Two)
        {
            // By their own digests: the turns of a path share their inputs, and tools are long.
            digest.Add(Field(content.Inputs.ToolsDigest)).Add(Field(content.Inputs.ArgumentsDigest));
        }

        foreach (var message in messages.Each)
        {
            digest.Add(message.Span);
        }

        foreach (var segment in content.PromptSegments.Append(content.Completion))
        {
            digest.Add([(byte)segment.Origin]).Add(segment.Ids.AsSpan());
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

    private static byte[] Field(Digest? digest) => digest?.ToByteArray() ?? [];
}
