using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>
/// Jinja2's optimizer: what the source alone decides is evaluated when the template is compiled. It is more than speed, because it shows:
/// a folded infinity is not a name that Python knows, a slice that is folded goes through the sandbox, and an unhashable key of a folded
/// dict refuses the whole template.
/// </summary>
internal sealed class Folding : IDisposable
{
    /// <summary>For all constants of a template together; what is left then is evaluated when it is rendered.</summary>
    private const int MaxSteps = 200_000;

    /// <summary>A fault costs far more time than a step.</summary>
    private const int StepsOfFault = 1000;

    private readonly Func<Expression, Evaluator> _compile;
    private readonly RenderState _state;
    private readonly Frame _frame;
    private bool _isExhausted;

    /// <param name="compile">Compiles one node whose operands are literals.</param>
    /// <param name="limits">The limits of the parse.</param>
    public Folding(Func<Expression, Evaluator> compile, TemplateLimits limits)
    {
        _compile = compile;
        _state = new RenderState(limits with { MaxSteps = Math.Min(limits.MaxSteps, MaxSteps) }, default);
        _frame = new Frame(_state, null, null, [], 0);
    }

    /// <summary>Where the last evaluation stood.</summary>
    public SourceSpan Position => _state.Position;

    public void Dispose() => _state.Output.Dispose();

    /// <summary>
    /// Optimizer.visit: operands first, then the expression itself, where "the value is representable as constant value in the generated
    /// code".
    /// </summary>
    /// <exception cref="EvaluationFault">
    /// An unhashable key, or a number too long to join: Dict.as_const and Concat.as_const do not turn these into Impossible.
    /// </exception>
    public Expression Optimize(Expression expression)
    {
        if (expression is Expression.Literal or Expression.Variable)
        {
            return expression;
        }

        var optimized = Children.Map(expression, Optimize);
        return ValueOf(optimized) is { } value && IsRepresentable(value)
            ? new Expression.Literal(expression.Span, value)
            : Negated(optimized);
    }

    /// <summary>Expr.as_const where every exception counts as Impossible: the value, or null.</summary>
    public Value? TryValueOf(Expression expression)
    {
        try
        {
            return ValueOf(expression);
        }
        catch (EvaluationFault)
        {
            return null;
        }
    }

    /// <summary>
    /// The part of the code that visit_Output writes: the text of a constant, or null where it "needs to be evaluated at runtime".
    /// </summary>
    public StringValue? TryTextOf(Expression expression)
    {
        try
        {
            return ValueOf(expression)?.ToText(_state) is { } text ? new StringValue(text) : null;
        }
        catch (EvaluationFault)
        {
            return null;
        }
    }

    /// <summary>jinja2.compiler.has_safe_repr.</summary>
    public static bool IsRepresentable(Value value) => value switch
    {
        NoneValue or BooleanValue or IntegerValue or FloatValue or RangeValue or StringValue => true,
        TupleValue { HasFields: true } => false,
        SequenceValue sequence => Array.TrueForAll(sequence.Elements, IsRepresentable),
        DictValue dict => dict.Entries.ToArray().All(static entry => IsRepresentable(entry.Key) && IsRepresentable(entry.Value)),
        _ => false,
    };

    /// <summary>The word that Python takes for a name where <c>repr(value)</c> is written into its code, or null.</summary>
    /// <exception cref="EvaluationFault">The value has no <c>repr</c>: it holds an integer of too many digits.</exception>
    public static string? FindName(Value value)
    {
        switch (value)
        {
            case IntegerValue integer:
                _ = IntegerValue.Format(integer.Value);
                return null;
            case FloatValue number:
                return double.IsNaN(number.Value) ? "nan" : double.IsInfinity(number.Value) ? "inf" : null;
            case SequenceValue sequence:
                return FindName(sequence.Elements);
            case DictValue dict:
                return FindName(dict.Keys()) ?? FindName(Array.ConvertAll(dict.Entries.ToArray(), static entry => entry.Value));
            default:
                return null;
        }
    }

