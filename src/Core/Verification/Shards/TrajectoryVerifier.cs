using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Models;

namespace Tito.Core.Verification.Shards;

/// <summary>Replays golden trajectories of the corpus.</summary>
/// <param name="model">The served model.</param>
/// <param name="corpus">The files.</param>
internal sealed class TrajectoryVerifier(SessionModel model, IGoldenCorpus corpus)
{
    private readonly TrajectoryReplayer _replay = new(model);

    /// <summary>Replays one file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="changes">What changed since the baseline.</param>
    /// <param name="tally">Takes what is found.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task RunAsync(
        string name, ImmutableArray<FingerprintChange> changes, ShardTally tally, CancellationToken cancellationToken)
    {
        tally.Looked();
        if (await corpus.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            tally.Fail(Failure(name, null, "file", LikelyCause.Unknown, "The file was there when the run was planned, and is gone."));
            return;
        }

        if (Other(GoldenFormat.Find(bytes.Span)) is { } other)
        {
            tally.PassOver($"{name}: {other}");
            return;
        }

        try
        {
            var golden = GoldenReader.Read(bytes);
            if (golden.Family != model.Family.Name)
            {
                tally.PassOver($"{name}: of family {golden.Family}; {model.Family.Name} is served.");
            }
            else if (_replay.Run(golden) is ReplayOutcome.Differs differs)
            {
                tally.Fail(Explain(name, golden, differs, changes));
            }
            else if (golden.Turns.Count(turn => turn is { Expected: null, Recorded: null }) is > 0 and var free)
            {
                tally.PassOver(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {free} of {golden.Turns.Length} turns have neither a record nor what is expected, so nothing was held "
                    + $"against them."));
            }
        }
        catch (GoldenFormatException broken)
        {
            tally.Fail(Failure(name, null, "format", LikelyCause.Unknown, broken.Message));
        }
    }

    /// <summary>What may lie beside golden trajectories and is not for a server to replay; null of anything else.</summary>
    private static string? Other(string? format) => format switch
    {
        GoldenScenario.FormatName => "a golden scenario, which tito replay plays.",
        GoldenModel.FormatName or GoldenFormat.Pools => "belongs to golden scenarios, which tito replay plays.",
        _ => null,
    };

    /// <summary>Another genesis is not yet a token: what it does to the trajectory is.</summary>
    private VerificationFailure Explain(
        string name, GoldenTrajectory golden, ReplayOutcome.Differs differs, ImmutableArray<FingerprintChange> changes)
    {
        if (differs.What != "genesis")
        {
            var cause = differs.Tokens is null ? LikelyCause.Unknown : AssetCause.Of(changes, model, [], found: null);
            return With(differs, Failure(name, differs.TurnIndex, differs.What, cause, differs.Detail));
        }

        return _replay.RunAcross(golden) is ReplayOutcome.Differs across
            ? With(across, Failure(
                name, across.TurnIndex, across.What, Cause(golden, across, changes),
                $"{across.Detail} The genesis is another one: {differs.Detail}"))
            : Failure(
                name, null, differs.What, AssetCause.Of(changes, model, [], found: null),
                $"No token of it differs. {differs.Detail}");
    }

    private LikelyCause Cause(GoldenTrajectory golden, ReplayOutcome.Differs across, ImmutableArray<FingerprintChange> changes)
    {
        var expected = across.TurnIndex is { } turn ? golden.Turns[turn].Expected : null;
        return AssetCause.Of(
            changes, model,
            expected is null ? [] : expected.TokenIds.AsSpan()[..expected.PromptCount],
            expected is null || across.Tokens is null ? null : _replay.PromptAcross(golden, across.TurnIndex!.Value));
    }

    private VerificationFailure With(ReplayOutcome.Differs differs, VerificationFailure failure) =>
        differs.Tokens is { } tokens ? FailureText.Of(model, tokens, failure) : failure;

    private static VerificationFailure Failure(string name, int? turn, string what, LikelyCause cause, string detail) =>
        new() { Item = name, Turn = turn, What = what, Cause = cause, Detail = FailureText.Detail(detail) };
}
