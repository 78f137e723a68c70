using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>The evaluated arguments of a call, positional ones first.</summary>
internal sealed record Arguments(Value[] Positional, KeyValuePair<string, Value>[] Keywords)
{
    public static Arguments Empty { get; } = new([], []);

    public Value? FindKeyword(string name)
    {
        foreach (var keyword in Keywords)
        {
            if (keyword.Key == name)
            {
                return keyword.Value;
            }
        }

        return null;
    }
}
