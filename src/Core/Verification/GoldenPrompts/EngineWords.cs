using System.Globalization;
using Tito.Core.Inference;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>Why an engine gave no completion, in a sentence for people: never text of a prompt.</summary>
internal static class EngineWords
{
    /// <summary>The sentence of an outcome without tokens.</summary>
    public static string Of(InferenceOutcome outcome) => outcome switch
    {
        InferenceOutcome.Completed => "it sampled no token.",
        InferenceOutcome.Unserved unserved => $"{unserved.Field} {unserved.Reason}",
        InferenceOutcome.Rejected rejected => string.Create(CultureInfo.InvariantCulture, $"it answered with status {rejected.Status}."),
        InferenceOutcome.Nonsense nonsense => nonsense.Reason,
        InferenceOutcome.Unreachable unreachable => unreachable.Reason,
        InferenceOutcome.TimedOut late => string.Create(CultureInfo.InvariantCulture, $"it gave no answer within {late.After}."),
        InferenceOutcome.NoRoom full => full.Reason,
        InferenceOutcome.NotSent unsent => unsent.Reason,
        _ => "it gave none.",
    };
}
