using System.Collections.Immutable;
using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Statements except for loops and macros.</summary>
internal sealed partial class Compiler
{
    private Executor CompileBody(ImmutableArray<Statement> statements, Site site)
    {
        var body = statements.Select(statement => CompileStatement(statement, site)).ToArray();
        return body.Length switch
        {
            0 => static _ => Flow.Next,
            1 => body[0],
            _ => frame => RunAll(frame, body),
        };
    }

    private static Flow RunAll(Frame frame, Executor[] statements)
    {
        foreach (var statement in statements)
        {
            var flow = statement(frame);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Executor CompileStatement(Statement statement, Site site)
    {
        switch (statement)
        {
            case Statement.Literal text:
                return _isTraced ? TraceText(CompileText(text), text.Span) : CompileText(text);
            case Statement.Print print:
                return CompilePrint(print.Expression, site);
            case Statement.If choice:
                return CompileIf(choice, site);
            case Statement.For loop:
                return CompileFor(loop, site);
            case Statement.Set set:
                return CompileSet(set, site);
            case Statement.SetBlock set:
                return CompileSetBlock(set, site);
            case Statement.Macro macro:
                return CompileMacro(macro, site);
            case Statement.CallBlock call:
                return CompileCallBlock(call, site);
            case Statement.FilterBlock block:
                return CompileFilterBlock(block, site);
            case Statement.With with:
                return CompileWith(with, site);
            case Statement.Generation generation:
                return CompileGeneration(generation, site);
            case Statement.Break or Statement.Continue when !site.InLoop:
                throw Fail(TemplateErrorKind.Syntax, "'break' or 'continue' outside of a loop", statement.Span);
            default:
                var flow = statement is Statement.Break ? Flow.Break : Flow.Continue;
                return _ => flow;
        }
    }

    private static Executor CompileText(Statement.Literal text) => frame =>
    {
        var state = frame.State;
        state.Charge(1);
        state.Output.Append(text.Text);
        return Flow.Next;
    };

    private Executor CompilePrint(Expression expression, Site site)
    {
        if (_folding.TryTextOf(expression) is { } constant)
        {
            return CompilePrinted(_ => constant, expression.Span);
        }

        var (folded, inner) = Fold(expression, site);
        return !_isTraced && folded is Expression.Binary { Operator: BinaryOperator.Add } sum
            ? CompilePrintedSum(sum, inner)
            : CompilePrinted(CompileNode(folded, inner), expression.Span);
    }

    private Executor CompilePrinted(Evaluator value, SourceSpan span)
    {
        return _isTraced ? TracePrint(value, span) : frame =>
        {
            var state = frame.State;
            state.Charge(1);
            var printed = value(frame);
            state.Position = span;
            state.Output.Append(printed.ToText(state));
            return Flow.Next;
        };
    }

    private Executor CompileIf(Statement.If statement, Site site)
    {
        var soft = site.Soft;
        var tests = statement.Branches.Select(branch => CompileTestOf(branch.Test, soft)).ToArray();
        var bodies = statement.Branches.Select(branch => CompileBody(branch.Body, soft)).ToArray();
        var otherwise = CompileBody(statement.Otherwise, soft);
        return frame =>
        {
            frame.State.Charge(1);
            for (var index = 0; index < tests.Length; index++)
            {
                if (tests[index](frame))
                {
                    return bodies[index](frame);
                }
            }

            return otherwise(frame);
        };
    }

    private Executor CompileSet(Statement.Set set, Site site)
    {
        var check = CompileTargetCheck(set.Target, site);
        var value = _isTraced ? CompileTracedSet(set.Value, site) : CompileExpression(set.Value, site);
        var assign = CompileTarget(set.Target, site);
        return frame =>
        {
            frame.State.Charge(1);
            check?.Invoke(frame);
            assign(frame, value(frame));
            return Flow.Next;
        };
    }

    private Executor CompileSetBlock(Statement.SetBlock set, Site site)
    {
        var scope = new Scope(site.Scope, site.Scope.Function);
        ScopeAnalysis.Visit(scope, set.Body);
        var body = CompileCapture(set.Body, scope, site);
        var inner = site.Within(scope);
        var filter = set.Filter is null ? null : CompileBlockFilter(set.Filter, inner);
        var check = CompileTargetCheck(set.Target, site);
        var assign = CompileTarget(set.Target, site);
        var entry = Enter(scope);
        return frame =>
        {
            entry.Enter(frame);
            var flow = body(frame, out var captured);
            if (flow == Flow.Next)
            {
                check?.Invoke(frame);
                assign(frame, filter is null ? captured : filter(frame, captured));
                entry.Leave(frame);
            }

            return flow;
        };
    }

    private Executor CompileFilterBlock(Statement.FilterBlock block, Site site)
    {
        var scope = new Scope(site.Scope, site.Scope.Function);
        ScopeAnalysis.Visit(scope, block.Body);
        ScopeAnalysis.VisitArguments(scope, block.Filter);
        var body = CompileCapture(block.Body, scope, site);
        var filter = CompileBlockFilter(block.Filter, site.Within(scope));
        var entry = Enter(scope);
        return frame =>
        {
            entry.Enter(frame);
            var flow = body(frame, out var captured);
            if (flow == Flow.Next)
            {
                var filtered = filter(frame, captured);
                frame.Trace?.AddText(frame.State.Output.Length, block.Span);
                filtered.WriteJoined(frame.State);
                entry.Leave(frame);
            }

            return flow;
        };
    }

    private Executor CompileWith(Statement.With with, Site site)
    {
        var scope = new Scope(site.Scope, site.Scope.Function);
        foreach (var (target, _) in with.Bindings)
        {
            ScopeAnalysis.VisitTarget(scope, target, asParameter: true);
        }

        ScopeAnalysis.Visit(scope, with.Body);
        var inner = site.Within(scope);
        var bindings = with.Bindings
            .Select(binding => (Assign: CompileTarget(binding.Target, inner), Value: CompileExpression(binding.Value, site)))
            .ToArray();
        var body = CompileBody(with.Body, inner);
        var entry = Enter(scope);
        return frame =>
        {
            frame.State.Charge(1);
            entry.Enter(frame);
            foreach (var (assign, value) in bindings)
            {
                assign(frame, value(frame));
            }

            var flow = body(frame);
            if (flow == Flow.Next)
            {
                entry.Leave(frame);
            }

            return flow;
        };
    }
}
