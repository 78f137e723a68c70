using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Tokenizers;

namespace Tito.Core.Certification;

/// <summary>
/// How an engine's tokens end after a turn that the template renders: the stop token, and what it leaves out. Where it may stop with one of
/// several openers, the first stands for all of them: a splice replaces each alike.
/// </summary>
internal sealed class EngineTail
{
    private readonly string _spliced = "";
    private readonly string _notGenerated = "";
    private readonly string _generated = "";

    /// <exception cref="AssetException">A token of the rule, or a stop token, is missing from the tokenizer.</exception>
    public EngineTail(ChatRenderer renderer)
    {
        var (family, tokenizer) = (renderer.Family, renderer.Tokenizer);
        switch (renderer.Boundary)
        {
            case BoundaryRule.None or BoundaryRule.DiffHistory:
                Endings = [.. renderer.Ends.Own.Select(id => tokenizer.Decode([id], skipSpecialTokens: false))];
                break;
            case BoundaryRule.AppendAfter rule:
                (_spliced, _notGenerated) = (rule.Stop + rule.Filler, rule.Filler);
                Endings = [_spliced];
                LastId = tokenizer.SingleId(rule.Stop, family.Name);
                SkippedIds = 0;
                break;
            case BoundaryRule.ReplaceTrailing rule:
                _generated = rule.Openers[0];
                LastId = tokenizer.SingleId(_generated, family.Name);
                SkippedIds = 0;
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// The texts with which a rendered turn may end; empty for any. Where the rule puts nothing after the stop token that token has to be
    /// the last: what the template writes after it would be in no prompt.
    /// </summary>
    public ImmutableArray<string> Endings { get; } = [];

    /// <summary>An id that ends the engine's tokens.</summary>
    public int LastId { get; }

    /// <summary>
    /// Number of ids in a prompt spliced after <see cref="LastId"/> alone that stand for text which the render has before the seam.
    /// </summary>
    public int SkippedIds { get; } = 1;

    /// <summary>Where in a rendered turn the spliced text begins, or -1 when the turn does not end as the rule says.</summary>
    public int SeamOf(string rendered) => Endings.IsEmpty || Endings.Any(ending => rendered.EndsWith(ending, StringComparison.Ordinal))
        ? rendered.Length - _spliced.Length
        : -1;

    /// <summary>The ids that an engine holds after a rendered turn.</summary>
    public ImmutableArray<int> EngineIds(ChatRenderer renderer, string rendered) =>
        renderer.Encode(string.Concat(rendered.AsSpan(0, rendered.Length - _notGenerated.Length), _generated));
}
