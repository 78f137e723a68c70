using Tito.Core.Families;
using Tito.Replay.Models;

namespace Tito.Replay.Drift;

/// <summary>One side of a drift: what makes tokens of messages. What it leaves out is what the command would use by itself.</summary>
/// <param name="Name">What it is called in reports.</param>
internal sealed record DriftSetup(string Name)
{
    /// <summary>The folder of the model's files; null for <c>TITO_ASSETS</c>, or the restored ones.</summary>
    public string? Assets { get; init; }

    /// <summary>The family; null for the one that each file names.</summary>
    public Family? Family { get; init; }

    /// <summary>The template's text, in the place of the family's; null for the family's.</summary>
    public string? Template { get; init; }

    /// <summary>The models of this setup.</summary>
    public ReplayModels Models() => new(Assets, Family) { Template = Template, OverridesScenarios = true };
}
