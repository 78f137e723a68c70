using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Core.Verification.Shards;

/// <summary>Collects what is found while a shard is verified.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class ShardTally
{
    private readonly ImmutableArray<VerificationFailure>.Builder _failures = ImmutableArray.CreateBuilder<VerificationFailure>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();
    private int _checked;
    private int _failed;
    private int _passedOver;
    private double? _largest;

    /// <summary>An item was looked at.</summary>
    public void Looked() => _checked++;

    /// <summary>An item is not as it was recorded.</summary>
    public void Fail(VerificationFailure failure)
    {
        if (_failed++ < ShardResult.MaxKept)
        {
            _failures.Add(failure);
        }
    }

    /// <summary>An item was passed over, and why.</summary>
    public void PassOver(string note)
    {
        if (_passedOver++ < ShardResult.MaxKept)
        {
            _notes.Add(note);
        }
    }

    /// <summary>Two logprobs of one token differ so much.</summary>
    public void Differ(double difference) => _largest = Math.Max(_largest ?? 0, difference);

    /// <summary>What the shard came to.</summary>
    /// <param name="startedAt">When it was begun.</param>
    /// <param name="now">The present.</param>
    public ShardResult Close(DateTimeOffset startedAt, DateTimeOffset now) => new()
    {
        Outcome = _failed > 0 ? ShardOutcome.Red : ShardOutcome.Green,
        Checked = _checked,
        FailureCount = _failed,
        Failures = _failures.ToImmutable(),
        Notes = _passedOver > ShardResult.MaxKept
            ? [.. _notes, string.Create(CultureInfo.InvariantCulture, $"{_passedOver - ShardResult.MaxKept} more were passed over.")]
            : _notes.ToImmutable(),
        LargestLogprobDifference = _largest,
        FinishedAt = now,
        Duration = now - startedAt,
    };
}
