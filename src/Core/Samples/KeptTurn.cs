namespace Tito.Core.Samples;

/// <summary>A turn of which the first sampled tokens stay in a sample.</summary>
/// <param name="Turn">The turn as it was recorded, uncut.</param>
/// <param name="KeptCount">How many of its sampled tokens stay, 0 or more.</param>
/// <param name="IsCut">Whether the sample's limit cut the turn; tokens that the next turn replaced do not count as cut.</param>
internal readonly record struct KeptTurn(RecordedTurn Turn, int KeptCount, bool IsCut)
{
    /// <summary>Number of tokens of the prompt with what stays.</summary>
    public int EndIndex => Turn.Prompt.Count + KeptCount;

    /// <summary>How the turn ended.</summary>
    public SampleStatus Status => IsCut ? SampleStatus.Truncated : Turn.FinishReason switch
    {
        "stop" or "tool_calls" => SampleStatus.Completed,
        "length" => SampleStatus.Truncated,
        "abort" => SampleStatus.Aborted,
        _ => SampleStatus.Failed,
    };
}
