using System.Collections.Immutable;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Certification;

/// <summary>
/// Proves by bounded exhaustion that a template is append-only for a family and that the family's splice continues it exactly, or
/// finds a small conversation that shows why not.
/// </summary>
/// <remarks>Thread-safe. A run uses all cores and gives the same report each time.</remarks>
public sealed class TemplateCertifier
{
    private readonly ChatRenderer _renderer;
    private readonly PromptMaker _prompts;
    private readonly EngineTail _tail;

    /// <summary>A certifier of a renderer's template, together with the prompts that sessions of it get.</summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    /// <exception cref="AssetException">A token of the boundary rule, or a stop token, is missing from the tokenizer.</exception>
    public TemplateCertifier(ChatRenderer renderer) =>
        (_renderer, _prompts, _tail) = (renderer, new(renderer), new(renderer));

    /// <summary>Tries every conversation that the options ask for.</summary>
    /// <param name="options">How far to go.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public CertificationReport Run(CertificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.Roles.Bits, nameof(options));
        var settings = RenderSetting.All(_renderer);
        var memos = settings.ToDictionary(setting => setting, setting => new SpliceMemo(_renderer, setting, _tail, _prompts));
        var (wide, narrow) = Alphabet.Create(_renderer.Family);
        ConversationPath NewPath(RenderSetting setting) => new(_renderer, setting, _tail, memos[setting], options.Roles);

        var wideTally = Exhaust(new(wide, options.Roles, 1, options.WideDepth), settings, NewPath, options, cancellationToken);
        var narrowTally = IsOver(wideTally, options)
            ? new()
            : Exhaust(new(narrow, options.Roles, options.WideDepth + 1, options.Depth), settings, NewPath, options, cancellationToken);
        var randomTally = IsOver(wideTally, options) || IsOver(narrowTally, options)
            ? new()
            : Wander(new(wide, options.Roles, options.Depth), settings, NewPath, options, cancellationToken);

        var all = new Tally();
        foreach (var tally in (Tally[])[wideTally, narrowTally, randomTally])
        {
            all.Merge(tally);
        }

        var shrinker = new Shrinker(wide, options.Roles, settings, NewPath);
        return new()
        {
            Family = _renderer.Family.Name,
            TemplateName = _renderer.TemplateName,
            TemplateDigest = _renderer.TemplateDigest,
            TokenizerDigest = Digest.FromBytes(_renderer.Tokenizer.Identity),
            Options = options,
            SettingCount = settings.Length,
            WideCount = wideTally.Total,
            NarrowCount = narrowTally.Total,
            RandomCount = randomTally.Total,
            RefusedCount = all.Refused,
            Surfaces = Verdicts(
                options.Roles,
                all,
                [.. all.Defects.Select(shrinker.Shrink).OrderBy(defect => defect.Kind).ThenBy(defect => defect.Messages.Length)]),
        };
    }

    // The gravest defect without any appended role refuses every surface: nothing that is still to try can change a verdict.
    private static bool IsOver(Tally tally, CertificationOptions options) =>
        tally.IsSettled(default) || (options.StopAtFirstDefect && tally.Defects.Any());

    private static Tally Exhaust(
        Exhaustion exhaustion,
        ImmutableArray<RenderSetting> settings,
        Func<RenderSetting, ConversationPath> newPath,
        CertificationOptions options,
        CancellationToken cancellationToken) => Merge(
            settings.SelectMany(setting => exhaustion.Pieces(setting.Thinks).Select(piece => (setting, piece))),
            item => exhaustion.Walk(newPath(item.setting), item.piece, options.StopAtFirstDefect, cancellationToken),
            options,
            cancellationToken);

    private static Tally Wander(
        RandomWalk walk,
        ImmutableArray<RenderSetting> settings,
        Func<RenderSetting, ConversationPath> newPath,
        CertificationOptions options,
        CancellationToken cancellationToken) => Merge(
            Enumerable.Range(0, options.RandomCount),
            index =>
            {
                var numbers = new SeededNumbers(unchecked((options.Seed * 0x9E3779B97F4A7C15) + (ulong)index));
                return walk.Walk(newPath(settings[numbers.Next(settings.Length)]), numbers);
            },
            options,
            cancellationToken);

    /// <summary>
    /// Does the pieces on all cores and merges what they found in the pieces' order, so that the outcome does not depend on the threads.
    /// </summary>
    private static Tally Merge<T>(
        IEnumerable<T> pieces, Func<T, Tally> walk, CertificationOptions options, CancellationToken cancellationToken)
    {
        var tallies = pieces.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(walk);
        var merged = new Tally();
        foreach (var tally in tallies)
        {
            merged.Merge(tally);
            if (IsOver(merged, options))
            {
                break;
            }
        }

        return merged;
    }

    /// <summary>A conversation counts for every surface that allows its roles, and so does its defect.</summary>
    private ImmutableArray<CertificationReport.SurfaceVerdict> Verdicts(
        RoleSurface roles, Tally tally, ImmutableArray<PathStep.Defect> defects)
    {
        var explainer = new DefectExplainer(_renderer);
        var explained = defects.Select(explainer.Explain).ToList();
        return
        [
            .. roles.Subsets().Select(surface => new CertificationReport.SurfaceVerdict(
                surface, tally.CountWithin(surface), explained.Find(defect => defect.Surface.IsWithin(surface)))),
        ];
    }
}
