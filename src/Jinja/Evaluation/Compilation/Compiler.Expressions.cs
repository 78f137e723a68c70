using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Expressions: names, operators and look-ups.</summary>
internal sealed partial class Compiler
{
    private Evaluator CompileExpression(Expression expression, Site site)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var (folded, inner) = Fold(expression, site);
        return CompileNode(folded, inner);
    }

    /// <summary>
    /// Folds the outermost expression that Jinja2's generator hands to its optimizer (@optimizeconst), which is every one but displays of
    /// tuples, lists and dicts. Those are constant only where nobody can see a difference.
    /// </summary>
    private (Expression Expression, Site Site) Fold(Expression expression, Site site)
    {
        if (site.IsFolded)
        {
            return (expression, site);
        }

        if (expression is not (Expression.Tuple or Expression.List or Expression.Dict))
        {
            return (_folding.Optimize(expression), site.Folded);
        }

        var constant = _folding.TryValueOf(expression);
        return constant is not null && Folding.IsRepresentable(constant) && Folding.FindName(constant) is null
            ? (new Expression.Literal(expression.Span, constant), site.Folded)
            : (expression, site);
    }

    /// <summary>One node; its operands are compiled as expressions of their own.</summary>
    private Evaluator CompileNode(Expression expression, Site site)
    {
        var evaluator = expression switch
        {
            Expression.Literal literal => CompileLiteral(literal, site),
            Expression.Variable name => CompileName(name.Name, name.Span, site),
            Expression.Tuple tuple => CompileItems(tuple.Items, site, static items => new TupleValue(items)),
            Expression.List list => CompileItems(list.Items, site, static items => new ListValue(items)),
            Expression.Dict dict => CompileDict(dict, site),
            Expression.Conditional choice => CompileConditional(choice, site),
            Expression.Logical logical => CompileLogical(logical, site),
            Expression.Not not => CompileNot(not, site),
            Expression.Compare compare => CompileComparison(compare, site),
            Expression.Binary { Operator: BinaryOperator.Add } sum => CompileSum(sum, site),
            Expression.Binary binary => CompileBinary(binary, site),
            Expression.Unary unary => CompileUnary(unary, site),
            Expression.Concat concat => CompileConcat(concat, site),
            Expression.Attribute attribute => CompileAttribute(attribute, site),
            Expression.Item { Key: Expression.Slice slice } item => CompileSlice(item, slice, site),
            Expression.Item item => CompileItem(item, site),
            Expression.Call call => CompileCall(call, site, null),
            Expression.Filter filter => CompileFilter(filter, site),
            Expression.Test test => CompileTestValue(test, site),
            _ => throw Fail(TemplateErrorKind.Syntax, "a slice cannot stand among several subscripts", expression.Span),
        };
        return _isTraced && !site.IsConstant && expression is Expression.Variable or Expression.Attribute or Expression.Item
            ? TraceRead(evaluator)
            : evaluator;
    }

    /// <summary>
    /// A constant. Jinja2 writes its <c>repr</c> into the code of the template, where <c>nan</c> and <c>inf</c> are names that nobody
    /// defined.
    /// </summary>
    private static Evaluator CompileLiteral(Expression.Literal literal, Site site)
    {
        var constant = literal.Value;
        if (site.IsConstant || Folding.FindName(constant) is not { } name)
        {
            return _ => constant;
        }

        return frame =>
        {
            frame.State.Position = literal.Span;
            throw new EvaluationFault(TemplateErrorKind.Runtime, $"name {PythonText.Repr(name)} is not defined");
        };
    }

    /// <summary>An expression of which only the truth counts.</summary>
    private Func<Frame, bool> CompileTestOf(Expression tested, Site outer)
    {
        var (expression, site) = Fold(tested, outer);
        switch (expression)
        {
            case Expression.Not not:
                var operand = CompileTestOf(not.Operand, site);
                return frame => !operand(frame);
            case Expression.Logical logical:
                var left = CompileTestOf(logical.Left, site);
                var right = CompileTestOf(logical.Right, site);
                return logical.IsAnd ? frame => left(frame) && right(frame) : frame => left(frame) || right(frame);
            case Expression.Compare { Rest.Length: 1 } compare:
                return CompileSingleComparison(compare, site);
            default:
                var value = CompileExpression(expression, site);
                return frame => value(frame).IsTrue;
        }
    }

    private Variable VariableOf(string name, SourceSpan span, Site site) => site.Scope.Find(name)
        ?? throw Fail(TemplateErrorKind.Syntax,
            $"Tried to resolve a name to a reference that was unknown to the frame ({PythonText.Repr(name)})", span);

    private Evaluator CompileName(string name, SourceSpan span, Site site)
    {
        var variable = VariableOf(name, span, site);
        var slot = variable.Slot;
        var distance = site.Scope.Function.DistanceTo(variable);
        var undefined = UndefinedValue.OfName(name);
        return distance switch
        {
            0 => frame => frame.Slots[slot] ?? undefined,
            1 => frame => frame.Parent!.Slots[slot] ?? undefined,
            _ => frame => ScopeEntry.Ancestor(frame, distance).Slots[slot] ?? undefined,
        };
    }

    private Evaluator CompileItems(IEnumerable<Expression> expressions, Site site, Func<Value[], Value> create)
    {
        var items = expressions.Select(item => CompileExpression(item, site)).ToArray();
        return frame =>
        {
            frame.State.ChargeText(items.Length);
            var values = new Value[items.Length];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = items[index](frame);
            }

            return create(values);
        };
    }

    private Evaluator CompileDict(Expression.Dict dict, Site site)
    {
        var pairs = dict.Pairs.Select(pair =>
            (Key: CompileExpression(pair.Key, site), Value: CompileExpression(pair.Value, site))).ToArray();
        return frame =>
        {
            frame.State.ChargeText(pairs.Length);
            var builder = new DictBuilder();
            foreach (var (key, value) in pairs)
            {
                var name = key(frame);
                var item = value(frame);
                frame.State.Position = dict.Span;
                builder.Set(name, item, frame.State);
            }

            return builder.ToDict();
        };
    }

    private Evaluator CompileConditional(Expression.Conditional choice, Site site)
    {
        var soft = site.Soft;
        var test = CompileTestOf(choice.Condition, soft);
        var then = CompileExpression(choice.Then, soft);
        if (choice.Otherwise is null)
        {
            var undefined = UndefinedValue.Because($"the inline if-expression on line {LineOf(choice.Span)} in "
                + $"{PythonText.Repr(_source.Name)} evaluated to false and no else section was defined.");
            return frame => test(frame) ? then(frame) : undefined;
        }

        var otherwise = CompileExpression(choice.Otherwise, soft);
        return frame => test(frame) ? then(frame) : otherwise(frame);
    }

    private Evaluator CompileLogical(Expression.Logical logical, Site site)
    {
        var left = CompileExpression(logical.Left, site);
        var right = CompileExpression(logical.Right, site);
        var isAnd = logical.IsAnd;
        return frame =>
        {
            var value = left(frame);
            return value.IsTrue == isAnd ? right(frame) : value;
        };
    }

    private Evaluator CompileNot(Expression.Not not, Site site)
    {
        var operand = CompileTestOf(not.Operand, site);
        return frame => BooleanValue.Of(!operand(frame));
    }

    private Evaluator CompileAttribute(Expression.Attribute attribute, Site site)
    {
        var target = CompileExpression(attribute.Target, site);
        var (name, span) = (attribute.Name, attribute.Span);
        var isPlainKey = DictValue.IsPlainKey(name);
        return frame =>
        {
            var value = target(frame);
            frame.State.Position = span;
            return value switch
            {
                DictValue dict when isPlainKey => dict.Find(name) ?? UndefinedValue.OfAttribute(dict, name),
                LoopValue loop when loop.FindAttribute(name) is { } found => found,
                _ => Access.Attribute(value, name, frame.State),
            };
        };
    }

    private Evaluator CompileItem(Expression.Item item, Site site)
    {
        var target = CompileExpression(item.Target, site);
        var key = CompileExpression(item.Key, site);
        return frame =>
        {
            var value = target(frame);
            var index = key(frame);
            frame.State.Position = item.Span;
            return Access.Item(value, index, frame.State);
        };
    }

    private Evaluator CompileSlice(Expression.Item item, Expression.Slice slice, Site site)
    {
        var target = CompileExpression(item.Target, site);
        var start = slice.Start is null ? null : CompileExpression(slice.Start, site);
        var stop = slice.Stop is null ? null : CompileExpression(slice.Stop, site);
        var step = slice.Step is null ? null : CompileExpression(slice.Step, site);
        return frame =>
        {
            var value = target(frame);
            var (first, last, stride) = (start?.Invoke(frame), stop?.Invoke(frame), step?.Invoke(frame));
            frame.State.Position = item.Span;
            var bounds = value is UndefinedValue undefined ? throw undefined.Fault() : SliceBounds.From(first, last, stride);
            return Access.Slice(value, bounds, frame.State);
        };
    }
}
