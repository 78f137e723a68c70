namespace Tito.Core.Samples;

/// <summary>The ways in which recorded turns can contradict each other.</summary>
public enum SampleFault
{
    /// <summary>A turn's prompt is not a prefix of the accumulated tokens.</summary>
    Prefix,

    /// <summary>More sampled tokens of a turn are missing from the accumulated tokens than the family may replace.</summary>
    Trim,

    /// <summary>The turns end before or after the accumulated tokens.</summary>
    Cursor,

    /// <summary>A turn's prompt ends within the turn before it.</summary>
    Observation,

    /// <summary>Routed experts do not join, or do not cover the sample.</summary>
    RoutedExperts,
}
