using System.Collections.Frozen;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Operations;

/// <summary>
/// Attributes and items as Jinja2's ImmutableSandboxedEnvironment finds them: <c>a.b</c> asks for the attribute first, <c>a['b']</c> for
/// the item first, and what the sandbox forbids yields an undefined value that raises when it is used.
/// </summary>
internal static class Access
{
    /// <summary>The attributes of every Python object; "access to attribute … is unsafe" starts with an underscore.</summary>
    private static readonly FrozenSet<string> ObjectAttributes = FrozenSet.Create(StringComparer.Ordinal,
        "__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattribute__", "__getstate__", "__gt__",
        "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__", "__ne__", "__new__", "__reduce__", "__reduce_ex__", "__repr__",
        "__setattr__", "__sizeof__", "__str__", "__subclasshook__");

    /// <summary>The further attributes of Jinja2's Undefined: a look-up finds these before the <c>__getattr__</c> that raises.</summary>
    private static readonly FrozenSet<string> UndefinedAttributes = FrozenSet.Create(StringComparer.Ordinal,
        "__add__", "__aiter__", "__bool__", "__call__", "__complex__", "__div__", "__float__", "__floordiv__", "__getattr__", "__getitem__",
        "__int__", "__iter__", "__len__", "__mod__", "__module__", "__mul__", "__neg__", "__pos__", "__pow__", "__radd__", "__rdiv__",
        "__rfloordiv__", "__rmod__", "__rmul__", "__rpow__", "__rsub__", "__rtruediv__", "__slots__", "__sub__", "__truediv__",
        "_fail_with_undefined_error", "_undefined_exception", "_undefined_hint", "_undefined_message", "_undefined_name", "_undefined_obj");

    public static Value Attribute(Value target, string name, RenderState state) =>
        TryAttribute(target, name) ?? target.FindItem(new StringValue(name), state) ?? UndefinedValue.OfAttribute(target, name);

    public static Value Item(Value target, Value key, RenderState state)
    {
        if (target is UndefinedValue undefined)
        {
            throw undefined.Fault();
        }

        var item = target.FindItem(key, state);
        if (item is null && key is StringValue name)
        {
            item = TryAttribute(target, name.Text);
        }

        return item ?? UndefinedValue.OfItem(target, key, state);
    }

    /// <summary>The attribute that the <c>attr</c> filter and both look-ups find, or null where Python raises AttributeError.</summary>
    public static Value? TryAttribute(Value target, string name)
    {
        if (target is NamespaceValue space)
        {
            // Its __getattribute__ knows the assigned names only; those that start with an underscore stay out of reach.
            return space.FindAttribute(name) is { } assigned
                ? name.StartsWith('_') ? UndefinedValue.Unsafe(target, name) : assigned
                : name == "__class__" ? UndefinedValue.Unsafe(target, name) : null;
        }

        if (target is UndefinedValue && UndefinedAttributes.Contains(name))
        {
            return UndefinedValue.Unsafe(target, name);
        }

        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            return ObjectAttributes.Contains(name) ? UndefinedValue.Unsafe(target, name) : null;
        }

        if (target is UndefinedValue undefined)
        {
            throw undefined.Fault();
        }

        if (target.FindMethod(name) is { } method)
        {
            return method.IsForbidden ? UndefinedValue.Unsafe(target, name) : new BoundMethodValue(target, method);
        }

        return target.FindAttribute(name);
    }

    /// <summary><c>target[slice]</c>, which goes past the sandbox to the object itself.</summary>
    public static Value Slice(Value target, SliceBounds bounds, RenderState state)
    {
        switch (target)
        {
            case StringValue text:
                return text.Like(SliceText(text.Text, bounds, state));
            case ListValue list:
                return new ListValue(SliceArray(list.Elements, bounds, state));
            case TupleValue tuple:
                return new TupleValue(SliceArray(tuple.Elements, bounds, state));
            case RangeValue range:
                return range.Slice(bounds.Resolve(range.Count));
            case UndefinedValue undefined:
                throw undefined.Fault();
            case DictValue:
                throw EvaluationFault.Type("unhashable type: 'slice'");
            default:
                throw EvaluationFault.Type($"{PythonText.Repr(target.TypeName)} object is not subscriptable");
        }
    }

    private static Value[] SliceArray(Value[] items, SliceBounds bounds, RenderState state)
    {
        var slice = bounds.Resolve(items.Length);
        state.ChargeText(slice.Count);
        var result = new Value[slice.Count];
        for (var index = 0; index < result.Length; index++)
        {
            result[index] = items[slice.Start + (index * slice.Step)];
        }

        return result;
    }

    private static string SliceText(string text, SliceBounds bounds, RenderState state)
    {
        state.ChargeText(text.Length);
        var slice = bounds.Resolve(CodePoints.Count(text));
        if (slice.Step == 1)
        {
            var start = CodePoints.ToUtf16(text, slice.Start);
            return text[start..CodePoints.ToUtf16(text, slice.Start + slice.Count)];
        }

        var runes = CodePoints.ToRunes(text);
        var result = new System.Text.StringBuilder(slice.Count);
        for (var index = 0; index < slice.Count; index++)
        {
            result.Append(runes[slice.Start + (index * slice.Step)].ToString());
        }

        return result.ToString();
    }
}
