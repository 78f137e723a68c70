using Tito.Core.Problems;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What an engine does with a request.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>It answers.</summary>
    /// <param name="Message">The message as it parsed it; what it says needs not be what it sampled.</param>
    /// <param name="Text">The sampled text, a token a character.</param>
    /// <param name="End">The end token, or null when it was cut off before one.</param>
    /// <param name="FinishReason">Why it stopped, in its own word.</param>
    public sealed record Answers(Said Message, string Text, End End, string FinishReason) : Reply
    {
        public override string ToString() => $"{Message} as '{Text}'+{End}, {FinishReason}";
    }

    /// <summary>It samples, and its message is none.</summary>
    public sealed record Babbles : Reply
    {
        public override string ToString() => "a message of no role";
    }

    /// <summary>It does not answer.</summary>
    /// <param name="Problem">Why, in the word that the client gets.</param>
    public sealed record Fails(ProblemCode Problem) : Reply
    {
        public override string ToString() => Problem.ToString();
    }
}
