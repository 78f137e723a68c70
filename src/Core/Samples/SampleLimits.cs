namespace Tito.Core.Samples;

/// <summary>The bounds of a sample.</summary>
public sealed record SampleLimits
{
    /// <summary>The largest number of tokens of a sample.</summary>
    /// <value>1 or more; null, the default value, for no limit.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? MaxSequenceLength
    {
        get;
        init
        {
            if (value is { } limit)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>How many trailing tokens of a completion the family may replace.</summary>
    /// <value>0, the default value, or more.</value>
    public int MaxTrimTokens { get; init; }
}
