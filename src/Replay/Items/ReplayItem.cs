namespace Tito.Replay.Items;

/// <summary>One thing that is replayed.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Name">What it is called in reports.</param>
internal abstract record ReplayItem(string Name)
{
    /// <summary>A file: a scenario, a golden trajectory or an export, as it says itself.</summary>
    /// <param name="Name">What it is called in reports.</param>
    /// <param name="Path">Where it lies.</param>
    internal sealed record File(string Name, string Path) : ReplayItem(Name);

    /// <summary>A line of a manifest.</summary>
    /// <param name="Name">What it is called in reports.</param>
    /// <param name="Manifest">Where the manifest lies.</param>
    /// <param name="Seed">The seed.</param>
    /// <param name="Family">The family.</param>
    /// <param name="Kind">The kind.</param>
    /// <param name="Digest">What the outcome's digest has to be: 64 lowercase hexadecimal digits.</param>
    internal sealed record Seeded(string Name, string Manifest, ulong Seed, string Family, string Kind, string Digest)
        : ReplayItem(Name);
}
