using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Loops.</summary>
internal sealed partial class Compiler
{
    private Executor CompileFor(Statement.For node, Site site)
    {
        RequireFreeLoopName(node);
        var outer = site.Scope.Function;
        var function = node.IsRecursive ? new FunctionLayout(outer) : outer;
        var plan = new LoopPlan
        {
            Test = node.Test is null ? null : CompileLoopTest(node, site),
            Span = node.Iterable.Span,
        };

        var scope = new Scope(site.Scope, function);
        var needsLoop = node.IsRecursive || NamesRead.Undeclared(node.Body, "loop").Count > 0;
        plan.LoopSlot = needsLoop ? scope.DeclareParameter("loop").Slot : null;
        ScopeAnalysis.VisitTarget(scope, node.Target, asParameter: true);
        ScopeAnalysis.Visit(scope, node.Body);
        var inner = new Site(scope, IsSoft: false, InLoop: true);
        plan.Assign = CompileTarget(node.Target, inner);
        plan.Body = CompileBody(node.Body, inner);
        plan.Entry = Enter(scope);
        if (node.Otherwise.Length > 0)
        {
            var otherwise = new Scope(site.Scope, function);
            ScopeAnalysis.Visit(otherwise, node.Otherwise);
            plan.Otherwise = CompileBody(node.Otherwise, new Site(otherwise, IsSoft: false, site.InLoop && !node.IsRecursive));
            plan.OtherwiseEntry = Enter(otherwise);
        }

        var iterable = CompileExpression(node.Iterable, site);
        if (!node.IsRecursive)
        {
            return frame => plan.Run(frame, iterable(frame), frame, null, 0);
        }

        return frame =>
        {
            frame.State.Output.Append(new RecursiveLoop(plan, frame, function).Render(iterable(frame), 0));
            return Flow.Next;
        };
    }

    /// <summary>The test runs as a generator of its own, which sees the target and everything outside, but not the loop's body.</summary>
    private LoopTest CompileLoopTest(Statement.For node, Site site)
    {
        var function = new FunctionLayout(site.Scope.Function);
        var scope = new Scope(site.Scope, function);
        ScopeAnalysis.VisitTarget(scope, node.Target, asParameter: true);
        ScopeAnalysis.VisitExpression(scope, node.Test);
        var inner = new Site(scope, IsSoft: false, InLoop: false);
        var (target, test) = (CompileTarget(node.Target, inner), CompileTestOf(node.Test!, inner));
        return new LoopTest(target, test, CompileExpression(node.Target, inner), Enter(scope), function);
    }

    private void RequireFreeLoopName(Statement.For node)
    {
        if (LoopNameSearch.FindAssignment(node) is { } assignment)
        {
            throw Fail(TemplateErrorKind.Syntax, "Can't assign to special loop variable in for-loop target", assignment);
        }
    }
}