    private static string? FindName(Value[] values) => values.Select(FindName).FirstOrDefault(static name => name is not null);

    /// <summary>Python reads the generated <c>(-3 ** x)</c> as <c>-(3 ** x)</c>.</summary>
    private static Expression Negated(Expression expression) =>
        expression is Expression.Binary
        {
            Operator: BinaryOperator.Power,
            Left: Expression.Literal literal,
            Right: not Expression.Literal,
        } power
        && literal.Value is IntegerValue { Value.Sign: < 0 } or FloatValue { IsNegative: true }
            ? new Expression.Unary(power.Span, true, power with { Left = literal with { Value = Arithmetic.Negate(literal.Value) } })
            : expression;

    private Value? ValueOf(Expression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case Expression.Literal literal:
                return literal.Value;
            case Expression.Variable or Expression.Call or Expression.Filter { Target: null }:
            case Expression.Filter { Name: "map" or "select" or "reject" or "selectattr" or "rejectattr" }:
                // The last are those that Jinja2 hands the context of a render.
                return null;
            case Expression.Conditional choice:
                var chosen = ValueOf(choice.Condition) is not { } test ? null : test.IsTrue ? choice.Then : choice.Otherwise;
                return chosen is null ? null : ValueOf(chosen);
            case Expression.Logical logical:
                return ValueOf(logical.Left) is not { } left ? null : left.IsTrue == logical.IsAnd ? ValueOf(logical.Right) : left;
            case Expression.Compare { Rest.Length: > 1 } chain:
                // "if not result: return False": what follows a comparison that fails is never looked at.
                var first = ValueOf(chain with { Rest = chain.Rest[..1] });
                return first is not { IsTrue: true }
                    ? first
                    : ValueOf(new Expression.Compare(chain.Span, chain.Rest[0].Operand, chain.Rest[1..]));
            case Expression.Dict dict:
                return ValueOfDict(dict);
            default:
                return ValueOfOperation(expression);
        }
    }

    /// <summary>
    /// <c>dict(x.as_const(eval_ctx) for x in self.items)</c>: pair by pair, so the first that is not constant or not hashable decides.
    /// </summary>
    private DictValue? ValueOfDict(Expression.Dict dict)
    {
        var builder = new DictBuilder();
        foreach (var pair in dict.Pairs)
        {
            if (_isExhausted || ValueOf(pair.Key) is not { } key || ValueOf(pair.Value) is not { } value)
            {
                return null;
            }

            try
            {
                _state.Position = dict.Span;
                _state.Charge(1);
                builder.Set(key, value, _state);
            }
            catch (EvaluationFault fault) when (fault.Kind == TemplateErrorKind.Limit)
            {
                return null;
            }
        }

        return builder.ToDict();
    }

    private Value? ValueOfOperation(Expression expression)
    {
        var isConstant = !_isExhausted;
        var operation = Children.Map(expression, operand =>
        {
            var value = isConstant ? ValueOf(operand) : null;
            isConstant &= value is not null;
            return value is null ? operand : new Expression.Literal(operand.Span, value);
        });
        return isConstant ? Evaluate(operation) : null;
    }

    private Value? Evaluate(Expression operation)
    {
        try
        {
            _state.Charge(1);
            return _compile(operation)(_frame);
        }
        catch (EvaluationFault fault) when (operation is not Expression.Concat || fault.Kind == TemplateErrorKind.Limit)
        {
            _isExhausted |= !_state.TryCharge(StepsOfFault);

            // environment.getitem: except (AttributeError, TypeError, LookupError).
            return operation is Expression.Item { Key: Expression.Slice } item && fault.Kind == TemplateErrorKind.Type
                ? UndefinedValue.Because($"{((Expression.Literal)item.Target).Value.TypeName} object has no element slice")
                : null;
        }
    }
}
