using System.Collections.Immutable;
using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Targets of assignment, and bodies whose output is assigned.</summary>
internal sealed partial class Compiler
{
    /// <summary>A compiled body whose output is taken instead of written.</summary>
    private delegate Flow Capture(Frame frame, out Value captured);

    private Capture CompileCapture(ImmutableArray<Statement> statements, Scope scope, Site site)
    {
        var body = CompileBody(statements, site.Within(scope));
        return (Frame frame, out Value captured) =>
        {
            var output = frame.State.Output;
            frame.State.Charge(1);
            var mark = output.BeginCapture();
            var flow = body(frame);
            var text = output.EndCapture(mark);
            frame.State.ChargeText(text.Length);
            captured = new StringValue(text);
            return flow;
        };
    }

    /// <summary>The check that Jinja2 makes before it evaluates the value: an attribute can be assigned on a namespace only.</summary>
    private Action<Frame>? CompileTargetCheck(Expression target, Site site)
    {
        if (target is not Expression.NamespaceTarget space)
        {
            return null;
        }

        var variable = CompileName(space.Name, space.Span, site);
        return frame =>
        {
            if (variable(frame) is not NamespaceValue)
            {
                frame.State.Position = space.Span;
                throw new EvaluationFault(TemplateErrorKind.Runtime, "cannot assign attribute on non-namespace object");
            }
        };
    }

    private Assigner CompileTarget(Expression target, Site site)
    {
        switch (target)
        {
            case Expression.NamespaceTarget space:
                var variable = CompileName(space.Name, space.Span, site);
                return (frame, value) => ((NamespaceValue)variable(frame)).Set(space.Field, value);
            case Expression.Tuple tuple:
                var items = tuple.Items.Select(item => CompileTarget(item, site)).ToArray();
                return (frame, value) => Unpack(frame, value, items, tuple.Span);
            default:
                var slot = VariableOf(((Expression.Variable)target).Name, target.Span, site).Slot;
                return (frame, value) => frame.Slots[slot] = value;
        }
    }

    private static void Unpack(Frame frame, Value value, Assigner[] targets, SourceSpan span)
    {
        frame.State.Position = span;
        var iterator = value.TryIterate() ?? throw EvaluationFault.Type($"cannot unpack non-iterable {value.TypeName} object");
        var items = new List<Value>(targets.Length);
        while (items.Count <= targets.Length && iterator.Next() is { } item)
        {
            items.Add(item);
        }

        if (items.Count != targets.Length)
        {
            throw EvaluationFault.Argument(items.Count > targets.Length
                ? $"too many values to unpack (expected {targets.Length})"
                : $"not enough values to unpack (expected {targets.Length}, got {items.Count})");
        }

        for (var index = 0; index < targets.Length; index++)
        {
            targets[index](frame, items[index]);
        }
    }
}
