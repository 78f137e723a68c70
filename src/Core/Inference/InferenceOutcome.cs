namespace Tito.Core.Inference;

/// <summary>How a request to an engine ended. Only <see cref="Completed"/> carries tokens.</summary>
public abstract record InferenceOutcome
{
    private InferenceOutcome()
    {
    }

    /// <summary>The engine answered, and its answer keeps the contract.</summary>
    /// <param name="Sampled">What it sampled.</param>
    public sealed record Completed(Sampled Sampled) : InferenceOutcome;

    /// <summary>The engine's wire cannot express what the client asks for. Nothing was sent.</summary>
    /// <param name="Field">The name of the field among <see cref="InferenceRequest.Fields"/>.</param>
    /// <param name="Reason">The rest of a sentence that begins with the name. Never text of the session.</param>
    public sealed record Unserved(string Field, string Reason) : InferenceOutcome;

    /// <summary>The engine refused or failed, in its own words.</summary>
    /// <param name="Status">The HTTP status, any but 200.</param>
    /// <param name="ContentType">The body's media type as it was sent, or null when there was none.</param>
    /// <param name="Body">The body, byte for byte; may be empty.</param>
    public sealed record Rejected(int Status, string? ContentType, ReadOnlyMemory<byte> Body) : InferenceOutcome
    {
        /// <summary>The engine's own word for the error: 1 to 100 characters of visible ASCII; null when it gives none.</summary>
        public string? Code { get; init; }

        /// <summary>How long the engine asks to wait; null when it does not.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>
        /// Whether the engine had begun: it says that it gave a running request up, or tokens came before this. What it sampled is lost.
        /// </summary>
        public bool MayHaveSampled { get; init; }
    }

    /// <summary>The engine answered with 200 but broke the contract, or its body went beyond the limit: no token can be trusted.</summary>
    /// <param name="Reason">One sentence with the field and, where two numbers disagree, both of them. Never text of the session.</param>
    public sealed record Nonsense(string Reason) : InferenceOutcome;

    /// <summary>No answer came: the connection could not be made, or it broke.</summary>
    /// <param name="Reason">One sentence. Never text of the session.</param>
    public sealed record Unreachable(string Reason) : InferenceOutcome
    {
        /// <summary>Whether no byte of the request can have reached the engine: there was no connection to send it over.</summary>
        public bool IsUnsent { get; init; }
    }

    /// <summary>An answer came, and this server has no room to read it beside others; what it says is not known.</summary>
    /// <param name="Reason">One sentence with the numbers.</param>
    public sealed record NoRoom(string Reason) : InferenceOutcome;

    /// <summary>No complete answer came in time.</summary>
    /// <param name="After">How long the answer was waited for.</param>
    public sealed record TimedOut(TimeSpan After) : InferenceOutcome;

    /// <summary>No engine was asked, because none can take the request now.</summary>
    /// <param name="Why">What keeps them from it.</param>
    /// <param name="Reason">One sentence with the numbers. Never text of the session.</param>
    /// <param name="RetryAfter">When it is worth to ask again, counted from now, above 0.</param>
    public sealed record NotSent(NotSentReason Why, string Reason, TimeSpan RetryAfter) : InferenceOutcome;
}
