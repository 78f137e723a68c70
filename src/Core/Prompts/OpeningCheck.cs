using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>Whether a prompt opens the turn that is to be sampled.</summary>
internal static class OpeningCheck
{
    /// <summary>
    /// The refusal of a prompt that ends with an assistant message and with that message's stop token: the format opens no other turn
    /// there, and an engine would sample behind the end. A turn that was cut and runs on has no such end.
    /// </summary>
    /// <param name="position">Where the request stands in its session.</param>
    /// <param name="prompt">Its prompt.</param>
    /// <param name="ends">The stop tokens of the model.</param>
    public static PromptRefusal? Find(PositionOutcome.Positioned position, Prompt prompt, EndTokens ends) =>
        position.Appended is [] or [.., { Role: Role.Assistant }]
        && !ends.EndsByOpener && prompt.Tokens.LastId is { } last && ends.Own.Contains(last)
            ? PromptRefusal.OpensNothing((position.Parent?.MessageCount ?? 0) + position.Appended.Length - 1)
            : null;
}
