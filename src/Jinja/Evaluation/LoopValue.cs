using Tito.Jinja.Evaluation.Compilation;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Evaluation;

/// <summary>The <c>loop</c> of a running loop.</summary>
internal sealed class LoopValue(Value iterable, ValueIterator iterator, RecursiveLoop? recursion, int depth) : CallableValue
{
    private ValueIterator _iterator = iterator;
    private int? _length;
    private Value? _before;
    private Value? _current;
    private Value? _after;
    private Value[]? _lastChanged;
    private int _index = -1;

    internal override string TypeName => "LoopContext";

    internal override int? Length => CountItems();

    /// <summary>The number of the iteration, from 0.</summary>
    internal int Index => _index;

    /// <summary>Goes on to the next element, or returns null after the last.</summary>
    internal Value? Advance()
    {
        var item = _after ?? _iterator.Next();
        _after = null;
        if (item is not null)
        {
            _index++;
            _before = _current;
            _current = item;
        }

        return item;
    }

    internal override Value? FindAttribute(string name) => name switch
    {
        "index" => IntegerValue.Of(_index + 1),
        "index0" => IntegerValue.Of(_index),
        "first" => BooleanValue.Of(_index == 0),
        "last" => BooleanValue.Of(Peek() is null),
        "length" => IntegerValue.Of(CountItems()),
        "revindex" => IntegerValue.Of(CountItems() - _index),
        "revindex0" => IntegerValue.Of(CountItems() - _index - 1),
        "previtem" => _index == 0 ? UndefinedValue.Because("there is no previous item") : _before!,
        "nextitem" => Peek() ?? UndefinedValue.Because("there is no next item"),
        "depth" => IntegerValue.Of(depth + 1),
        "depth0" => IntegerValue.Of(depth),
        _ => null,
    };

    internal override Builtin? FindMethod(string name) => LoopMethods.Table.Find(name);

    /// <summary>Whether these values differ from those of the last call.</summary>
    internal bool Changed(Value[] values, RenderState state)
    {
        if (_lastChanged is not null && Equality.AreEqual(new TupleValue(_lastChanged), new TupleValue(values), state))
        {
            return false;
        }

        _lastChanged = values;
        return true;
    }

    internal override Value Call(Arguments arguments, RenderState state)
    {
        if (recursion is null)
        {
            throw EvaluationFault.Type("The loop must have the 'recursive' marker to be called recursively.");
        }

        if (arguments is not { Positional.Length: 1, Keywords.Length: 0 })
        {
            throw EvaluationFault.Type("LoopContext.__call__() takes one argument: the iterable");
        }

        return new StringValue(recursion.Render(arguments.Positional[0], depth + 1));
    }

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<LoopContext {_index + 1}/{CountItems()}>");

    private Value? Peek() => _after ??= _iterator.Next();

    /// <summary>Something without a length is read to its end, as LoopContext.length does.</summary>
    private int CountItems()
    {
        if (_length is { } known)
        {
            return known;
        }

        if (iterable.Length is { } length)
        {
            _length = length;
            return length;
        }

        var rest = new List<Value>();
        while (_iterator.Next() is { } item)
        {
            rest.Add(item);
        }

        _iterator = new ArrayIterator([.. rest]);
        _length = rest.Count + _index + 1 + (_after is null ? 0 : 1);
        return _length.Value;
    }
}
