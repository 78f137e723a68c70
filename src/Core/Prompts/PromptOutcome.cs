using Tito.Core.Tokens;

namespace Tito.Core.Prompts;

/// <summary>A prompt, or why there is none.</summary>
public abstract record PromptOutcome
{
    private PromptOutcome()
    {
    }

    /// <summary>The prompt continues its base bit for bit, up to the tokens that the family lets a splice replace.</summary>
    /// <param name="Prompt">What may be sent to an engine.</param>
    public sealed record Made(Prompt Prompt) : PromptOutcome;

    /// <summary>A level of append-only is broken.</summary>
    /// <param name="Refusal">Which, and where.</param>
    public sealed record Refused(PromptRefusal Refusal) : PromptOutcome;
}
