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
    private readonly string _rendered = "";
    private readonly string _notGenerated = "";
    private readonly string _generated = "";

    /// <exception cref="AssetException">The rule's token is missing from the tokenizer.</exception>
    public EngineTail(Family family, Tokenizer tokenizer)
    {
        switch (family.Boundary)
        {
            case BoundaryRule.None or BoundaryRule.DiffHistory:
                break;
            case BoundaryRule.AppendAfter rule:
                (_rendered, _notGenerated) = (rule.Stop + rule.Filler, rule.Filler);
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

    /// <summary>An id that ends the engine's tokens.</summary>
    public int LastId { get; }

    /// <summary>
    /// Number of ids in a prompt spliced after <see cref="LastId"/> alone that stand for text which the render has before the seam.
    /// </summary>
    public int SkippedIds { get; } = 1;

    /// <summary>Where in a rendered turn the spliced text begins, or -1 when the turn does not end as the rule says.</summary>
    public int SeamOf(string rendered) => rendered.EndsWith(_rendered, StringComparison.Ordinal) ? rendered.Length - _rendered.Length : -1;

    /// <summary>The ids that an engine holds after a rendered turn.</summary>
    public ImmutableArray<int> EngineIds(ChatRenderer renderer, string rendered) =>
        renderer.Encode(string.Concat(rendered.AsSpan(0, rendered.Length - _notGenerated.Length), _generated));
}
