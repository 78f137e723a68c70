using Tito.Jinja.Rendering;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>The arguments of calls.</summary>
internal sealed partial class Compiler
{
    private Func<Frame, Arguments> CompileArguments(CallArguments arguments, Site site, Func<Frame, Value>? caller)
    {
        if (caller is null && TryGetConstant(arguments, site) is { } constant)
        {
            return _ => constant;
        }

        var positional = arguments.Positional.Select(argument => CompileExpression(argument, site)).ToArray();
        var keywords = arguments.Keywords.Select(keyword => (keyword.Name, Value: CompileExpression(keyword.Value, site))).ToArray();
        var spread = arguments.Spread is null ? null : CompileExpression(arguments.Spread, site);
        var keywordSpread = arguments.KeywordSpread is null ? null : CompileExpression(arguments.KeywordSpread, site);
        if (keywords.Length == 0 && spread is null && keywordSpread is null && caller is null)
        {
            return frame => new Arguments(Evaluate(frame, positional), []);
        }

        return frame =>
        {
            var values = Evaluate(frame, positional);
            var named = new List<KeyValuePair<string, Value>>(keywords.Length + 1);
            foreach (var (name, value) in keywords)
            {
                named.Add(new(name, value(frame)));
            }

            if (caller is not null)
            {
                named.Add(new("caller", caller(frame)));
            }

            if (spread is not null)
            {
                values = [.. values, .. Iteration.ToArray(spread(frame), frame.State)];
            }

            if (keywordSpread is not null)
            {
                AddSpread(named, keywordSpread(frame));
            }

            return new Arguments(values, [.. named]);
        };
    }

    /// <summary>Arguments that are all positional and constant, or null.</summary>
    private static Arguments? TryGetConstant(CallArguments arguments, Site site)
    {
        var literals = arguments.Positional.OfType<Expression.Literal>().Where(literal =>
            site.IsConstant || Folding.FindName(literal.Value) is null);
        Value[] values = [.. literals.Select(static literal => literal.Value)];
        return arguments is not { Keywords.Length: 0, Spread: null, KeywordSpread: null } || values.Length < arguments.Positional.Length
            ? null
            : values.Length == 0 ? Arguments.Empty : new Arguments(values, []);
    }

    private static Value[] Evaluate(Frame frame, Evaluator[] expressions)
    {
        var values = new Value[expressions.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = expressions[index](frame);
        }

        return values;
    }

    private static void AddSpread(List<KeyValuePair<string, Value>> named, Value spread)
    {
        if (spread is not DictValue dict)
        {
            throw EvaluationFault.Type($"argument after ** must be a mapping, not {spread.TypeName}");
        }

        foreach (var (key, value) in dict.Entries)
        {
            if (key is not StringValue name)
            {
                throw EvaluationFault.Type("keywords must be strings");
            }

            if (named.Exists(other => other.Key == name.Text))
            {
                throw EvaluationFault.Type($"got multiple values for keyword argument {PythonText.Repr(name.Text)}");
            }

            named.Add(new(name.Text, value));
        }
    }
}
