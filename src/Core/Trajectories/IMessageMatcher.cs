using Tito.Core.Messages;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>Decides whether a replayed message is the stored one.</summary>
/// <remarks>Implementations are pure and thread-safe. A match keeps the stored message: its spelling and its tokens win.</remarks>
public interface IMessageMatcher
{
    /// <summary>The name in options and files, as <c>strict</c>.</summary>
    string Name { get; }

    /// <summary>Whether <paramref name="replayed"/> says the same as <paramref name="stored"/>.</summary>
    bool Matches(ChatMessage stored, ChatMessage replayed);

    /// <summary>This matcher for the prompts of a family; itself where it is the same for all.</summary>
    /// <param name="form">What the family's template makes of a message's spelling.</param>
    IMessageMatcher For(MessageForm form) => this;

    /// <summary>As <see cref="Matches(ChatMessage, ChatMessage)"/>, after the calls of earlier messages got other ids.</summary>
    /// <param name="stored">The stored message.</param>
    /// <param name="replayed">The replayed message.</param>
    /// <param name="renamed">The calls before them.</param>
    bool Matches(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) => Matches(stored, replayed);

    /// <summary>How far a replayed message is from the stored one that it matches; null where it does not match.</summary>
    /// <param name="stored">The stored message.</param>
    /// <param name="replayed">The replayed message.</param>
    /// <param name="renamed">The calls before them.</param>
    internal Distance? DistanceOf(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        Matches(stored, replayed, renamed) ? Distance.None : null;

    /// <summary>The renamed calls after two messages that match; a matcher that compares ids knows none.</summary>
    /// <param name="renamed">Those before them.</param>
    /// <param name="stored">The stored message.</param>
    /// <param name="replayed">The replayed message.</param>
    RenamedCalls After(RenamedCalls renamed, ChatMessage stored, ChatMessage replayed) => renamed;
}
