namespace Tito.Core.Trajectories;

/// <summary>A session's choices from when it was opened; they never change afterwards.</summary>
public sealed record SessionSettings
{
    /// <summary>The most turns that a session may have at all.</summary>
    public const int TurnLimit = 100_000;

    /// <summary>The shape that the session's turns may have. Default: <see cref="SessionPolicy.Linear"/>.</summary>
    public SessionPolicy Policy { get; init; }

    /// <summary>
    /// What a session has whose settings, as they were stored or exported, do not name one that has come since: the matcher
    /// <c>strict</c>, turns that run on, inputs that are not compared, altered history that branches, and equal requests that are turns of
    /// their own.
    /// </summary>
    public static SessionSettings Earlier { get; } = new()
    {
        Matcher = "strict",
        Unended = UnendedTurns.RunOn,
        OnPromptInputs = PromptInputsRule.Ignore,
        Altered = AlteredHistory.Branch,
        Repeat = RepeatRule.Anew,
    };

    /// <summary>The name of the matcher. Default: <c>rendered</c>.</summary>
    public string Matcher { get; init; } = "rendered";

    /// <summary>
    /// How many turns one request of a linear session may leave behind, 0 to <see cref="TurnLimit"/>. Default: 1, as the reference.
    /// </summary>
    public int MaxRollback { get; init; } = 1;

    /// <summary>
    /// What becomes of a turn that did not end as its family ends one, when it is continued. Default:
    /// <see cref="UnendedTurns.CloseStopStrings"/>; a stored session that does not say it runs on, as its release did.
    /// </summary>
    public UnendedTurns Unended { get; init; }

    /// <summary>Whether a turn may follow one that ended by length: the older and narrower word of the same choice.</summary>
    public bool CloseTruncated => Unended is UnendedTurns.Close or UnendedTurns.RunOnCloseLength;

    /// <summary>
    /// What becomes of a request whose tools, template arguments or effort are not those of the turn that it continues. Default:
    /// <see cref="PromptInputsRule.Refuse"/>; a session that was stored without the setting has <see cref="PromptInputsRule.Ignore"/>.
    /// </summary>
    public PromptInputsRule OnPromptInputs { get; init; } = PromptInputsRule.Refuse;

    /// <summary>
    /// What becomes of a request that replays a sampled message with other content. Default: <see cref="AlteredHistory.Refuse"/>; a tree
    /// that is opened without a choice has <see cref="AlteredHistory.Branch"/> (<see cref="SessionDefaults"/>).
    /// </summary>
    public AlteredHistory Altered { get; init; } = AlteredHistory.Refuse;

    /// <summary>
    /// What a request without a key gets that asks for a turn once more. Default: <see cref="RepeatRule.Regenerate"/>; a session that was
    /// stored without the setting has <see cref="RepeatRule.Anew"/>.
    /// </summary>
    public RepeatRule Repeat { get; init; } = RepeatRule.Regenerate;

    /// <summary>
    /// How many weight versions the engine of a turn may be behind the newest one that is known, 0 to <see cref="TurnLimit"/>. Default:
    /// null, any number, which is also what a session has that was stored without the setting.
    /// </summary>
    public int? MaxStaleness { get; init; }

    /// <summary>How many turns the session may have, 1 to <see cref="TurnLimit"/>. Default: 1,024, as the reference's trees.</summary>
    public int MaxTurns { get; init; } = 1024;

    /// <summary>What becomes of a turn without a key whose client goes away. Default: <see cref="HangUpRule.Abort"/>.</summary>
    public HangUpRule OnHangUp { get; init; }

    /// <summary>
    /// The name of the key that opened the session, whose alone it is; null, the default, for one that no key of a name opened. A client
    /// cannot choose it.
    /// </summary>
    public string? Owner { get; init; }

    /// <summary>
    /// The group that the session belongs to, by <see cref="SessionGroup"/>; null, the default and what a session has that was stored
    /// without the setting, for none.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>
    /// What the client says of the session; null, the default and what a stored session without the setting has, for nothing.
    /// </summary>
    public Labels? Metadata { get; init; }

    /// <summary>What becomes of a turn that an engine gives up. Default: <see cref="AbortRule.Refuse"/>.</summary>
    public AbortRule OnAbort { get; init; }
}
