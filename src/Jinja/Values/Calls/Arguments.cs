namespace Tito.Jinja.Values.Calls;

/// <summary>The evaluated arguments of a call, positional ones first.</summary>
internal sealed record Arguments(Value[] Positional, KeyValuePair<string, Value>[] Keywords)
{
    public static Arguments Empty { get; } = new([], []);
}
