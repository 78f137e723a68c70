using System.Collections.Immutable;
using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A compiled macro.</summary>
internal sealed class MacroPlan
{
    /// <summary>Null for the body of a call block.</summary>
    public required string? Name { get; init; }

    public required ImmutableArray<string> ParameterNames { get; init; }

    public required ImmutableArray<int> ParameterSlots { get; init; }

    public required ImmutableArray<Evaluator> Defaults { get; init; }

    public required int? CallerSlot { get; init; }

    public required int? KeywordsSlot { get; init; }

    public required int? RestSlot { get; init; }

    /// <summary>Whether the body reads <c>caller</c>.</summary>
    public required bool AcceptsCaller { get; init; }

    public required Executor Body { get; init; }

    public required ScopeEntry Entry { get; init; }

    public required FunctionLayout Function { get; init; }

    private string QuotedName => Name is null ? "None" : PythonText.Repr(Name);

    /// <summary>Renders the macro; the frame is the one that defined it.</summary>
    public string Call(Frame outer, Arguments arguments, RenderState state)
    {
        state.EnterCall();
        state.Charge(1);
        var frame = outer.Inner(Function.SlotCount);
        Bind(frame, arguments);
        var mark = state.Output.BeginCapture();
        Entry.Enter(frame);
        for (var index = 0; index < ParameterSlots.Length; index++)
        {
            frame.Slots[ParameterSlots[index]] ??= Defaults[index](frame);
        }

        Body(frame);
        var text = state.Output.EndCapture(mark);
        state.ChargeText(text.Length);
        state.LeaveCall();
        return text;
    }

    /// <summary>Jinja2's Macro.__call__: positional arguments, then keywords by name, then caller, kwargs and varargs.</summary>
    private void Bind(Frame frame, Arguments arguments)
    {
        var keywords = new List<KeyValuePair<string, Value>>(arguments.Keywords);
        var positional = Math.Min(arguments.Positional.Length, ParameterNames.Length);
        for (var index = 0; index < ParameterNames.Length; index++)
        {
            frame.Slots[ParameterSlots[index]] = index < positional ? arguments.Positional[index] : Take(keywords, ParameterNames[index]);
        }

        if (CallerSlot is { } callerSlot)
        {
            var caller = Take(keywords, "caller");
            frame.Slots[callerSlot] = caller is null or NoneValue ? UndefinedValue.Because("No caller defined") : caller;
        }

        if (KeywordsSlot is { } keywordsSlot)
        {
            frame.Slots[keywordsSlot] = DictValue.Of(keywords);
        }
        else if (keywords.Count > 0)
        {
            throw EvaluationFault.Type(keywords.Exists(static keyword => keyword.Key == "caller")
                ? $"macro {QuotedName} was invoked with two values for the special caller argument. This is most likely a bug."
                : $"macro {QuotedName} takes no keyword argument {PythonText.Repr(keywords[0].Key)}");
        }

        if (RestSlot is { } restSlot)
        {
            frame.Slots[restSlot] = new TupleValue(arguments.Positional[positional..]);
        }
        else if (arguments.Positional.Length > positional)
        {
            throw EvaluationFault.Type($"macro {QuotedName} takes not more than {ParameterNames.Length} argument(s)");
        }
    }

    private static Value? Take(List<KeyValuePair<string, Value>> keywords, string name)
    {
        var index = keywords.FindIndex(keyword => keyword.Key == name);
        if (index < 0)
        {
            return null;
        }

        var value = keywords[index].Value;
        keywords.RemoveAt(index);
        return value;
    }
}
