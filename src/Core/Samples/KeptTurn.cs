using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>A turn of which the first sampled tokens stay in a sample.</summary>
/// <param name="Turn">The turn as it was committed, uncut.</param>
/// <param name="KeptCount">How many of its sampled tokens stay, 1 or more.</param>
internal readonly record struct KeptTurn(Turn Turn, int KeptCount)
{
    /// <summary>Whether the sample's limit cut the turn.</summary>
    public bool IsCut => KeptCount < Turn.Content.Completion.Ids.Length;

    /// <summary>How the turn ended.</summary>
    public SampleStatus Status => IsCut ? SampleStatus.Truncated : Turn.Content.FinishReason switch
    {
        "stop" or "tool_calls" => SampleStatus.Completed,
        "length" => SampleStatus.Truncated,
        "abort" => SampleStatus.Aborted,
        _ => SampleStatus.Failed,
    };
}
