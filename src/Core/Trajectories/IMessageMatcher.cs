using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Decides whether a replayed message is the stored one.</summary>
/// <remarks>Implementations are pure and thread-safe. A match keeps the stored message: its spelling and its tokens win.</remarks>
public interface IMessageMatcher
{
    /// <summary>The name in options and files, as <c>strict</c>.</summary>
    string Name { get; }

    /// <summary>Whether <paramref name="replayed"/> says the same as <paramref name="stored"/>.</summary>
    bool Matches(ChatMessage stored, ChatMessage replayed);
}
