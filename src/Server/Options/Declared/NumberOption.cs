using System.Globalization;

namespace Tito.Server.Options.Declared;

/// <summary>An option that takes a whole number.</summary>
/// <param name="Name">The name.</param>
/// <param name="Fallback">The number where it is not given.</param>
/// <param name="Least">The least that it takes.</param>
/// <param name="Most">The most that it takes.</param>
/// <param name="Text">What it takes, without the bounds.</param>
/// <param name="Rest">What is said behind the bounds.</param>
internal sealed record NumberOption(string Name, int Fallback, int Least, int Most, string Text, string Rest = "")
    : DeclaredOption(Name, "N", string.Create(CultureInfo.InvariantCulture, $"`{Fallback}`"), Text)
{
    /// <inheritdoc/>
    public override string Takes => Most == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"{Text}, {Least} or more{Rest}")
        : string.Create(CultureInfo.InvariantCulture, $"{Text}, {Least} to {Most}{Rest}");

    /// <summary>The number that was given, or the fallback.</summary>
    /// <exception cref="OptionException">It is no whole number, or out of bounds.</exception>
    public int Read(IConfiguration configuration) => Find(configuration) is not { } value ? Fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? number
        : throw new OptionException(Name, $"a whole number from {Least} to {Most}");

    /// <summary>The same as seconds.</summary>
    /// <exception cref="OptionException">It is no whole number, or out of bounds.</exception>
    public TimeSpan ReadSeconds(IConfiguration configuration) => TimeSpan.FromSeconds(Read(configuration));
}
