using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.GoldenPrompts;

namespace Tito.Core.Verification.Shards;

/// <summary>Makes golden prompts again: an engine is only asked where the ids are the recorded ones.</summary>
/// <param name="model">The served model.</param>
/// <param name="corpus">The files.</param>
internal sealed class PromptPreparer(SessionModel model, IGoldenCorpus corpus)
{
    private readonly GoldenPromptMaker _maker = new(model);

    /// <summary>The prompt of an item; null where the tally has been told why there is none.</summary>
    /// <param name="item">The prompt as <c>FILE#NAME</c>.</param>
    /// <param name="tally">Takes what is found.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<PreparedPrompt?> RunAsync(string item, ShardTally tally, CancellationToken cancellationToken)
    {
        tally.Looked();
        var (name, prompt) = PromptItem.Cut(item);
        if (await corpus.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            tally.Fail(Failure(item, "file", LikelyCause.Unknown, "The file was there when the run was planned, and is gone."));
            return null;
        }

        try
        {
            var file = GoldenPromptReader.Read(bytes.Span);
            if (file.Family != model.Family.Name)
            {
                tally.PassOver($"{name}: of family {file.Family}; {model.Family.Name} is served, and its engines are not asked.");
                return null;
            }

            if (file.Prompts.FirstOrDefault(other => other.Name == prompt) is { } golden)
            {
                return Make(item, file, golden, tally);
            }

            tally.Fail(Failure(item, "file", LikelyCause.Unknown, "The file has no prompt of this name any more."));
        }
        catch (GoldenFormatException broken)
        {
            tally.Fail(Failure(item, "format", LikelyCause.Unknown, broken.Message));
        }

        return null;
    }

    private PreparedPrompt? Make(string item, GoldenPromptFile file, GoldenPrompt golden, ShardTally tally)
    {
        var changes = FingerprintChange.Between(file.Assets, AssetFingerprints.Of(model));
        if (_maker.Make(golden.Request, file.RecordedAt) is not ({ } prompt, _))
        {
            var refusal = _maker.Make(golden.Request, file.RecordedAt).Refusal!;
            tally.Fail(Failure(item, "request", AssetCause.Of(changes, model, [], found: null), refusal));
            return null;
        }

        var ids = prompt.Ids;
        if (TokenDifference.Find(golden.PromptIds.AsSpan(), ids.AsSpan()) is not { } difference)
        {
            return new(item, file, golden, prompt);
        }

        var cause = AssetCause.Of(changes, model, golden.PromptIds.AsSpan(), ids);
        var detail = $"{difference.Describe(model.Renderer.Describe)} The engine was not asked: this prompt was never recorded.";
        tally.Fail(FailureText.Of(model, difference, Failure(item, "prompt", cause, detail)));
        return null;
    }

    private static VerificationFailure Failure(string item, string what, LikelyCause cause, string detail) =>
        new() { Item = item, What = what, Cause = cause, Detail = FailureText.Detail(detail) };
}
