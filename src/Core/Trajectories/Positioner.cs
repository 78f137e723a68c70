using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Level 1 by the settings of a session: the checks that every policy shares, then the policy.</summary>
public sealed class Positioner : IPositioner
{
    private readonly IPositioner _policy;
    private readonly SessionSettings _settings;
    private readonly ImmutableArray<Role> _appendRoles;
    private readonly EndTokens _ends;
    private readonly MessageForm _form;

    /// <summary>The positioner of some settings.</summary>
    /// <param name="settings">The settings that the session was opened with.</param>
    /// <param name="appendRoles">Roles of the messages that may follow a generated turn, by the family.</param>
    /// <param name="ends">The stop tokens of the session's model; null where they are not known.</param>
    /// <param name="form">What the family's template makes of a message's spelling; null where that is not known.</param>
    /// <exception cref="ArgumentException">The settings name a matcher that does not exist.</exception>
    public Positioner(SessionSettings settings, ImmutableArray<Role> appendRoles, EndTokens? ends = null, MessageForm? form = null)
    {
        (_settings, _appendRoles, _ends, _form) = (settings, appendRoles, ends ?? EndTokens.Unknown, form ?? MessageForm.Unknown);
        _policy = PolicyOf(settings, appendRoles, _ends, _form);
    }

    /// <inheritdoc/>
    public PositionOutcome Position(
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> request,
        IInputsMatcher? inputs = null,
        SessionLine? line = null,
        IReadOnlySet<int>? named = null)
    {
        if (request.Count == 0)
        {
            return new PositionOutcome.Refused(RefusalReason.NoMessages, null, "The request has no messages.");
        }

        if (trajectory.Turns.Count >= _settings.MaxTurns)
        {
            return new PositionOutcome.Refused(
                RefusalReason.TooManyTurns, null,
                $"The session has its {_settings.MaxTurns} turns. Open another one, or open it with a larger max_turns.");
        }

        var (position, heard) = WithoutGhosts(
            trajectory, request, asked => _policy.Position(trajectory, asked, inputs, line, named));
        return position switch
        {
            PositionOutcome.Positioned { Parent: { } parent } found => found with { Altered = AlteredCalls.Of(parent, heard, _form) },
            PositionOutcome.Refused { Reason: RefusalReason.RollbackTooDeep or RefusalReason.AlteredHistory } refused =>
                new HistoryAdvice(_settings, _appendRoles, _ends, _form).Add(refused, trajectory, request, named),
            var outcome => outcome,
        };
    }

    /// <summary>
    /// The outcome for the conversation without the ghosts of streams that were cut off, where that continues more of what is stored. An
    /// empty turn that is stored was sampled, and is found before anything is dropped. Sessions of earlier releases dropped nothing.
    /// </summary>
    private (PositionOutcome Outcome, IReadOnlyList<ChatMessage> Heard) WithoutGhosts(
        Trajectory trajectory, IReadOnlyList<ChatMessage> request, Func<IReadOnlyList<ChatMessage>, PositionOutcome> position)
    {
        var outcome = position(request);
        var found = outcome as PositionOutcome.Positioned;
        return _settings.Repeat != RepeatRule.Anew
            && !trajectory.Turns.IsEmpty
            && Ghosts.Without(request, found?.Parent?.MessageCount ?? 0) is { } heard
            && position(heard) is PositionOutcome.Positioned other
            && (other.Parent?.Depth ?? 0) > (found?.Parent?.Depth ?? 0)
            ? (other, heard)
            : (outcome, request);
    }

    /// <summary>The policy that some settings ask for.</summary>
    internal static IPositioner PolicyOf(
        SessionSettings settings, ImmutableArray<Role> appendRoles, EndTokens ends, MessageForm form)
    {
        var (matcher, rules) = (MatcherOf(settings, form), new AppendRules(appendRoles, new(settings.Unended, ends)));
        return settings.Policy switch
        {
            SessionPolicy.Linear => new LinearPolicy(matcher, rules, settings.MaxRollback) { Altered = settings.Altered },
            SessionPolicy.Tree => new TreePolicy(matcher, rules) { Altered = settings.Altered },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The matcher that some settings ask for.</summary>
    internal static IMessageMatcher MatcherOf(SessionSettings settings, MessageForm form) =>
        MatcherRegistry.Find(settings.Matcher)?.For(form)
        ?? throw new ArgumentException($"There is no matcher {settings.Matcher}.", nameof(settings));
}
