using System.Globalization;
using Tito.Core.Messages;
using Tito.Simulation;

namespace Tito.Cli.Engine;

/// <summary>The option <c>--fault</c>: a kind, and after a colon what it sets, as <c>abort:every=5,after=20</c>.</summary>
internal static class FaultOption
{
    private const string Settings = "every=N, probability=P, after=TOKENS, status=CODE and retry-after=SECONDS";

    /// <summary>Reads a value of the option.</summary>
    /// <exception cref="InvalidDataException">It has another form, or a number is outside its range.</exception>
    public static SimulatedFault Parse(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var kind = WireName.Find<SimulatedFaultKind>(colon < 0 ? value : value[..colon]);
        var fault = new SimulatedFault(kind ?? throw Refusal());
        foreach (var setting in colon < 0 ? [] : value[(colon + 1)..].Split(','))
        {
            fault = With(fault, setting.Split('='));
        }

        return fault;
    }

    private static SimulatedFault With(SimulatedFault fault, string[] setting)
    {
        try
        {
            return setting switch
            {
                ["every", var number] => fault with { Every = Whole(number) },
                ["probability", var number] => fault with { Probability = double.Parse(number, CultureInfo.InvariantCulture) },
                ["after", var number] => fault with { AfterTokens = Whole(number) },
                ["status", var number] => fault with { Status = Whole(number) },
                ["retry-after", var number] => fault with { RetryAfter = Whole(number) },
                _ => throw Refusal(),
            };
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw Refusal();
        }
    }

    private static int Whole(string number) => int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);

    private static InvalidDataException Refusal() =>
        new($"--fault takes {WireName.All<SimulatedFaultKind>()}, and after a colon any of {Settings}, as refuse:every=5,status=429.");
}
