using System.Runtime.InteropServices;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Jinja.Values;

namespace Tito.Core.Certification;

/// <summary>
/// A conversation that grows and shrinks by one message and is checked whenever it grows. "Is a prefix of" is transitive: each render
/// is compared with that of the nearest cut before it, and so all cuts hold against all later ones.
/// </summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class ConversationPath(ChatRenderer renderer, RenderSetting setting, EngineTail tail, SpliceMemo splices, RoleSurface roles)
{
    private readonly IConversationText _text = setting.Bind(renderer);
    private readonly List<PathNode> _nodes = [];
    private readonly List<MessageVariant> _variants = [];
    private readonly List<Value> _values = [];
    private readonly Dictionary<MessageVariant, Value> _known = [];

    /// <summary>The conversation as it stands, or null before its first message.</summary>
    public PathNode? Last => _nodes.Count == 0 ? null : _nodes[^1];

    public RenderSetting Setting => setting;

    /// <summary>Adds a message that the grammar allows; whatever comes of it, <see cref="Pop"/> takes it away.</summary>
    public PathStep Push(MessageVariant variant)
    {
        var last = Last;
        _variants.Add(variant);
        _values.Add(ValueOf(variant));
        var isAssistant = variant.Role == Role.Assistant;
        var node = new PathNode(
            variant,
            ListValue.Of(_values),
            _values.Count,
            SurfaceWith(last, variant.Role),
            isAssistant ? _variants.Count : last?.CutIndex ?? 0,
            isAssistant ? variant.Calls : variant.Role == Role.Tool ? last!.PendingCalls - 1 : 0);
        _nodes.Add(node);
        return !node.IsConversation ? Holds : isAssistant ? CheckGenerated(node, _nodes[^2]) : CheckAppended(node);
    }

    /// <summary>Takes the last message away.</summary>
    public void Pop()
    {
        _nodes.RemoveAt(_nodes.Count - 1);
        _variants.RemoveAt(_variants.Count - 1);
        _values.RemoveAt(_values.Count - 1);
    }

    /// <summary>A message as the template sees it.</summary>
    private Value ValueOf(MessageVariant variant)
    {
        if (!_known.TryGetValue(variant, out var value))
        {
            _known.Add(variant, value = renderer.ValueOf(variant.Message, "message"));
        }

        return value;
    }

    /// <summary>What a turn's render begins with: the prompt, less the opening of a think block that the family leaves out of it.</summary>
    private string OpenedBy(MessageVariant variant, string prompt) =>
        !variant.Thinks && renderer.Family.ThinkingOpener is { } opener && prompt.EndsWith(opener, StringComparison.Ordinal)
            ? prompt[..^opener.Length]
            : prompt;

    private static RoleSurface SurfaceWith(PathNode? last, Role role) => last switch
    {
        null or { CutIndex: 0 } => default,
        { Variant.Role: Role.Assistant } => last.Surface.With(role),
        _ => role == Role.Assistant ? last.Surface : last.Surface.With(role),
    };

    private PathStep CheckGenerated(PathNode node, PathNode before)
    {
        if (before.Open is null && CheckContinued(before) is PathStep.Defect broken)
        {
            return broken;
        }

        var prompt = before.Open!;
        if (TryRender(node, generate: false, out var failure) is not { } closed)
        {
            return Found(DefectKind.TemplateFailed, _nodes.Count - 1, Rendered(prompt, _nodes.Count - 1, true), Failure(failure));
        }

        node.Closed = closed;
        var opened = OpenedBy(node.Variant, prompt);
        if (!closed.StartsWith(opened, StringComparison.Ordinal))
        {
            return Found(
                DefectKind.PrefixChanged, _nodes.Count - 1,
                Rendered(prompt, _nodes.Count - 1, true), Rendered(closed, _nodes.Count, false));
        }

        if (tail.SeamOf(closed) < 0)
        {
            return Found(
                DefectKind.BoundaryMissing, _nodes.Count,
                new("the turn's end by the boundary rule", string.Join(" or ", tail.Endings), null, false),
                new("what the turn adds to its prompt", closed[opened.Length..], null, false));
        }

        return CheckTraces(node.Variant, closed, opened.Length, closed.Length, Rendered(closed, _nodes.Count, false), out _) ?? Holds;
    }

    private PathStep CheckAppended(PathNode node)
    {
        if (TryRender(node, generate: true, out var failure) is not { } open)
        {
            return node.CutIndex == 0
                ? Found(DefectKind.OpeningFailed, 0, new("the prompt of the opening", "", null, true), Failure(failure))
                : Found(
                    DefectKind.TemplateFailed, node.CutIndex,
                    Rendered(_nodes[node.CutIndex - 1].Closed!, node.CutIndex, false), Failure(failure));
        }

        node.Open = open;
        if (CheckCuts(node, open) is { } broken)
        {
            return broken;
        }

        var from = node.CutIndex == 0 ? 0 : _nodes[node.CutIndex - 1].Closed!.Length;
        for (var i = node.CutIndex; i < _variants.Count; i++)
        {
            if (CheckTraces(_variants[i], open, from, open.Length, Rendered(open, _nodes.Count, true), out from) is { } lost)
            {
                return lost;
            }
        }

        return Holds;
    }

    /// <summary>A prompt right after an assistant turn, where assistant turns may be appended.</summary>
    private PathStep CheckContinued(PathNode before)
    {
        if (TryRender(before, generate: true, out var failure) is not { } open)
        {
            return Found(DefectKind.TemplateFailed, before.CutIndex, Rendered(before.Closed!, before.CutIndex, false), Failure(failure));
        }

        before.Open = open;
        return CheckCuts(before, open) ?? Holds;
    }

    /// <summary>
    /// The prompt against the last generated turn, and against the one before it where assistant turns may be appended: then the
    /// last one may have come from the client.
    /// </summary>
    private PathStep.Defect? CheckCuts(PathNode node, string open)
    {
        for (var (cut, checkedCuts) = (node.CutIndex, 0); cut > 0 && checkedCuts < (roles.Contains(Role.Assistant) ? 2 : 1); checkedCuts++)
        {
            if (CheckCut(cut, open, CollectionsMarshal.AsSpan(_variants)[..node.Count]) is { } broken)
            {
                return broken;
            }

            cut = _nodes[cut - 2].CutIndex;
        }

        return null;
    }

    private PathStep.Defect? CheckCut(int cut, string open, ReadOnlySpan<MessageVariant> variants)
    {
        var closed = _nodes[cut - 1].Closed!;
        var whole = Rendered(open, variants.Length, true);
        if (!open.StartsWith(closed, StringComparison.Ordinal))
        {
            return Found(DefectKind.PrefixChanged, cut, Rendered(closed, cut, false), whole);
        }

        var spliced = splices.Text(variants[..cut], variants[cut..], out var refusal);
        if (refusal is not null)
        {
            return Found(DefectKind.SpliceFailed, cut, whole, Failure(refusal));
        }

        var seam = tail.SeamOf(closed);
        return !open.AsSpan(seam).SequenceEqual(spliced)
            ? Found(DefectKind.SpliceDiffers, cut, whole, new("the splice", string.Concat(open.AsSpan(0, seam), spliced), null, true))
            : splices.HasTokensOf(variants[..cut], variants[cut..], closed, open)
                ? null
                : Found(DefectKind.TokensDiffer, cut, whole, new("the splice's tokens", "", null, true));
    }

    private PathStep.Defect? CheckTraces(MessageVariant variant, string text, int from, int to, DefectText rendered, out int end)
    {
        end = from;
        foreach (var trace in variant.Traces)
        {
            var at = from;
            foreach (var part in trace)
            {
                var found = text.AsSpan(at, to - at).IndexOf(part, StringComparison.Ordinal);
                if (found < 0)
                {
                    return Found(DefectKind.ContentLost, _nodes.Count, new("a part of the message", part, null, false), rendered);
                }

                at += found + part.Length;
                end = Math.Max(end, at);
            }
        }

        return null;
    }

    /// <summary>The render, or null with the template's own account of why there is none.</summary>
    private string? TryRender(PathNode node, bool generate, out string failure)
    {
        failure = "";
        try
        {
            return _text.Render(node.Messages, generate);
        }
        catch (RenderException failed)
        {
            failure = failed.Message;
            return null;
        }
    }

    private PathStep.Defect Found(DefectKind kind, int cut, DefectText expected, DefectText actual) =>
        new(kind, setting, [.. _variants], _nodes[^1].Surface, cut, expected, actual);

    private static PathStep Holds => PathStep.Holds.Instance;

    private static DefectText Rendered(string text, int count, bool generate) => new(
        $"the render of {count} {(count == 1 ? "message" : "messages")}{(generate ? " with the generation prompt" : "")}",
        text, count, generate);

    private static DefectText Failure(string reason) => new("the template's error", reason, null, false);
}
