using System.Collections.Immutable;
using Tito.Core.Completions;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Reads what a plan's completion says, from its tokens.</summary>
internal static class SampledText
{
    /// <summary>What the family's parser reads.</summary>
    /// <param name="model">The served model.</param>
    /// <param name="plan">What the engine was asked to continue.</param>
    /// <param name="completion">The sampled tokens, each of the vocabulary.</param>
    /// <param name="end">How it ended: what was sampled after the end says nothing.</param>
    public static ParsedCompletion Read(SessionModel model, TurnPlan plan, TokenSegment completion, TurnEnd end)
    {
        var ids = completion.Ids.AsSpan();
        var count = ids.Length - end.ExtraCount;
        if (end.Kind == EndKind.ForeignToken && !model.Ends.Foreign.Contains(ids[^1]))
        {
            count--; // A token of the client's choice, which may be text elsewhere.
        }

        return model.Completions.Parse(ids[..count], CompletionTools.Read(plan.Inputs.Tools), Opened(plan.Prompt).AsSpan());
    }

    /// <summary>
    /// The tokens that the plan added, which end with what opens the assistant's turn: nobody copies a whole prompt for it.
    /// </summary>
    private static ImmutableArray<int> Opened(Prompt prompt) =>
        prompt.Tokens.ToIds(Math.Max(0, prompt.Count - prompt.Segments.Sum(segment => segment.Ids.Length)));
}
