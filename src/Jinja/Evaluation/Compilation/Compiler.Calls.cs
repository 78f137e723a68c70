using Tito.Jinja.Builtins;
using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Calls, filters and tests.</summary>
internal sealed partial class Compiler
{
    /// <summary>A call; a call block adds its body as the keyword argument <c>caller</c>.</summary>
    private Evaluator CompileCall(Expression.Call call, Site site, Func<Frame, Value>? caller)
    {
        var arguments = CompileArguments(call.Arguments, site, caller);
        if (call.Callee is Expression.Attribute attribute)
        {
            return CompileMethodCall(call, attribute, arguments, site);
        }

        var callee = CompileExpression(call.Callee, site);
        return frame =>
        {
            var function = callee(frame);
            var values = arguments(frame);
            frame.State.Position = call.Span;
            return Invoke(function, values, frame.State);
        };
    }

    /// <summary><c>target.method(…)</c> without making a bound method of it first.</summary>
    private Evaluator CompileMethodCall(Expression.Call call, Expression.Attribute attribute, Func<Frame, Arguments> arguments, Site site)
    {
        var target = CompileExpression(attribute.Target, site);
        var ofString = StringMethods.Table.Find(attribute.Name);
        return frame =>
        {
            var value = target(frame);
            var state = frame.State;
            if ((value is StringValue { IsPlain: true } ? ofString : value.FindMethod(attribute.Name)) is { IsForbidden: false } method)
            {
                var bound = arguments(frame);
                state.Position = call.Span;
                return method.Invoke(value, bound, state);
            }

            state.Position = attribute.Span;
            var function = Access.Attribute(value, attribute.Name, state);
            var values = arguments(frame);
            state.Position = call.Span;
            return Invoke(function, values, state);
        };
    }

    private static Value Invoke(Value function, Arguments arguments, RenderState state) => function switch
    {
        CallableValue callable => callable.Call(arguments, state),
        UndefinedValue undefined => throw undefined.Fault(),
        _ => throw EvaluationFault.Type($"{PythonText.Repr(function.TypeName)} object is not callable"),
    };

    private Evaluator CompileFilter(Expression.Filter filter, Site site)
    {
        var target = CompileExpression(filter.Target!, site);
        var apply = CompileBuiltin(FilterTable.All.Find(filter.Name), "filter", filter.Name, filter.Arguments, filter.Span, site);
        return frame => apply(frame, target(frame));
    }

    /// <summary>The filters of a block, applied to what it captured.</summary>
    private Func<Frame, Value, Value> CompileBlockFilter(Expression.Filter filter, Site site) =>
        CompileFilterChain((Expression.Filter)_folding.Optimize(filter), site.Folded);

    private Func<Frame, Value, Value> CompileFilterChain(Expression.Filter filter, Site site)
    {
        var apply = CompileBuiltin(FilterTable.All.Find(filter.Name), "filter", filter.Name, filter.Arguments, filter.Span, site);
        if (filter.Target is not Expression.Filter previous)
        {
            return apply;
        }

        var first = CompileFilterChain(previous, site);
        return (frame, captured) => apply(frame, first(frame, captured));
    }

    private Evaluator CompileTestValue(Expression.Test test, Site site)
    {
        var target = CompileExpression(test.Target, site);
        var apply = CompileBuiltin(TestTable.All.Find(test.Name), "test", test.Name, test.Arguments, test.Span, site);
        return frame => apply(frame, target(frame));
    }

    private Func<Frame, Value, Value> CompileBuiltin(
        Builtin? builtin, string kind, string name, CallArguments arguments, SourceSpan span, Site site)
    {
        if (builtin is null && !site.IsSoft)
        {
            throw Fail(TemplateErrorKind.UnknownName, $"No {kind} named {PythonText.Repr(name)}.", span);
        }

        var evaluate = CompileArguments(arguments, site, null);
        return (frame, target) =>
        {
            var values = evaluate(frame);
            frame.State.Position = span;
            return builtin is null
                ? throw new EvaluationFault(TemplateErrorKind.UnknownName, $"No {kind} named {PythonText.Repr(name)} found.")
                : builtin.Invoke(target, values, frame.State);
        };
    }
}
