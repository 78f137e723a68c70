using System.Globalization;
using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins;

/// <summary>
/// The <c>attribute</c> argument of filters: names and item numbers joined by dots. Jinja2's make_attrgetter: "Looks up as item first".
/// </summary>
internal sealed class AttributePath
{
    private readonly Value[] _parts;

    private AttributePath(Value[] parts) => _parts = parts;

    /// <summary>A path from a string with dots, or from any other value as the one key.</summary>
    public static AttributePath Of(Value attribute, RenderState state)
    {
        if (attribute is NoneValue)
        {
            return new AttributePath([]);
        }

        if (attribute is not StringValue text)
        {
            return new AttributePath([attribute]);
        }

        state.ChargeText(text.Text.Length);
        return new AttributePath([.. text.Text.Split('.').Select(ReadPart)]);
    }

    /// <summary>Follows the path; a missing part yields the default when there is one, else it is undefined.</summary>
    public Value Get(Value item, RenderState state, Value? defaultValue = null)
    {
        foreach (var part in _parts)
        {
            item = Access.Item(item, part, state);
            if (defaultValue is not null && item is UndefinedValue)
            {
                item = defaultValue;
            }
        }

        return item;
    }

    private static Value ReadPart(string part) => part.Length > 0 && part.All(char.IsAsciiDigit)
        ? new IntegerValue(BigInteger.Parse(part, CultureInfo.InvariantCulture))
        : new StringValue(part);
}
