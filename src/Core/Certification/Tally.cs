namespace Tito.Core.Certification;

/// <summary>The findings of one piece of the work. Used by one thread, then merged.</summary>
internal sealed class Tally
{
    private readonly long[] _counts = new long[RoleSurface.Count];
    private readonly SortedDictionary<(DefectKind Kind, int Bits), PathStep.Defect> _defects = [];

    public long Total => _counts.Sum();

    /// <summary>The openings that the template raised on. No session begins like them: they are not conversations of a surface.</summary>
    public long Refused { get; private set; }

    /// <summary>The smallest defect of each kind on each surface, graver kinds first.</summary>
    public IEnumerable<PathStep.Defect> Defects => _defects.Values;

    public long CountWithin(RoleSurface surface) =>
        Enumerable.Range(0, _counts.Length).Where(bits => (bits & ~surface.Bits) == 0).Sum(bits => _counts[bits]);

    /// <summary>Counts a conversation, and keeps its defect when it is the smallest of its kind and surface.</summary>
    public void Add(RoleSurface surface, PathStep step)
    {
        if (step is PathStep.Defect { Kind: DefectKind.OpeningFailed })
        {
            Refused++;
        }
        else
        {
            _counts[surface.Bits]++;
        }

        if (step is PathStep.Defect defect)
        {
            Keep(defect);
        }
    }

    /// <summary>Whether a conversation of a surface can add nothing: the gravest defect is shown.</summary>
    public bool IsSettled(RoleSurface surface) =>
        _defects.Count > 0 && Defects.Any(defect => defect.Kind == DefectKind.PrefixChanged && defect.Surface.IsWithin(surface));

    /// <summary>Takes over what another piece of the work found; of equally small defects the one that is already here stays.</summary>
    public void Merge(Tally other)
    {
        for (var bits = 0; bits < _counts.Length; bits++)
        {
            _counts[bits] += other._counts[bits];
        }

        Refused += other.Refused;
        foreach (var defect in other.Defects)
        {
            Keep(defect);
        }
    }

    private void Keep(PathStep.Defect defect)
    {
        var key = (defect.Kind, defect.Surface.Bits);
        if (!_defects.TryGetValue(key, out var kept) || defect.Messages.Length < kept.Messages.Length)
        {
            _defects[key] = defect;
        }
    }
}
