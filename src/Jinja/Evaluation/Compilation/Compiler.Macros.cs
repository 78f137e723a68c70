using System.Collections.Immutable;
using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Macros, call blocks and generation blocks: bodies that are functions.</summary>
internal sealed partial class Compiler
{
    private Executor CompileMacro(Statement.Macro macro, Site site)
    {
        var plan = CompileFunction(macro.Name, macro.Signature, macro.Body, site, macro.Span);
        var slot = VariableOf(macro.Name, macro.Span, site).Slot;
        return frame =>
        {
            frame.State.Charge(1);
            frame.Slots[slot] = new MacroValue(plan, frame);
            return Flow.Next;
        };
    }

    private Executor CompileCallBlock(Statement.CallBlock block, Site site)
    {
        if (block.Call.Arguments.Keywords.Any(static keyword => keyword.Name == "caller"))
        {
            throw Fail(TemplateErrorKind.Syntax, "keyword argument repeated: caller", block.Call.Span);
        }

        var plan = CompileFunction(null, block.Signature, block.Body, site, block.Span);
        var folded = (Expression.Call)_folding.Optimize(block.Call);
        var call = CompileCall(folded, site.Folded, frame => new MacroValue(plan, frame));
        return frame =>
        {
            var state = frame.State;
            state.Charge(1);
            var value = call(frame);
            state.Position = block.Call.Span;
            frame.Trace?.AddText(state.Output.Length, block.Call.Span);
            value.WriteJoined(state);
            return Flow.Next;
        };
    }

    /// <summary>transformers makes a call block of it; the body thus sees the variables around it but assigns none of them.</summary>
    private Executor CompileGeneration(Statement.Generation generation, Site site)
    {
        var plan = CompileFunction(null, MacroSignature.Empty, generation.Body, site, generation.Span);
        return frame =>
        {
            var state = frame.State;
            state.Output.Append(plan.Call(frame, Arguments.Empty, state));
            return Flow.Next;
        };
    }

    private MacroPlan CompileFunction(
        string? name, MacroSignature signature, ImmutableArray<Statement> body, Site site, SourceSpan span)
    {
        var function = new FunctionLayout(site.Scope.Function);
        var scope = new Scope(site.Scope, function);
        Analyze(scope, signature, body);
        var special = NamesRead.Undeclared(body, "caller", "kwargs", "varargs");
        var names = signature.Parameters.Select(static parameter => parameter.Name).ToArray();
        var explicitCaller = Array.IndexOf(names, "caller");
        if (special.Contains("caller") && explicitCaller >= 0 && signature.DefaultOf(explicitCaller) is null)
        {
            throw Fail(
                TemplateErrorKind.Syntax,
                "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.",
                span);
        }

        var callerSlot = Declare(scope, "caller", special.Contains("caller") && explicitCaller < 0);
        var keywordsSlot = Declare(scope, "kwargs", special.Contains("kwargs") && !names.Contains("kwargs"));
        var restSlot = Declare(scope, "varargs", special.Contains("varargs") && !names.Contains("varargs"));
        Analyze(scope, signature, body);
        var inner = new Site(scope, IsSoft: false, InLoop: false);
        return new MacroPlan
        {
            Name = name,
            ParameterNames = [.. names],
            ParameterSlots = [.. names.Select(parameter => scope.Find(parameter)!.Slot)],
            Defaults = [.. Enumerable.Range(0, names.Length).Select(index => CompileDefault(signature, index, inner))],
            CallerSlot = callerSlot,
            AcceptsCaller = special.Contains("caller"),
            KeywordsSlot = keywordsSlot,
            RestSlot = restSlot,
            Body = CompileBody(body, inner),
            Entry = Enter(scope),
            Function = function,
        };
    }

    private Evaluator CompileDefault(MacroSignature signature, int index, Site site)
    {
        if (signature.DefaultOf(index) is { } expression)
        {
            return CompileExpression(expression, site);
        }

        var undefined = UndefinedValue.Because($"parameter {PythonText.Repr(signature.Parameters[index].Name)} was not provided");
        return _ => undefined;
    }

    private static int? Declare(Scope scope, string name, bool isNeeded) => isNeeded ? scope.DeclareParameter(name).Slot : null;

    private static void Analyze(Scope scope, MacroSignature signature, ImmutableArray<Statement> body)
    {
        foreach (var parameter in signature.Parameters)
        {
            scope.DeclareParameter(parameter.Name);
        }

        foreach (var defaultValue in signature.Defaults)
        {
            ScopeAnalysis.VisitExpression(scope, defaultValue);
        }

        ScopeAnalysis.Visit(scope, body);
    }
}
