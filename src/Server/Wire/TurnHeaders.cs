namespace Tito.Server.Wire;

/// <summary>The headers by which an answer names its committed turn.</summary>
internal static class TurnHeaders
{
    /// <summary>The turn's sequence.</summary>
    public const string Turn = "x-tito-turn";

    /// <summary>The sequence of the turn that was continued, -1 for none: a client sees by it that it rolled back.</summary>
    public const string Parent = "x-tito-parent";

    /// <summary>
    /// Present where the session kept its stored inputs against those of the request: <c>kept</c>, then the fields that differ.
    /// </summary>
    public const string PromptInputs = "x-tito-prompt-inputs";

    /// <summary>How the turn ended, by its tokens: <c>stop_token</c> where the family's own is the last one.</summary>
    public const string End = "x-tito-end";

    /// <summary>The field in which the engine's message is not what its tokens say; absent where there is none.</summary>
    public const string Disagreement = "x-tito-disagreement";

    /// <summary>
    /// <c>calls=1; messages[3].tool_calls[0].function.arguments</c>: how many sampled calls the request had otherwise, and the first of
    /// them. Absent where none, and where an earlier turn said so.
    /// </summary>
    public const string Altered = "x-tito-altered";

    /// <summary>The turn's digest.</summary>
    public const string Digest = "x-tito-digest";

    /// <summary>The line of the session that the turn is of, as the agent names it; absent where it names none.</summary>
    public const string Line = "x-tito-line";

    /// <summary>How many empty assistant messages of the request were passed by; absent where none.</summary>
    public const string Ghosts = "x-tito-ghosts";

    /// <summary>
    /// <c>turns=2; tokens=123</c>: what the line of a tree has beside this turn, which did not go on from the line's last one. Absent where
    /// it did.
    /// </summary>
    public const string Fork = "x-tito-fork";

    /// <summary>
    /// <c>turns=2; tokens=123; reason=altered</c>: the turns that the request left behind, their sampled tokens, and why. Absent where
    /// there are none, as always in a tree.
    /// </summary>
    public const string LeftBehind = "x-tito-left-behind";
}
