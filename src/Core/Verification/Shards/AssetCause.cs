using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Shards;

/// <summary>Which of our assets makes a prompt come out otherwise.</summary>
internal static class AssetCause
{
    /// <summary>
    /// What changed since the baseline says it. Where that is nothing, or both, the texts do: the same text in other tokens is the
    /// tokenizer, another text is the template.
    /// </summary>
    /// <param name="changes">What changed since the baseline.</param>
    /// <param name="model">The served model.</param>
    /// <param name="expected">The prompt's tokens as they were recorded.</param>
    /// <param name="found">The prompt's tokens as they are made now; null where there are none.</param>
    public static LikelyCause Of(
        ImmutableArray<FingerprintChange> changes, SessionModel model, ReadOnlySpan<int> expected, ImmutableArray<int>? found)
    {
        var tokenizer = changes.Any(change => change.Name == AssetFingerprints.Tokenizer);
        var template = changes.Any(change =>
            change.Name is AssetFingerprints.Template or AssetFingerprints.Family or AssetFingerprints.Arguments);
        return tokenizer != template ? tokenizer ? LikelyCause.TokenizerChanged : LikelyCause.TemplateChanged
            : found is not { } ids ? LikelyCause.Unknown
            : Text(model, expected) is { } text && text == Text(model, ids.AsSpan()) ? LikelyCause.TokenizerChanged
            : LikelyCause.TemplateChanged;
    }

    private static string? Text(SessionModel model, ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            if (!model.HasToken(id))
            {
                return null;
            }
        }

        return model.Decode(ids);
    }
}
