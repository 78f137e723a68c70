using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>
/// Makes prompts: positions a request in its session (level 1), closes a turn that did not end or refuses it (level 4), splices the new
/// messages (level 2), and holds the result against the stored tokens (level 3). Live turns, replays, proofs, the certifier and
/// <c>tito splice</c> all come here, so that the levels mean the same everywhere.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public sealed class PromptMaker
{
    private static readonly StrictMatcher Verbatim = new();

    private readonly ChatRenderer _renderer;
    private readonly ITurnSplicer _splicer;
    private readonly SpecialTokenGuard? _guard;
    private readonly JsonElement? _serverArguments;

    private PromptMaker(ChatRenderer renderer, ITurnSplicer splicer, SpecialTokenGuard? guard, JsonElement? serverArguments) =>
        (_renderer, _splicer, _guard, _serverArguments) = (renderer, splicer, guard, serverArguments);

    /// <summary>The maker of a model's live turns.</summary>
    /// <param name="model">The served model.</param>
    public PromptMaker(SessionModel model)
        : this(model.Renderer, model.Splicer, model.Guard, model.ServerArguments)
    {
    }

    /// <summary>The maker of a renderer's prompts, without a server's arguments.</summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    /// <exception cref="Tokenizers.AssetException">The stop token or one of the boundary rule is missing from the tokenizer.</exception>
    public PromptMaker(ChatRenderer renderer)
        : this(renderer, new TurnSplicer(renderer), guard: null, serverArguments: null)
    {
    }

    private Family Family => _renderer.Family;

    /// <summary>
    /// The maker of turns that were recorded: their inputs hold the server's arguments already, and what they hold was accepted under the
    /// setting of its time.
    /// </summary>
    /// <param name="model">The served model; it must be the record's.</param>
    public static PromptMaker ForRecords(SessionModel model) => new(model.Renderer, model.Splicer, guard: null, serverArguments: null);

    /// <summary>Plans the turn that a request asks for.</summary>
    /// <param name="settings">What the session chose.</param>
    /// <param name="openedAt">When the session was opened: the only time that its templates see.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="messages">The request's whole conversation. What is new of it is copied into the plan.</param>
    /// <param name="inputs">The request's tools, template arguments and effort.</param>
    /// <param name="line">The line of the session that the request is of; null where it names none.</param>
    /// <param name="named">The turns whose answers the request names by their ids, by their sequence; null for none.</param>
    public PlanOutcome Plan(
        SessionSettings settings,
        DateTimeOffset openedAt,
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> messages,
        TurnInputs inputs,
        SessionLine? line = null,
        IReadOnlySet<int>? named = null)
    {
        try
        {
            var sent = new SentInputs(_renderer, _serverArguments, inputs);
            var compared = settings.OnPromptInputs == PromptInputsRule.Refuse ? sent : null;
            RequireRoles(messages);
            return new Positioner(settings, Family.AppendRoles, _renderer.Ends, Family.MessageForm)
                .Position(trajectory, messages, compared, line, named) switch
            {
                PositionOutcome.Refused refused => new PlanOutcome.Refused(PromptRefusal.Of(refused)),
                PositionOutcome.Positioned position => Plan(settings, position, sent, openedAt),
                _ => throw new UnreachableException(),
            };
        }
        catch (MessageException invalid)
        {
            return new PlanOutcome.Refused(PromptRefusal.Of(invalid));
        }
    }

    /// <summary>Where a turn went on with stored inputs although its request had others; empty where nowhere.</summary>
    /// <param name="settings">What the session chose.</param>
    /// <param name="turn">The turn that a request became.</param>
    /// <param name="inputs">The request's tools, template arguments and effort.</param>
    public ImmutableArray<InputDifference> KeptOver(SessionSettings settings, Turn turn, TurnInputs inputs) =>
        settings.OnPromptInputs == PromptInputsRule.Keep && turn.Parent is not null
            ? new SentInputs(_renderer, _serverArguments, inputs).Differences(turn.Content.Inputs)
            : [];

    /// <summary>
    /// The prompt of a turn whose parent is known, as it was made when it was taken, whether or not its parent had an end.
    /// </summary>
    /// <param name="settings">What the session chose.</param>
    /// <param name="openedAt">When the session was opened.</param>
    /// <param name="parent">The turn that is continued, or null for an empty buffer.</param>
    /// <param name="appended">The messages beyond the parent's path.</param>
    /// <param name="inputs">The turn's inputs, which must be the parent's but in a session that compares none.</param>
    public PromptOutcome Continue(
        SessionSettings settings, DateTimeOffset openedAt, Turn? parent, ImmutableArray<ChatMessage> appended, TurnInputs inputs)
    {
        if (parent is not null && AppendRules.RoleRefusal(Family.AppendRoles, parent.MessageCount, appended) is { } refused)
        {
            return new PromptOutcome.Refused(PromptRefusal.Of(refused));
        }

        try
        {
            var sent = new SentInputs(_renderer, _serverArguments, inputs);
            return parent is not null
                && settings.OnPromptInputs != PromptInputsRule.Ignore
                && sent.Differences(parent.Content.Inputs) is [_, ..] differences
                ? new PromptOutcome.Refused(PromptRefusal.Of(PositionOutcome.Refused.InputsChanged(parent, differences)))
                : Extend(PromptBase.After(parent, Rules(settings)), appended, sent.Read, openedAt);
        }
        catch (MessageException invalid)
        {
            return new PromptOutcome.Refused(PromptRefusal.Of(invalid));
        }
    }

    /// <summary>The prompt of a conversation that begins with the messages of some tokens, word for word.</summary>
    /// <param name="start">The tokens, and the messages that they stand for.</param>
    /// <param name="conversation">Those messages, then what is appended.</param>
    /// <param name="inputs">Tools and template arguments.</param>
    /// <param name="now">The only time that the template sees.</param>
    public PromptOutcome Continue(PromptBase start, IReadOnlyList<ChatMessage> conversation, PromptInputs inputs, DateTimeOffset now)
    {
        var agreed = start.Messages.Zip(conversation).TakeWhile(pair => Verbatim.Matches(pair.First, pair.Second)).Count();
        if (agreed < start.Messages.Count)
        {
            return new PromptOutcome.Refused(PromptRefusal.NotContinued(agreed, start.Messages.Count, conversation.Count));
        }

        ImmutableArray<ChatMessage> appended = [.. conversation.Skip(agreed)];
        return agreed > 0 && AppendRules.RoleRefusal(Family.AppendRoles, agreed, appended) is { } refused
            ? new PromptOutcome.Refused(PromptRefusal.Of(refused))
            : Extend(start, appended, inputs, now);
    }

    /// <summary>The prompt that follows some tokens: levels 2 and 3.</summary>
    /// <param name="start">The tokens, and the messages that they stand for.</param>
    /// <param name="appended">The messages that follow; may be empty when only a generation prompt is added.</param>
    /// <param name="inputs">Tools and template arguments.</param>
    /// <param name="now">The only time that the template sees.</param>
    public PromptOutcome Extend(PromptBase start, IReadOnlyList<ChatMessage> appended, PromptInputs inputs, DateTimeOffset now)
    {
        try
        {
            return _splicer.Splice(new()
            {
                Prefix = start.Tokens,
                Stored = start.Messages,
                Appended = appended,
                ClosesPrefix = start.IsUnended,
                DroppedCount = start.DroppedCount,
                Tools = inputs.Tools,
                Arguments = inputs.Arguments,
                Now = now,
            }) switch
            {
                SpliceOutcome.NotAppendOnly broken => new PromptOutcome.Refused(PromptRefusal.Of(broken)),
                SpliceOutcome.Spliced spliced => Check(start, spliced),
                _ => throw new UnreachableException(),
            };
        }
        catch (MessageException invalid)
        {
            return new PromptOutcome.Refused(PromptRefusal.Of(invalid));
        }
        catch (RenderException failed)
        {
            return new PromptOutcome.Refused(PromptRefusal.Of(failed));
        }
    }

    private PromptOutcome Check(PromptBase start, SpliceOutcome.Spliced spliced) =>
        PrefixCheck.Find(start, spliced, Family.MaxTrimTokens) is var (difference, storedCount)
            ? new PromptOutcome.Refused(PromptRefusal.PrefixBroken(difference, storedCount, _renderer.Describe))
            : new PromptOutcome.Made(new(spliced.Prompt, spliced.Segments, spliced.ReplacedCount));

    private EndRules Rules(SessionSettings settings) => new(settings.Unended, _renderer.Ends);

    private PlanOutcome Plan(
        SessionSettings settings, PositionOutcome.Positioned position, SentInputs sent, DateTimeOffset openedAt)
    {
        if (FirstSpecialToken(position) is { } refused)
        {
            return new PlanOutcome.Refused(refused);
        }

        // What a path has is kept as it was first spelled.
        var (rule, rules) = (settings.OnPromptInputs, Rules(settings));
        var kept = rule == PromptInputsRule.Ignore ? null : position.Parent?.Content.Inputs;
        var read = kept is not null && rule == PromptInputsRule.Keep ? PromptInputs.Read(Family, null, kept) : sent.Read;
        return Extend(PromptBase.After(position.Parent, rules), position.Appended, read, openedAt) switch
        {
            PromptOutcome.Made(var prompt) when !rules.RunsOn
                && EndCheck.Holds(position.Parent, prompt.ReplacedCount, prompt.Segments, rules.Ends) == false =>
                new PlanOutcome.Refused(PromptRefusal.NotEnded(position.Parent!)),
            PromptOutcome.Made(var prompt) when OpeningCheck.Find(position, prompt, rules.Ends) is { } refusal =>
                new PlanOutcome.Refused(refusal),
            PromptOutcome.Made(var prompt) => new PlanOutcome.Planned(
                new(position.Parent, Owned(position.Appended), kept ?? sent.ToStore(), prompt) { Altered = position.Altered }),
            PromptOutcome.Refused broken => new PlanOutcome.Refused(broken.Refusal),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// The request's document ends with the request, and these messages live as long as the session. They are copied when what they were
    /// rendered to is not needed any more.
    /// </summary>
    private static ImmutableArray<ChatMessage> Owned(ImmutableArray<ChatMessage> appended) =>
        [.. appended.Select(message => message.Owned())];

    /// <summary>A role that only some templates know is refused by its place in the request, before anything is rendered.</summary>
    private void RequireRoles(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == Role.Other)
            {
                _renderer.RequireRole(messages[i], $"messages[{i}]");
            }
        }
    }

    /// <summary>Only new messages are looked at: what is stored was accepted under the setting of its time.</summary>
    private PromptRefusal? FirstSpecialToken(PositionOutcome.Positioned position)
    {
        var start = position.Parent?.MessageCount ?? 0;
        return position.Appended.Index()
            .Select(message => _guard?.FindIn(message.Item) is { } token ? PromptRefusal.SpecialToken(start + message.Index, token) : null)
            .FirstOrDefault(refusal => refusal is not null);
    }
}
