using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>
/// Conversations in the words of the reference's table: s, u, t are a system, user and tool message, a is one that the model
/// generated, A is an assistant message of the client. A number or a prime tells two messages of a role apart.
/// </summary>
internal static class Wording
{
    public static readonly ImmutableArray<Role> AllRoles = [Role.Tool, Role.User, Role.System, Role.Assistant];

    /// <summary>All roles may follow a turn, and the turns end where their engine says it.</summary>
    public static readonly AppendRules Rules = new(AllRoles, new(UnendedTurns.CloseStopStrings, EndTokens.Unknown));

    /// <summary>A trajectory without branches.</summary>
    public static Trajectory Linear(string words) => Grow(Trajectory.Start(HandMade.Genesis), null, words);

    /// <summary>The trajectory with the turns of some words behind one of its turns.</summary>
    public static Trajectory Grow(Trajectory trajectory, int? parent, string words)
    {
        var turn = parent is { } sequence ? trajectory.Turns[sequence] : null;
        var appended = ImmutableArray.CreateBuilder<ChatMessage>();
        foreach (var (word, message) in words.Split(' ').Zip(Messages(words)))
        {
            if (word[0] == 'a')
            {
                trajectory = trajectory.Restore(turn, HandMade.Talk(appended.DrainToImmutable(), message));
                turn = trajectory.Active;
            }
            else
            {
                appended.Add(message);
            }
        }

        return trajectory;
    }

    /// <summary>The messages of some words.</summary>
    public static ImmutableArray<ChatMessage> Messages(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0] switch
        {
            's' => Chat.System(word),
            'u' => Chat.User(word),
            't' => Chat.Tool(word),
            _ => Chat.Assistant(word),
        })];

    /// <summary>The word of a message.</summary>
    public static string Text(ChatMessage message) => message.Field("content")!.Value.GetString()!;
}
