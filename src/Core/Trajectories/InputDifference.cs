using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Something that shapes a prompt and is not what a stored turn has.</summary>
/// <param name="Field">The place in a request, as <c>tools</c>.</param>
/// <param name="Stored">SHA-256 of the stored value in canonical JSON; null where there is none.</param>
/// <param name="Sent">SHA-256 of the sent value in canonical JSON; null where there is none.</param>
public sealed record InputDifference(string Field, Digest? Stored, Digest? Sent)
{
    /// <summary>The field and both digests, for people.</summary>
    public override string ToString() => $"{Field} (stored {Text(Stored)}, sent {Text(Sent)})";

    private static string Text(Digest? digest) => digest is { } known ? $"sha256 {known}" : "nothing";
}
