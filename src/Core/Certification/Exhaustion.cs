using System.Collections.Immutable;

namespace Tito.Core.Certification;

/// <summary>Every conversation of an alphabet up to a number of messages, cut into pieces that run by themselves.</summary>
/// <param name="alphabet">The messages to spell with.</param>
/// <param name="roles">The roles that may be appended.</param>
/// <param name="countFrom">
/// Conversations with fewer messages are walked through but neither counted nor reported: another alphabet has them.
/// </param>
/// <param name="depth">Messages of the longest conversations.</param>
internal sealed class Exhaustion(Alphabet alphabet, RoleSurface roles, int countFrom, int depth)
{
    /// <summary>The pieces: an opening up to its first assistant turn, and everything that follows.</summary>
    public IEnumerable<ImmutableArray<MessageVariant>> Pieces(bool thinks)
    {
        var openings = alphabet.User.Select(user => ImmutableArray.Create(user))
            .Concat(alphabet.System.SelectMany(system => alphabet.User.Select(user => ImmutableArray.Create(system, user))));
        var assistants = alphabet.Assistant.Where(variant => thinks || !variant.Thinks).ToList();
        return openings.SelectMany(opening => assistants.Select(opening.Add));
    }

    /// <summary>
    /// Walks one piece. The conversations before its first assistant turn count once, with the first piece that has them.
    /// </summary>
    public Tally Walk(ConversationPath path, ImmutableArray<MessageVariant> piece, bool stopAtFirst, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        var isFirst = piece[^1] == alphabet.Assistant[0];
        for (var i = 0; i < piece.Length; i++)
        {
            var step = path.Push(piece[i]);
            if (i == piece.Length - 1 || isFirst)
            {
                Count(tally, path, step);
            }

            if (step is not PathStep.Holds)
            {
                return tally;
            }
        }

        Extend(path, tally, stopAtFirst, cancellationToken);
        return tally;
    }

    private void Extend(ConversationPath path, Tally tally, bool stopAtFirst, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var last = path.Last!;
        if (last.Count >= depth)
        {
            return;
        }

        foreach (var variant in Grammar.Next(last, alphabet, roles, path.Setting.Thinks))
        {
            if (stopAtFirst && tally.Defects.Any())
            {
                return;
            }

            var step = path.Push(variant);
            Count(tally, path, step);
            if (step is PathStep.Holds && !tally.IsSettled(path.Last!.Surface))
            {
                Extend(path, tally, stopAtFirst, cancellationToken);
            }

            path.Pop();
        }
    }

    private void Count(Tally tally, ConversationPath path, PathStep step)
    {
        if (path.Last!.Count >= countFrom && path.Last.IsConversation)
        {
            tally.Add(path.Last.Surface, step);
        }
    }
}
