using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Core.Verification.Shards;

/// <summary>Collects what is found while a shard is verified.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class ShardTally
{
    private readonly ImmutableArray<VerificationFailure>.Builder _failures = ImmutableArray.CreateBuilder<VerificationFailure>();
    private readonly HashSet<string> _failedItems = new(StringComparer.Ordinal);
    private readonly SortedDictionary<LikelyCause, int> _causes = [];
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();
    private int _checked;
    private int _failed;
    private int _passedOver;
    private double? _largest;

    /// <summary>An item was looked at.</summary>
    public void Looked() => _checked++;

    /// <summary>An item is not as it was recorded. The first failure of each item comes before further ones of another.</summary>
    public void Fail(VerificationFailure failure)
    {
        _failed++;
        _causes[failure.Cause] = _causes.GetValueOrDefault(failure.Cause) + 1;
        var isFirst = _failedItems.Add(failure.Item);
        if (_failures.Count == ShardResult.MaxKept && isFirst && LastFurther() is >= 0 and var further)
        {
            _failures.RemoveAt(further);
        }

        if (_failures.Count < ShardResult.MaxKept)
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
        Causes = _causes.ToImmutableSortedDictionary(),
        Notes = _passedOver > ShardResult.MaxKept
            ? [.. _notes, string.Create(CultureInfo.InvariantCulture, $"{_passedOver - ShardResult.MaxKept} more were passed over.")]
            : _notes.ToImmutable(),
        LargestLogprobDifference = _largest,
        FinishedAt = now,
        Duration = now - startedAt,
    };

    /// <summary>The last kept failure that is not its item's first; -1 where there is none.</summary>
    private int LastFurther()
    {
        // The failures of an item come one after the other.
        var at = _failures.Count - 1;
        while (at > 0 && _failures[at].Item != _failures[at - 1].Item)
        {
            at--;
        }

        return at > 0 ? at : -1;
    }
}
