using System.Collections.Immutable;

namespace Tito.Core.Completions.Scanning;

/// <summary>Keeps account of where each unit of a completion went, and so each token.</summary>
internal sealed class TokenLedger
{
    private readonly List<(long End, CompletionPart? Part)> _runs = [];

    private long End => _runs.Count == 0 ? 0 : _runs[^1].End;

    /// <summary>Says where the next units went.</summary>
    /// <param name="part">Null where that shows later.</param>
    /// <param name="units">How many, 0 or more.</param>
    /// <returns>The run, for <see cref="Decide"/>.</returns>
    public int Add(CompletionPart? part, int units)
    {
        var end = End + units;
        if (part is not null && _runs.Count > 0 && _runs[^1].Part == part)
        {
            _runs[^1] = (end, part);
        }
        else
        {
            _runs.Add((end, part));
        }

        return _runs.Count - 1;
    }

    /// <summary>Says where the units of a run went that was added without a part.</summary>
    public void Decide(int run, CompletionPart part) => _runs[run] = (_runs[run].End, part);

    /// <summary>Where each token went.</summary>
    /// <param name="starts">For each token the unit that it began with.</param>
    /// <exception cref="InvalidOperationException">A unit went nowhere, which is a fault of a reader.</exception>
    public ImmutableArray<PartRange> Ranges(IReadOnlyList<long> starts)
    {
        var ranges = ImmutableArray.CreateBuilder<PartRange>();
        var run = 0;
        for (var token = 0; token < starts.Count; token++)
        {
            while (run < _runs.Count && _runs[run].End <= starts[token])
            {
                run++;
            }

            // A last token without a character, as a space that the decoder drops, stands where the text before it does.
            var part = run < _runs.Count
                ? _runs[run].Part ?? throw new InvalidOperationException($"Token {token} of a completion went nowhere.")
                : ranges.Count > 0 ? ranges[^1].Part
                : CompletionPart.Markers;
            if (ranges.Count > 0 && ranges[^1].Part == part)
            {
                ranges[^1] = ranges[^1] with { End = token + 1 };
            }
            else
            {
                ranges.Add(new(token, token + 1, part));
            }
        }

        return ranges.ToImmutable();
    }
}
