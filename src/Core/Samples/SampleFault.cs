namespace Tito.Core.Samples;

/// <summary>What recorded turns can contradict.</summary>
public enum SampleFault
{
    /// <summary>A turn's prompt is no prefix of the accumulated tokens.</summary>
    Prefix,

    /// <summary>More sampled tokens of a turn are missing from the accumulated tokens than the family may replace.</summary>
    Trim,

    /// <summary>The turns end before or behind the accumulated tokens.</summary>
    Cursor,

    /// <summary>A turn's prompt adds nothing to the turn before it.</summary>
    Observation,

    /// <summary>Routed experts do not join, or do not cover the sample.</summary>
    RoutedExperts,
}
