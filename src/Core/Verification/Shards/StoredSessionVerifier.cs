using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Shards;

/// <summary>Verifies stored sessions from their rows.</summary>
/// <param name="verify">The use case for one session.</param>
internal sealed class StoredSessionVerifier(SessionVerifier verify)
{
    /// <summary>Verifies one session.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="changes">What changed since the baseline.</param>
    /// <param name="tally">Takes what is found.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task RunAsync(
        string sessionId, ImmutableArray<FingerprintChange> changes, ShardTally tally, CancellationToken cancellationToken)
    {
        if (await verify.RunAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } verdict)
        {
            tally.PassOver($"{sessionId}: deleted since the run was planned.");
            return;
        }

        tally.Looked();
        foreach (var other in verdict.Disagreements.Where(found => found.What == "genesis"))
        {
            tally.Fail(Failure(sessionId, other, Changed(changes)));
        }

        // The first turns of a session of other assets are not damaged: their chain begins with another genesis.
        foreach (var damaged in verdict.AmongRows)
        {
            tally.Fail(Failure(sessionId, damaged, LikelyCause.RowsChanged));
        }
    }

    private static VerificationFailure Failure(string sessionId, Disagreement found, LikelyCause cause) => new()
    {
        Item = sessionId,
        Turn = found.Turn,
        What = found.What,
        Cause = cause,
        Detail = FailureText.Detail($"{found.Row}: {found.Detail}"),
    };

    /// <summary>A session that was opened under other assets; without a baseline nobody knows under which.</summary>
    private static LikelyCause Changed(ImmutableArray<FingerprintChange> changes) =>
        changes.Any(change => change.Name == AssetFingerprints.Tokenizer) ? LikelyCause.TokenizerChanged
        : changes.Any(change => change.Name is AssetFingerprints.Template or AssetFingerprints.Family or AssetFingerprints.Arguments)
            ? LikelyCause.TemplateChanged
            : LikelyCause.Unknown;
}
